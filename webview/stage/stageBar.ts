import * as l10n from "@vscode/l10n";
import { element } from "../dom";
import { describeModes } from "./modes";
import type { Mode } from "./modes";

/** What the bar's buttons do. */
export interface StageCommands {
  readonly choose: (mode: Mode) => void;
  readonly step: (direction: 1 | -1) => void;
  readonly fit: () => void;
  readonly actualSize: () => void;
  readonly blend: (share: number) => void;
  readonly blink: (on: boolean) => void;
  readonly mark: (on: boolean) => void;
}

/** What the bar is to show. */
interface Shows {
  readonly mode: Mode;
  readonly scale: number;
  readonly isBlinking: boolean;
  readonly isMarking: boolean;
  readonly canMark: boolean;
}

/** Over the stage: the modes, the zoom, and what the mode that is shown can be set to. */
export class StageBar {
  readonly node: HTMLElement;
  private readonly modes: readonly HTMLButtonElement[];
  private readonly zoom: HTMLButtonElement;
  private readonly blend = element("input", {
    type: "range",
    min: 0,
    max: 100,
    value: 50,
    class: "blend",
  });
  private readonly blink: HTMLButtonElement;
  private readonly mark: HTMLButtonElement;

  constructor(commands: StageCommands) {
    const button = (label: string, hint: string, act: () => void): HTMLButtonElement => {
      const node = element("button", { type: "button", class: "view", title: hint }, label);
      node.addEventListener("click", act);
      return node;
    };
    this.modes = describeModes().map(({ id, label, hint }) => {
      const node = button(label, hint, () => commands.choose(id));
      node.dataset["mode"] = id;
      return node;
    });
    const smaller = button("−", l10n.t("Smaller (−)"), () => commands.step(-1));
    smaller.setAttribute("aria-label", l10n.t("Smaller"));
    const larger = button("+", l10n.t("Larger (+)"), () => commands.step(1));
    larger.setAttribute("aria-label", l10n.t("Larger"));
    this.zoom = button("100 %", l10n.t("Actual size (1)"), () => commands.actualSize());
    this.zoom.classList.add("zoom");
    const fit = button(l10n.t("Fit"), l10n.t("Fit the width (0)"), () => commands.fit());
    this.blink = button(l10n.t("Pause"), l10n.t("Blink by itself or by hand"), () => {
      const isOn = this.blink.getAttribute("aria-pressed") !== "true";
      commands.blink(isOn);
    });
    this.mark = button(
      l10n.t("Mark"),
      l10n.t("Mark a part by dragging (or drag with Shift; M marks what is shown)"),
      () => commands.mark(this.mark.getAttribute("aria-pressed") !== "true"),
    );
    this.blend.addEventListener("input", () => commands.blend(Number(this.blend.value) / 100));
    this.node = element(
      "div",
      { class: "stage-bar" },
      element(
        "div",
        { class: "views", role: "group", "aria-label": l10n.t("View") },
        ...this.modes,
      ),
      element(
        "div",
        { class: "views", role: "group", "aria-label": l10n.t("Zoom") },
        smaller,
        this.zoom,
        larger,
        fit,
      ),
      this.mark,
      this.blend,
      this.blink,
    );
    for (const node of [this.mark, this.blink]) node.classList.add("alone");
  }

  show({ mode, scale, isBlinking, isMarking, canMark }: Shows): void {
    this.mark.hidden = !canMark;
    this.mark.setAttribute("aria-pressed", String(isMarking));
    for (const node of this.modes)
      node.setAttribute("aria-pressed", String(node.dataset["mode"] === mode));
    this.zoom.textContent = `${Math.round(scale * 100)} %`;
    this.zoom.setAttribute(
      "aria-label",
      l10n.t("Zoom {0}, choose for actual size", this.zoom.textContent),
    );
    this.blend.hidden = mode !== "swipe" && mode !== "onion";
    this.blend.setAttribute(
      "aria-label",
      mode === "swipe"
        ? l10n.t("Share of the width that shows the mockup")
        : l10n.t("How much the render covers"),
    );
    this.blink.hidden = mode !== "blink";
    this.blink.setAttribute("aria-pressed", String(isBlinking));
    this.blink.textContent = isBlinking ? l10n.t("Pause") : l10n.t("Blink");
  }
}
