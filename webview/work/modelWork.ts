import * as l10n from "@vscode/l10n";
import type { PanelState, PanelWorkStep } from "../../src/protocol/schemas/panelState";
import { element } from "../dom";
import { Shown } from "../shown";
import { describeWork } from "./describeWork";
import "./work.css";

/** How often the time is told while a run is under way, ms. */
const EVERY_MS = 1000;

/** The model at work: in one line what it took so far; unfolded, what it thinks, and its answers and tools with what they led to. */
export class ModelWork {
  readonly node: HTMLDetailsElement = element("details", { class: "model-work" });
  private readonly title = element("summary");
  private readonly thinking = element("details", { class: "thinking" });
  private readonly thought = element("pre", { class: "draft-text", tabindex: 0 });
  private readonly steps = element("ol", { class: "steps", "aria-label": l10n.t("Steps") });
  private readonly shown = new Shown();
  private timer: ReturnType<typeof setInterval> | undefined;
  private state: Pick<PanelState, "work" | "phase"> | undefined;

  constructor() {
    this.thinking.append(element("summary", {}, l10n.t("Thinking")), this.thought);
    // Many steps scroll in themselves, with the keyboard, too.
    const frame = element(
      "div",
      { class: "steps-frame", tabindex: 0, role: "group", "aria-label": l10n.t("Steps") },
      this.steps,
    );
    this.node.append(this.title, this.thinking, frame);
  }

  show(state: PanelState): void {
    const { work, phase, runId } = state;
    this.state = state;
    this.node.hidden = work.answers === 0 && work.thought === null && work.steps.length === 0;
    this.tick();
    const isRunning = phase === "running" && !this.node.hidden;
    if (!isRunning) clearInterval(this.timer);
    this.timer = isRunning ? (this.timer ?? setInterval(() => this.tick(), EVERY_MS)) : undefined;
    this.showThought(work.thought);
    if (this.shown.changes(runId, work.answers, work.steps.map(({ words }) => words).join("\n")))
      this.steps.replaceChildren(...work.steps.map(createStep));
  }

  private tick(): void {
    if (!this.state || this.node.hidden) return;
    const words = describeWork(this.state.work, this.state.phase === "running", Date.now());
    if (this.title.textContent !== words) this.title.textContent = words;
  }

  private showThought(thought: string | null): void {
    this.thinking.hidden = thought === null;
    if (thought === null || this.thought.textContent === thought) return;
    const isAtEnd =
      this.thought.scrollTop + this.thought.clientHeight >= this.thought.scrollHeight - 4;
    this.thought.textContent = thought;
    // Somebody who has scrolled up is reading.
    if (isAtEnd) this.thought.scrollTop = this.thought.scrollHeight;
  }
}

function createStep({ iteration, name, words, permission, isFailed }: PanelWorkStep): HTMLElement {
  return element(
    "li",
    { class: isFailed ? "failed" : undefined },
    element("span", { class: "step-name" }, l10n.t("Iteration {0}, {1}", iteration, name)),
    " ",
    isFailed ? l10n.t("failed: {0}", words) : words,
    ...(permission === null ? [] : [" ", element("span", { class: "hint" }, `(${permission})`)]),
  );
}
