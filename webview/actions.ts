import type { Button, TextArea } from "@vscode/webview-ui-toolkit";
import { MAX_INSTRUCTION_LENGTH } from "../src/protocol/panelProtocol";
import type { FromPanel } from "../src/protocol/panelProtocol";
import type { PanelState } from "../src/protocol/schemas/panelState";
import { element } from "./dom";

/** Where an instruction that is being written outlives the panel's page, which goes when another tab is in front. */
export interface Draft {
  read(): string;
  write(text: string): void;
}

/** What can be done with the run: refine it with words, accept it, discard it; or cancel it while it is under way. */
export class Actions {
  readonly node: HTMLElement;
  private readonly instruction: TextArea;
  private readonly refine: Button;
  private readonly accept: Button;
  private readonly discard: Button;
  private readonly draft: Draft;

  /** An instruction is on its way: the text goes when the run that follows it begins. */
  private isSent = false;

  constructor(post: (message: FromPanel) => void, draft: Draft) {
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
    this.draft = draft;
    this.instruction.value = draft.read();
    this.instruction.addEventListener("input", () => draft.write(this.instruction.value));
    this.refine = button("Refine further", "secondary", () => {
      this.isSent = true;
      post({ type: "refine", instruction: this.instruction.value.trim() });
    });
    this.accept = button("Accept", "primary", () => post({ type: "accept" }));
    this.discard = button("Discard", "secondary", () => post({ type: "discard" }));
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
    if (this.isSent && (state.phase === "queued" || state.phase === "running")) {
      this.isSent = false;
      this.instruction.value = "";
      this.draft.write("");
    }
    this.instruction.disabled = !state.canRefine;
    this.refine.disabled = !state.canRefine;
    this.accept.disabled = !state.canAccept;
    this.discard.disabled = !state.canDiscard;
    const which = state.selected === state.best ? "" : ` iteration ${state.selected ?? ""}`;
    label(this.accept, `Accept${which}`);
    label(this.refine, which === "" ? "Refine further" : `Refine${which}`);
    this.instruction.setAttribute("aria-label", "Instruction for the refinement");
  }
}

/** The toolkit names its elements when they are connected, from what they hold then. */
function label(button: Button, text: string): void {
  button.textContent = text;
  button.setAttribute("aria-label", text);
}
