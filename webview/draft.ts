import * as l10n from "@vscode/l10n";
import type { PanelState } from "../src/protocol/schemas/panelState";
import { element } from "./dom";

/** The file that the model is writing, its end in sight. */
export class Draft {
  private readonly path = element("h2", {});
  private readonly text = element("pre", { class: "draft-text", tabindex: 0 });
  readonly node = element(
    "section",
    { class: "draft", "aria-label": l10n.t("What is being written") },
    this.path,
    this.text,
  );

  show({ draft }: PanelState): void {
    this.node.hidden = draft === null;
    if (!draft) return;
    this.path.textContent = draft.path;
    if (this.text.textContent === draft.tail) return;
    this.text.textContent = draft.tail;
    this.text.scrollTop = this.text.scrollHeight;
  }
}
