import type { PanelState } from "../src/protocol/schemas/panelState";
import { element } from "./dom";

type View = "side" | "wipe";

/** Mockup, render and diff: side by side, or the render wiped over the mockup. */
export class Pictures {
  readonly node: HTMLElement;
  private readonly mockup = new Picture("Mockup", "What the code is to look like");
  private readonly render = new Picture("Render", "What the selected iteration looks like");
  private readonly diff = new Picture("Difference", "Where render and mockup differ");
  private readonly wipe = new Wipe();
  private readonly side: HTMLElement;
  private readonly switches: readonly HTMLButtonElement[];
  private view: View = "side";

  constructor() {
    this.side = element(
      "div",
      { class: "pictures" },
      this.mockup.node,
      this.render.node,
      this.diff.node,
    );
    this.switches = [this.createSwitch("side", "Side by side"), this.createSwitch("wipe", "Wipe")];
    this.node = element(
      "section",
      { "aria-label": "Pictures" },
      element("div", { class: "views", role: "group", "aria-label": "View" }, ...this.switches),
      this.side,
      this.wipe.node,
    );
    this.choose("side");
  }

  show(state: PanelState): void {
    const iteration = state.iterations.find(({ ordinal }) => ordinal === state.selected);
    const waiting = state.phase === "running" || state.phase === "queued";
    const missing = waiting ? "Not drawn yet" : "Nothing was drawn";
    const name = iteration ? ` of iteration ${iteration.ordinal}` : "";
    const { mockup } = state;
    this.mockup.show(mockup?.image ?? null, `The mockup ${mockup?.name ?? ""}`, missing, waiting);
    this.render.show(iteration?.line.renderPng ?? null, `The render${name}`, missing, waiting);
    this.diff.show(
      iteration?.line.diffPng ?? null,
      `The differing pixels${name}`,
      missing,
      waiting,
    );
    this.wipe.show(mockup?.image ?? null, iteration?.line.renderPng ?? null);
    this.node.hidden = state.phase === "empty" || (mockup === null && !waiting);
  }

  private createSwitch(view: View, label: string): HTMLButtonElement {
    const button = element("button", { type: "button", class: "view", "data-view": view }, label);
    button.addEventListener("click", () => this.choose(view));
    return button;
  }

  private choose(view: View): void {
    this.view = view;
    this.side.hidden = this.view !== "side";
    this.wipe.node.hidden = this.view !== "wipe";
    for (const button of this.switches)
      button.setAttribute("aria-pressed", String(button.dataset["view"] === view));
  }
}

/** One picture with its caption; a placeholder while there is none. A click shows it in its own size. */
class Picture {
  readonly node: HTMLElement;
  private readonly frame = element("button", { type: "button", class: "frame" });
  private source: string | null = "";

  constructor(caption: string, hint: string) {
    this.node = element("figure", {}, element("figcaption", { title: hint }, caption), this.frame);
    this.frame.addEventListener("click", () => {
      const isZoomed = this.frame.classList.toggle("zoomed");
      this.frame.setAttribute("aria-pressed", String(isZoomed));
    });
  }

  show(source: string | null, alt: string, missing: string, waiting: boolean): void {
    this.frame.disabled = source === null;
    this.frame.title = source === null ? "" : "Click for the picture's own size";
    if (source !== null && source === this.source) return;
    this.source = source;
    const placeholder = element(
      "span",
      { class: waiting ? "missing waiting" : "missing" },
      missing,
    );
    const image = source === null ? placeholder : element("img", { src: source, alt });
    image.addEventListener("error", () =>
      this.frame.replaceChildren(
        element("span", { class: "missing" }, "The picture could not be loaded"),
      ),
    );
    this.frame.replaceChildren(image);
  }
}

/** The render over the mockup, cut off where the slider stands. */
class Wipe {
  readonly node: HTMLElement;
  private readonly below = element("img", { alt: "The mockup", class: "wipe-mockup" });
  private readonly above = element("img", { alt: "The render", class: "wipe-render" });
  private readonly slider = element("input", {
    type: "range",
    min: 0,
    max: 100,
    value: 50,
    class: "wipe-slider",
    "aria-label": "Share of the width that shows the mockup",
  });
  private readonly stage: HTMLElement;

  constructor() {
    this.stage = element("div", { class: "wipe-stage" }, this.below, this.above);
    this.node = element(
      "div",
      { class: "wipe" },
      element(
        "div",
        { class: "wipe-labels", "aria-hidden": "true" },
        element("span", {}, "Mockup"),
        element("span", {}, "Render"),
      ),
      this.stage,
      this.slider,
    );
    this.slider.addEventListener("input", () => this.cut());
    this.cut();
  }

  show(mockup: string | null, render: string | null): void {
    setSource(this.below, mockup);
    setSource(this.above, render ?? mockup);
  }

  private cut(): void {
    this.stage.style.setProperty("--cut", `${this.slider.value}%`);
  }
}

function setSource(image: HTMLImageElement, source: string | null): void {
  image.hidden = source === null;
  if (source !== null && image.getAttribute("src") !== source) image.src = source;
}
