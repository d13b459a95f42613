import type { Button, TextArea } from "@vscode/webview-ui-toolkit";
import { MAX_INSTRUCTION_LENGTH } from "../src/protocol/panelMessages";
import type { PanelState } from "../src/protocol/schemas/panelState";
import { element } from "./dom";
import type { Ask } from "./requests";

/** Where an instruction that is being written outlives the panel's page, which goes when another tab is in front. */
export interface Draft {
  read(): string;
  write(text: string): void;
}

/** What can be done with the run that is shown: refine it with words, accept it, discard it. */
export class Actions {
  readonly node: HTMLElement;
  private readonly instruction: TextArea;
  private readonly refine: Button;
  private readonly accept: Button;
  private readonly discard: Button;
  /** What the buttons are about: what was shown when they were last drawn. */
  private shown: Pick<PanelState, "runId" | "selected"> = { runId: null, selected: null };

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
      placeholder: "What should change? (may be empty)",
      rows: 2,
      resize: "vertical",
      maxlength: MAX_INSTRUCTION_LENGTH,
    }) as TextArea;
    this.instruction.value = draft.read();
    this.instruction.addEventListener("input", () => draft.write(this.instruction.value));
    this.refine = button("Refine further", "secondary", () => void this.sendInstruction());
    this.accept = button("Accept", "primary", () => {
      const { runId: run, selected: iteration } = this.shown;
      if (run !== null && iteration !== null) void ask({ type: "accept", run, iteration });
    });
    this.discard = button("Discard", "secondary", () => {
      const { runId: run } = this.shown;
      if (run !== null) void ask({ type: "discard", run });
    });
    this.instruction.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.refine.click();
    });
    this.node = element(
      "section",
      { class: "actions", "aria-label": "Actions" },
      this.instruction,
      element("div", { class: "buttons" }, this.refine, this.discard, this.accept),
    );
  }

  show(state: PanelState): void {
    this.node.hidden = state.phase === "empty";
    this.shown = state;
    this.instruction.disabled = !state.canRefine;
    this.refine.disabled = !state.canRefine;
    this.accept.disabled = !state.canAccept;
    this.discard.disabled = !state.canDiscard;
    const which = state.selected === state.best ? "" : ` iteration ${state.selected ?? ""}`;
    label(this.accept, `Accept${which}`);
    label(this.refine, which === "" ? "Refine further" : `Refine${which}`);
    this.instruction.setAttribute("aria-label", "Instruction for the refinement");
  }

  /** The text goes when the run that follows it has begun; it stays when that is refused, and when somebody wrote on meanwhile. */
  private async sendInstruction(): Promise<void> {
    const { runId: run, selected: iteration } = this.shown;
    if (run === null) return;
    const text = this.instruction.value;
    const refusal = await this.ask({ type: "refine", run, iteration, instruction: text.trim() });
    if (refusal !== null || this.instruction.value !== text) return;
    this.instruction.value = "";
    this.draft.write("");
  }
}

/** The toolkit names its elements when they are connected, from what they hold then. */
function label(button: Button, text: string): void {
  button.textContent = text;
  button.setAttribute("aria-label", text);
}
