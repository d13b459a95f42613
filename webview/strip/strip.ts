import * as l10n from "@vscode/l10n";
import { comparableOf } from "../../src/protocol/rankIterations";
import type { PanelIteration, PanelState } from "../../src/protocol/schemas/panelState";
import { element } from "../dom";
import { formatScore } from "../../src/protocol/views/measures";
import { describeStanding, standingOf } from "../../src/protocol/views/standing";
import { describeIteration } from "../format";
import { Shown } from "../shown";
import { drawCurve } from "./curve";
import { whyRolledBack } from "./rolledBack";
import "./strip.css";
import { Thumbnails } from "./thumbnails";

/** From one choice to the next, px of the screen: what strip.css says. */
const STEP = 112;

/**
 * The iterations as a row of choices: a radio group, so that the arrow keys choose; over it the curve of their fidelities. Built anew
 * with every change of theirs; the focus stays on the same choice.
 */
export class Strip {
  private readonly shown = new Shown();
  private readonly thumbnails = new Thumbnails();
  private readonly choices = element("div", {
    class: "choices",
    role: "radiogroup",
    "aria-label": l10n.t("Iterations"),
  });
  readonly node = element("div", { class: "strip" }, this.choices);

  constructor(private readonly onSelect: (ordinal: number) => void) {
    this.choices.addEventListener("keydown", (event) => this.move(event));
    // In a narrower panel what is chosen would lie out of sight.
    new ResizeObserver(() => this.revealChosen()).observe(this.node);
  }

  show({ iterations, best, selected, runId }: PanelState): void {
    // Built anew only when something changed, so that a click hits what it was meant for.
    if (!this.shown.changes(runId, best, selected, iterations.length)) return;
    const hadFocus = this.node.contains(document.activeElement);
    const comparable = comparableOf(iterations.map(({ line }) => line));
    const buttons = iterations.map((iteration, index) => {
      const button = this.createChoice(iteration, iterations.slice(0, index), { best, selected });
      if (!comparable.has(iteration.line)) sayIsOther(button);
      return button;
    });
    this.choices.replaceChildren(...buttons);
    const curve = drawCurve(iterations, { step: STEP, best, selected });
    this.node.replaceChildren(...(curve ? [curve] : []), this.choices);
    this.node.hidden = buttons.length === 0;
    const current = buttons.find((button) => button.tabIndex === 0);
    if (hadFocus) current?.focus();
    this.revealChosen();
  }

  private createChoice(
    iteration: PanelIteration,
    before: readonly PanelIteration[],
    { best, selected }: Pick<PanelState, "best" | "selected">,
  ): HTMLButtonElement {
    const { ordinal, line } = iteration;
    const isSelected = ordinal === selected;
    const standing = standingOf(line, ordinal === best);
    const why = whyRolledBack(iteration, before);
    const words = describeIteration(iteration, best) + (why === undefined ? "" : `: ${why}`);
    const button = element(
      "button",
      {
        type: "button",
        role: "radio",
        class: `choice ${line.accepted ? "" : "rejected"} ${standing === "best" ? "best" : ""}`,
        tabindex: isSelected || (selected === null && ordinal === 1) ? 0 : -1,
        "aria-checked": String(isSelected),
        "aria-label": words,
        title: words,
        "data-ordinal": ordinal,
      },
      line.renderPng === undefined
        ? element("span", { class: "thumbnail" })
        : this.thumbnails.of(line.renderPng),
      element("span", { class: "choice-number" }, String(ordinal)),
      element("span", { class: "choice-fidelity" }, formatScore(line.scores?.fidelity)),
      element(
        "span",
        { class: "choice-note" },
        line.by === "person"
          ? l10n.t("{0}, by you", describeStanding(standing))
          : describeStanding(standing),
      ),
    );
    button.addEventListener("click", () => this.onSelect(ordinal));
    return button;
  }

  /** Scrolls along the strip, never the page: somebody may be reading further down. */
  private revealChosen(): void {
    const button = this.choices.querySelector('[tabindex="0"]');
    if (!button) return;
    const strip = this.node.getBoundingClientRect();
    const { left, right } = button.getBoundingClientRect();
    if (left < strip.left) this.node.scrollLeft -= strip.left - left;
    else if (right > strip.right) this.node.scrollLeft += right - strip.right;
  }

  private move(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...this.choices.querySelectorAll<HTMLButtonElement>("button")];
    const index = buttons.findIndex((button) => button.tabIndex === 0);
    const target = buttons[Math.min(buttons.length - 1, Math.max(0, index + step))];
    target?.focus();
    target?.click();
  }
}

/** Its score is of another picture than the newest one's. */
function sayIsOther(button: HTMLElement): void {
  const words = l10n.t("measured with other parts left out or pinned");
  button.title = `${button.title}; ${words}`;
  button.setAttribute("aria-label", button.title);
  button.classList.add("other");
  button.querySelector(".choice-note")?.append(l10n.t(", other parts"));
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
  Home: -Infinity,
  End: Infinity,
};
