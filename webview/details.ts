import * as l10n from "@vscode/l10n";
import type { Rect } from "../src/base/geometry";
import type { DifferenceLine } from "../src/protocol/runProtocol";
import type { PanelState } from "../src/protocol/schemas/panelState";
import { MEASURES } from "../src/protocol/views/measures";
import { element } from "./dom";
import { Shown } from "./shown";
import { whyRolledBack } from "./strip/rolledBack";

/** Where a difference leads. */
export interface DetailCommands {
  /** Shows a place of the pictures, CSS px. */
  readonly fly: (place: Rect) => void;
  /** Opens the code at the element of that selector. */
  readonly openCode: (selector: string) => void;
}

/** Numbers, differences and facts of the selected iteration. */
export class Details {
  readonly node = element("section", { class: "details", "aria-label": l10n.t("Details") });
  private readonly shown = new Shown();

  constructor(private readonly commands: DetailCommands) {}

  show({ iterations, selected, runId }: PanelState): void {
    // Built anew only when another one is selected, so that a selection of text survives the progress of a run.
    if (!this.shown.changes(runId, selected)) return;
    const index = iterations.findIndex(({ ordinal }) => ordinal === selected);
    const iteration = iterations[index];
    this.node.hidden = !iteration;
    if (!iteration) return;
    const { ordinal, line } = iteration;
    const { summary, problem, differences, facts, code } = line;
    const why = whyRolledBack(iteration, iterations.slice(0, index));
    this.node.replaceChildren(
      element("h2", {}, l10n.t("Iteration {0}", ordinal)),
      ...(why === undefined || why === problem
        ? []
        : [element("p", { class: "hint" }, l10n.t("Rolled back: {0}.", why))]),
      ...(summary ? [element("p", { class: "summary" }, summary)] : []),
      ...(problem === undefined
        ? []
        : [element("p", { class: "problem", role: "alert" }, problem)]),
      element(
        "dl",
        { class: "measures" },
        ...MEASURES.flatMap(({ name, read }) => measure(name(), read(line))),
      ),
      ...list(
        l10n.t("Differences"),
        differences.map((difference) => this.describe(difference)),
        l10n.t("No difference worth a word."),
      ),
      ...list(
        l10n.t("Facts"),
        [...facts, ...(code?.faults ?? []).map((fault) => l10n.t("Code: {0}", fault))].map(
          (fact) => [fact],
        ),
        undefined,
      ),
    );
  }

  /** The words of a difference, which lead to its place, and a way to its code, as far as they are known. */
  private describe({ words, box, selector }: DifferenceLine): readonly (Node | string)[] {
    const { fly, openCode } = this.commands;
    const lead = (label: string, hint: string, act: () => void, name?: string): HTMLElement => {
      const attributes = { type: "button", class: "place", title: hint, "aria-label": name };
      const button = element("button", attributes, label);
      button.classList.toggle("to-code", name !== undefined);
      button.addEventListener("click", act);
      return button;
    };
    return [
      box ? lead(words, l10n.t("Show it"), () => fly(box)) : words,
      ...(selector === undefined
        ? []
        : [
            " ",
            lead(
              l10n.t("code"),
              l10n.t("Show {0} in the code", selector),
              () => openCode(selector),
              l10n.t("Code: {0}", selector),
            ),
          ]),
    ];
  }
}

function measure(name: string, value: string | undefined): HTMLElement[] {
  if (value === undefined) return [];
  return [element("div", { class: "measure" }, element("dt", {}, name), element("dd", {}, value))];
}

function list(
  title: string,
  items: readonly (readonly (Node | string)[])[],
  none: string | undefined,
): HTMLElement[] {
  if (items.length === 0 && none === undefined) return [];
  const body =
    items.length === 0
      ? element("p", { class: "hint" }, none ?? "")
      : element("ul", {}, ...items.map((item) => element("li", {}, ...item)));
  return [element("h3", {}, title), body];
}
