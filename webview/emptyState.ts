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
      { class: "empty", "aria-label": "Begin" },
      element("h1", {}, "From mockup to code"),
      element(
        "p",
        {},
        "Drop a picture here and hold ",
        element("kbd", {}, "Shift"),
        " while you do, paste one with ",
        element("kbd", {}, PASTE_KEYS),
        ", right-click one in the Explorer, or:",
      ),
      element(
        "div",
        { class: "buttons" },
        button("Choose a mockup…", "primary", () => void ask({ type: "generate" })),
        button("From the clipboard", "secondary", readClipboard),
        button("From an address…", "secondary", () => void ask({ type: "begin-at-address" })),
      ),
    );
  }

  show({ phase }: PanelState): void {
    this.node.hidden = phase !== "empty";
  }
}
