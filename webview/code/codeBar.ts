import type { PanelState } from "../../src/protocol/schemas/panelState";
import { element } from "../dom";
import type { Ask } from "../requests";
import { Shown } from "../shown";

/** The code of the selected iteration: to be opened, and compared with that of another one. */
export class CodeBar {
  readonly node: HTMLElement;
  private readonly other = element("select", { class: "runs", "aria-label": "Compare with" });
  private readonly comparison: HTMLElement;
  private readonly shownOthers = new Shown();
  private shown: Pick<PanelState, "runId" | "selected"> = { runId: null, selected: null };

  constructor(private readonly ask: Ask) {
    const button = (label: string, act: () => void): HTMLButtonElement => {
      const node = element("button", { type: "button", class: "view alone" }, label);
      node.addEventListener("click", act);
      return node;
    };
    this.comparison = element(
      "span",
      { class: "comparison" },
      button("Compare code with", () => this.compare()),
      this.other,
    );
    this.node = element(
      "section",
      { class: "code-bar", "aria-label": "Code" },
      button("Open code", () => this.open()),
      this.comparison,
    );
  }

  show({ runId, selected, iterations }: PanelState): void {
    this.shown = { runId, selected };
    const chosen = iterations.find(({ ordinal }) => ordinal === selected);
    this.node.hidden = !chosen || chosen.line.files.length === 0;
    const others = iterations.filter(({ ordinal }) => ordinal !== selected);
    this.comparison.hidden = others.length === 0;
    if (!this.shownOthers.changes(runId, selected, others.length)) return;
    this.other.replaceChildren(
      ...others.map(({ ordinal }) => element("option", { value: ordinal }, `iteration ${ordinal}`)),
    );
    // The one before is what people most often want to know the difference from.
    const before = others.findLast(({ ordinal }) => ordinal < (selected ?? 0)) ?? others[0];
    if (before) this.other.value = String(before.ordinal);
  }

  /** Opens the code, at the element of that selector if one is given. */
  open(selector?: string): void {
    const { runId: run, selected: iteration } = this.shown;
    if (run === null || iteration === null) return;
    const place = selector === undefined ? {} : { selector };
    void this.ask({ type: "open-code", run, iteration, ...place });
  }

  private compare(): void {
    const { runId: run, selected: iteration } = this.shown;
    if (run === null || iteration === null) return;
    void this.ask({ type: "compare-code", run, iteration, with: Number(this.other.value) });
  }
}
