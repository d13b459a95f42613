import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { COMMANDS, RUNS_VIEW } from "../contributions";
import type { Works } from "../runs/works";
import { describeRun } from "./describeRun";

/** An item: what its commands are called with. */
interface RunItem {
  /** The run's id. */
  readonly run: string;
}

/** How long changes are gathered before the view is told: a run under way changes many times a second. */
const GATHER_MS = 500;

/** The view "Mockloop Runs": the runs of this workspace, the newest first. */
export class RunsView implements vscode.TreeDataProvider<RunItem>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly registrations: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly works: Works) {
    this.registrations = vscode.Disposable.from(
      vscode.window.registerTreeDataProvider(RUNS_VIEW, this),
      works.onDidChange(() => this.tellSoon()),
    );
  }

  getChildren(item?: RunItem): RunItem[] {
    return item ? [] : this.works.all.map(({ id }) => ({ run: id })).reverse();
  }

  getTreeItem(item: RunItem): vscode.TreeItem {
    const work = this.works.find(item.run);
    // Gone since the view asked what there is; it asks again soon.
    if (!work) return new vscode.TreeItem("");
    const { label, description, tooltip, picture, icon, kind } = describeRun(work.state);
    const treeItem = new vscode.TreeItem(label);
    treeItem.id = item.run;
    treeItem.description = description;
    treeItem.tooltip = tooltip;
    treeItem.contextValue = kind;
    treeItem.iconPath =
      picture === undefined || kind === "busy"
        ? new vscode.ThemeIcon(icon)
        : vscode.Uri.file(picture);
    treeItem.command = { command: COMMANDS.openRun, title: l10n.t("Open"), arguments: [item] };
    return treeItem;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.registrations.dispose();
    this.changed.dispose();
  }

  private tellSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.changed.fire();
    }, GATHER_MS);
  }
}
