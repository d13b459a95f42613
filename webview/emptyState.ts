import * as l10n from "@vscode/l10n";
import type { PanelState } from "../src/protocol/schemas/panelState";
import { element } from "./dom";
import { PASTE_KEYS } from "./incoming/clipboardPicture";
import type { Ask } from "./requests";

/** What is shown before the first run: the ways in. */
export class EmptyState {
  readonly node: HTMLElement;

  constructor(ask: Ask, readClipboard: () => void) {
    const button = (label: string, appearance: string, act: () => void): HTMLElement => {
      const node = element("vscode-button", { appearance }, label);
      node.addEventListener("click", act);
      return node;
    };
    this.node = element(
      "section",
      { class: "empty", "aria-label": l10n.t("Begin") },
      element("h1", {}, l10n.t("From mockup to code")),
      element(
        "p",
        {},
        ...withKeys(
          l10n.t(
            "Drop a picture here and hold {0} while you do, paste one with {1}, right-click one in the Explorer, or:",
          ),
          [l10n.t("Shift"), PASTE_KEYS],
        ),
      ),
      element(
        "div",
        { class: "buttons" },
        button(l10n.t("Choose a mockup…"), "primary", () => void ask({ type: "generate" })),
        button(l10n.t("From the clipboard"), "secondary", readClipboard),
        button(
          l10n.t("From an address…"),
          "secondary",
          () => void ask({ type: "begin-at-address" }),
        ),
      ),
    );
  }

  show({ phase }: PanelState): void {
    this.node.hidden = phase !== "empty";
  }
}

/** A sentence with keys in the places of {0}, {1}. */
function withKeys(sentence: string, keys: readonly string[]): (Node | string)[] {
  return sentence
    .split(/\{(\d)\}/)
    .map((part, index) => (index % 2 === 0 ? part : element("kbd", {}, keys[Number(part)] ?? "")));
}
