import type { PanelState } from "../../src/protocol/schemas/panelState";
import { element } from "../dom";
import { formatScore } from "../../src/protocol/views/measures";
import { standingOf } from "../../src/protocol/views/standing";
import { describeIteration } from "../format";
import { Shown } from "../shown";

/**
 * The iterations as a row of choices: a radio group, so that the arrow keys choose. Built anew with every change of theirs; the
 * focus stays on the same choice.
 */
export class Strip {
  private readonly shown = new Shown();
  readonly node = element("div", {
    class: "strip",
    role: "radiogroup",
    "aria-label": "Iterations",
  });

  constructor(private readonly onSelect: (ordinal: number) => void) {
    this.node.addEventListener("keydown", (event) => this.move(event));
  }

  show({ iterations, best, selected, runId }: PanelState): void {
    // Built anew only when something changed, so that a click hits what it was meant for.
    if (!this.shown.changes(runId, best, selected, iterations.length)) return;
    const hadFocus = this.node.contains(document.activeElement);
    const buttons = iterations.map((iteration) => {
      const { ordinal, line } = iteration;
      const isSelected = ordinal === selected;
      const button = element(
        "button",
        {
          type: "button",
          role: "radio",
          class: `choice${line.accepted ? "" : " rejected"}`,
          tabindex: isSelected || (selected === null && ordinal === 1) ? 0 : -1,
          "aria-checked": String(isSelected),
          "aria-label": describeIteration(iteration, best),
          title: describeIteration(iteration, best),
          "data-ordinal": ordinal,
        },
        element("span", { class: "choice-number" }, String(ordinal)),
        element("span", { class: "choice-fidelity" }, formatScore(line.scores?.fidelity)),
        element("span", { class: "choice-note" }, standingOf(line, ordinal === best)),
      );
      button.addEventListener("click", () => this.onSelect(ordinal));
      return button;
    });
    this.node.replaceChildren(...buttons);
    this.node.hidden = buttons.length === 0;
    const current = buttons.find((button) => button.tabIndex === 0);
    if (hadFocus) current?.focus();
    if (current) this.reveal(current);
  }

  /** Scrolls along the strip, never the page: somebody may be reading further down. */
  private reveal(button: HTMLElement): void {
    const strip = this.node.getBoundingClientRect();
    const { left, right } = button.getBoundingClientRect();
    if (left < strip.left) this.node.scrollLeft -= strip.left - left;
    else if (right > strip.right) this.node.scrollLeft += right - strip.right;
  }

  private move(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...this.node.querySelectorAll<HTMLButtonElement>("button")];
    const index = buttons.findIndex((button) => button.tabIndex === 0);
    const target = buttons[Math.min(buttons.length - 1, Math.max(0, index + step))];
    target?.focus();
    target?.click();
  }
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
  Home: -Infinity,
  End: Infinity,
};
