import * as l10n from "@vscode/l10n";
import { element } from "../dom";
import { Shown } from "../shown";

/** CSS px. A phone, a tablet, a small and a usual desktop window, and a wide one. */
const WIDTHS = [360, 768, 1024, 1440, 1920];
/** Between these a page can be looked at, CSS px. */
export const LEAST_WIDTH = 240;
export const MOST_WIDTH = 3840;

/** The widths to choose from, and a field for any other. */
export class WidthBar {
  readonly node: HTMLElement;
  private readonly choices = element("div", {
    class: "views",
    role: "group",
    "aria-label": l10n.t("Width"),
  });
  private readonly field = element("input", {
    type: "number",
    class: "live-width",
    min: LEAST_WIDTH,
    max: MOST_WIDTH,
    "aria-label": l10n.t("Width in CSS px"),
  });
  private readonly scale = element("span", { class: "hint" });
  private readonly offered = new Shown();

  constructor(private readonly choose: (widthPx: number) => void) {
    this.field.addEventListener("change", () => {
      if (this.field.value !== "") choose(Number(this.field.value));
    });
    this.node = element(
      "div",
      { class: "stage-bar" },
      this.choices,
      element("span", { class: "live-field" }, this.field, "px"),
      this.scale,
    );
  }

  /** `own` is the mockup's width. */
  offer(own: number | undefined): void {
    if (!this.offered.changes(own ?? null)) return;
    const widths = [...new Set([...WIDTHS, ...(own === undefined ? [] : [Math.round(own)])])];
    widths.sort((a, b) => a - b);
    this.choices.replaceChildren(
      ...widths.map((width) => {
        const title =
          width === own ? l10n.t("As wide as the mockup") : l10n.t("{0} px wide", width);
        const attributes = { type: "button", class: "view", title, "data-width": width };
        const button = element("button", attributes, String(width));
        button.addEventListener("click", () => this.choose(width));
        return button;
      }),
    );
  }

  show(widthPx: number): void {
    this.field.value = String(widthPx);
    for (const button of this.choices.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.dataset["width"] === String(widthPx)));
  }

  showScale(scale: number): void {
    this.scale.textContent = scale === 1 ? "" : l10n.t("shown at {0} %", Math.round(scale * 100));
  }
}
