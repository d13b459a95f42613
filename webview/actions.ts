import * as l10n from "@vscode/l10n";
import type { Button, TextArea } from "@vscode/webview-ui-toolkit";
import { MAX_INSTRUCTION_LENGTH } from "../src/protocol/panelMessages";
import type { Part, SpokenMessage } from "../src/protocol/steering";
import type { PanelState } from "../src/protocol/schemas/panelState";
import { element } from "./dom";
import { describePart } from "./format";
import type { Ask } from "./requests";
import { Shown } from "./shown";

/** Where an instruction that is being written outlives the panel's page, which goes when another tab is in front. */
export interface Draft {
  read(): string;
  write(text: string): void;
}

/** So many iterations more are asked for at once. */
const MORE = 2;

/**
 * What can be done with the run that is shown. While it is under way: say something to it, pause it, make it end sooner or later. After
 * its end: refine it with words, accept it, discard it.
 */
export class Actions {
  readonly node: HTMLElement;
  private readonly instruction: TextArea;
  private readonly refine: Button;
  private readonly accept: Button;
  private readonly discard: Button;
  private readonly say: Button;
  private readonly pause: Button;
  private readonly stop: Button;
  private readonly more: Button;
  private readonly said = element("ul", { class: "said", "aria-label": l10n.t("Said to the run") });
  private readonly shownSaid = new Shown();
  private readonly aboutNote = element("span", {});
  private readonly aboutRow: HTMLElement;
  /** The part that the instruction is about. */
  private about: Part | undefined;
  /** What the buttons are about: what was shown when they were last drawn. */
  private shown: Pick<PanelState, "runId" | "selected" | "isPaused"> = {
    ...{ runId: null, selected: null, isPaused: false },
  };

  constructor(
    private readonly ask: Ask,
    private readonly draft: Draft,
  ) {
    const button = (label: string, appearance: string, onClick: () => void): Button => {
      const node = element("vscode-button", { appearance }, label) as Button;
      node.addEventListener("click", () => {
        if (!node.disabled) onClick();
      });
      return node;
    };
    this.instruction = element("vscode-text-area", {
      class: "instruction",
      placeholder: l10n.t("What should change? (may be empty)"),
      rows: 2,
      resize: "vertical",
      maxlength: MAX_INSTRUCTION_LENGTH,
    }) as TextArea;
    this.instruction.value = draft.read();
    this.instruction.addEventListener("input", () => draft.write(this.instruction.value));
    this.refine = button(l10n.t("Refine further"), "secondary", () => void this.sendInstruction());
    this.accept = button(l10n.t("Accept"), "primary", () => {
      const { runId: run, selected: iteration } = this.shown;
      if (run !== null && iteration !== null) void ask({ type: "accept", run, iteration });
    });
    this.discard = button(l10n.t("Discard"), "secondary", () => {
      const { runId: run } = this.shown;
      if (run !== null) void ask({ type: "discard", run });
    });
    this.say = button(l10n.t("Say it"), "primary", () => void this.sendWords());
    this.pause = button(l10n.t("Pause"), "secondary", () =>
      this.steer({ type: this.shown.isPaused ? "go-on" : "pause" }),
    );
    this.stop = button(l10n.t("Stop after this iteration"), "secondary", () =>
      this.steer({ type: "stop" }),
    );
    this.more = button(l10n.t("Two more"), "secondary", () =>
      this.steer({ type: "more", iterations: MORE }),
    );
    this.instruction.addEventListener("keydown", (event) => {
      // With Shift it is the editor's own key for Accept.
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.shiftKey)
        (this.say.hidden ? this.refine : this.say).click();
    });
    const forget = element(
      "button",
      { type: "button", class: "view alone" },
      l10n.t("About all of it"),
    );
    forget.addEventListener("click", () => this.sayAbout(undefined));
    this.aboutRow = element("div", { class: "about", hidden: true }, this.aboutNote, forget);
    this.node = element(
      "section",
      { class: "actions", "aria-label": l10n.t("Actions") },
      this.said,
      this.aboutRow,
      this.instruction,
      element(
        "div",
        { class: "buttons" },
        ...[this.stop, this.more, this.pause, this.say],
        ...[this.refine, this.discard, this.accept],
      ),
    );
    new ResizeObserver(() => this.keepFree()).observe(this.node);
  }

  /** What is scrolled to, and what Tab reaches, comes to lie below the actions where those stay at the top. */
  private keepFree(): void {
    const stays = getComputedStyle(this.node).position === "sticky";
    document.documentElement.style.scrollPaddingTop = stays ? `${this.node.offsetHeight}px` : "";
  }

  /** What is written next is about this part, CSS px; undefined: about all of the mockup. */
  sayAbout(part: Part | undefined): void {
    this.about = part;
    this.aboutRow.hidden = part === undefined;
    this.aboutNote.textContent = part ? l10n.t("About the part at {0}", describePart(part)) : "";
    if (part) this.instruction.focus();
  }

  show(state: PanelState): void {
    this.node.hidden = state.phase === "empty";
    if (this.shown.runId !== state.runId) this.sayAbout(undefined);
    this.shown = state;
    this.instruction.disabled = !state.canRefine && !state.canSteer;
    this.instruction.placeholder = state.canSteer
      ? l10n.t("Say something to the model; it hears it before its next answer")
      : l10n.t("What should change? (may be empty)");
    for (const node of [this.say, this.pause, this.stop, this.more]) node.hidden = !state.canSteer;
    for (const node of [this.refine, this.accept, this.discard]) node.hidden = state.canSteer;
    label(this.pause, state.isPaused ? l10n.t("Go on") : l10n.t("Pause"));
    this.showSaid(state);
    this.refine.disabled = !state.canRefine;
    this.accept.disabled = !state.canAccept;
    this.discard.disabled = !state.canDiscard;
    const isBest = state.selected === state.best || state.selected === null;
    const which = state.selected ?? 0;
    label(this.accept, isBest ? l10n.t("Accept") : l10n.t("Accept iteration {0}", which));
    label(this.refine, isBest ? l10n.t("Refine further") : l10n.t("Refine iteration {0}", which));
    this.instruction.setAttribute("aria-label", l10n.t("Instruction for the refinement"));
  }

  private showSaid({ said }: PanelState): void {
    this.said.hidden = said.length === 0;
    if (!this.shownSaid.changes(...said)) return;
    this.said.replaceChildren(...said.map((words) => element("li", {}, words)));
  }

  private steer(message: SpokenMessage): void {
    const { runId: run } = this.shown;
    if (run !== null) void this.ask({ type: "steer", run, message });
  }

  /** The text goes when the run has it. */
  private async sendWords(): Promise<void> {
    const { runId: run } = this.shown;
    const text = this.instruction.value;
    if (run === null || text.trim() === "") return;
    const { about } = this;
    const message = { type: "say", text: text.trim(), ...(about && { about }) } as const;
    this.clearIfSent(text, await this.ask({ type: "steer", run, message }));
  }

  /** The text goes when the run that follows it has begun; it stays when that is refused, and when somebody wrote on meanwhile. */
  private async sendInstruction(): Promise<void> {
    const { runId: run, selected: iteration } = this.shown;
    if (run === null) return;
    const text = this.instruction.value;
    const { about } = this;
    const request = { type: "refine", run, iteration, instruction: text.trim() } as const;
    this.clearIfSent(text, await this.ask({ ...request, ...(about && { about }) }));
  }

  private clearIfSent(text: string, refusal: string | null): void {
    if (refusal !== null || this.instruction.value !== text) return;
    this.instruction.value = "";
    this.draft.write("");
    this.sayAbout(undefined);
  }
}

/** The toolkit names its elements when they are connected, from what they hold then. */
function label(button: Button, text: string): void {
  button.textContent = text;
  button.setAttribute("aria-label", text);
}
