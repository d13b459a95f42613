import type { PanelState } from "../src/protocol/panelProtocol";
import { element } from "./dom";

/** Numbers, differences and facts of the selected iteration. */
export class Details {
  readonly node = element("section", { class: "details", "aria-label": "Details" });
  private shown = "";

  show(state: PanelState): void {
    const iteration = state.iterations.find(({ ordinal }) => ordinal === state.selected);
    // Built anew only when something changed, so that a selection of text survives the progress of a run.
    const key = JSON.stringify(iteration);
    if (key === this.shown) return;
    this.shown = key;
    this.node.hidden = !iteration;
    if (!iteration) return;
    const measures = iteration.measures.map(({ name, value }) =>
      element("div", { class: "measure" }, element("dt", {}, name), element("dd", {}, value)),
    );
    this.node.replaceChildren(
      element("h2", {}, `Iteration ${iteration.ordinal}`),
      ...(iteration.summary ? [element("p", { class: "summary" }, iteration.summary)] : []),
      ...(iteration.problem === null
        ? []
        : [element("p", { class: "problem", role: "alert" }, iteration.problem)]),
      element("dl", { class: "measures" }, ...measures),
      ...list("Differences", iteration.differences, "No difference worth a word."),
      ...list("Facts", iteration.facts, undefined),
    );
  }
}

function list(title: string, items: readonly string[], none: string | undefined): HTMLElement[] {
  if (items.length === 0 && none === undefined) return [];
  const body =
    items.length === 0
      ? element("p", { class: "hint" }, none ?? "")
      : element("ul", {}, ...items.map((item) => element("li", {}, item)));
  return [element("h3", {}, title), body];
}
