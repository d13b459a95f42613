import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { EventEmitter } from "./values";

/** A quick pick, as a person sees and uses it. */
export class FakeQuickPick {
  items: readonly vscode.QuickPickItem[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  selectedItems: readonly vscode.QuickPickItem[] = [];
  busy = false;
  isHidden = true;
  private readonly accepted = new EventEmitter<void>();
  private readonly pressed = new EventEmitter<{
    readonly item: vscode.QuickPickItem;
    readonly button: vscode.QuickInputButton;
  }>();
  private readonly hidden = new EventEmitter<void>();
  readonly onDidAccept = this.accepted.event;
  readonly onDidTriggerItemButton = this.pressed.event;
  readonly onDidHide = this.hidden.event;
  readonly dispose = (): void => undefined;

  show(): void {
    this.isHidden = false;
  }

  hide(): void {
    if (this.isHidden) return;
    this.isHidden = true;
    this.hidden.fire();
  }

  /** "label | description | detail" of each entry. */
  get lines(): readonly string[] {
    return this.items.map(({ label, description, detail }) =>
      [label, description, detail].filter(Boolean).join(" | "),
    );
  }

  find(text: string): vscode.QuickPickItem {
    const found = this.items.find(({ label }) => label.includes(text));
    assert.ok(found, `${text} is not in ${this.lines.join("\n")}`);
    return found;
  }

  /** A person chooses the entry whose label contains `text`. */
  accept(text: string): void {
    this.selectedItems = [this.find(text)];
    this.accepted.fire();
  }

  /** A person presses a button of that entry. */
  press(text: string, tooltip: string): void {
    const item = this.find(text);
    const button = item.buttons?.find((one) => one.tooltip === tooltip);
    assert.ok(button, `${text} has no button ${tooltip}`);
    this.pressed.fire({ item, button });
  }
}
