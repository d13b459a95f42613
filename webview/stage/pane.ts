import * as l10n from "@vscode/l10n";
import type { Rect, Size } from "../../src/base/geometry";
import { element, onThemeChange } from "../dom";
import { listenToGestures } from "./gestures";
import type { Gestures } from "./gestures";
import { drawRuler } from "./ruler";
import { toPane } from "./viewport";
import type { Viewport } from "./viewport";

/** A picture in a pane. Those that follow lie over it. */
export interface Layer {
  /** An address, or what was drawn. */
  readonly picture: string | HTMLCanvasElement;
  readonly alt: string;
  /** Cut off at the left up to this share of the pane, or let through: both 0–1, the picture whole when left out. */
  readonly cut?: number;
  readonly opacity?: number;
}

/** A place that is outlined, px of the picture: a difference that was measured, the one that was flown to, a marked part, a mask, a pin. */
export interface Outline extends Rect {
  readonly kind: "measured" | "chosen" | "marked" | "mask" | "pin";
}

/** From this scale on pixels are squares, and from the second on they have lines between them. */
const SQUARES_FROM = 2;
const GRID_FROM = 8;

/** A window on pictures that lie over one another: what of them, and how large, the {@link Viewport} says. */
export class Pane {
  readonly node: HTMLElement;
  /** Where the pictures are; its inner size is what a viewport is about. */
  readonly view: HTMLElement;
  private readonly caption = element("figcaption");
  private readonly layers = element("div", { class: "layers" });
  private readonly grid = element("div", { class: "grid", "aria-hidden": "true" });
  private readonly outlines = element("div", { class: "outlines", "aria-hidden": "true" });
  private readonly top = element("canvas", { class: "ruler-top", "aria-hidden": "true" });
  private readonly left = element("canvas", { class: "ruler-left", "aria-hidden": "true" });
  private shown: readonly Layer[] = [];
  private drawRulers: () => void = () => undefined;

  constructor(gestures: Gestures) {
    this.view = element(
      "div",
      { class: "pane", role: "group", tabindex: 0 },
      this.layers,
      this.grid,
      this.outlines,
    );
    this.node = element("figure", {}, this.caption, this.top, this.left, this.view);
    listenToGestures(this.view, gestures);
    onThemeChange(() => this.drawRulers());
  }

  get size(): Size {
    return { width: this.view.clientWidth, height: this.view.clientHeight };
  }

  /** What it shows. `name` is over it. Without a layer `missing` says why. */
  setLayers(name: string, layers: readonly Layer[], missing: string, isWaiting: boolean): void {
    this.caption.textContent = name;
    this.view.setAttribute(
      "aria-label",
      l10n.t("{0}. Arrow keys move it, plus and minus zoom.", name),
    );
    if (!isSame(this.shown, layers) || layers.length === 0)
      this.layers.replaceChildren(
        ...layers.map(createLayer),
        ...(layers.length === 0 ? [createMissing(missing, isWaiting)] : []),
      );
    this.shown = layers;
    for (const [index, { cut = 0, opacity = 1 }] of layers.entries()) {
      const style = (this.layers.children[index] as HTMLElement).style;
      style.clipPath = cut === 0 ? "none" : `inset(0 0 0 ${(cut * 100).toFixed(2)}%)`;
      style.opacity = String(opacity);
    }
  }

  /** Shows this part of the pictures; `pixelRatio` is their px in a CSS px. */
  look(view: Viewport, pixelRatio: number, outlines: readonly Outline[]): void {
    const { scale } = view;
    const { x, y } = toPane(view, { x: 0, y: 0, width: 0, height: 0 });
    this.view.style.setProperty("--x", `${x}px`);
    this.view.style.setProperty("--y", `${y}px`);
    this.view.style.setProperty("--scale", String(scale));
    this.view.style.setProperty("--pixel", `${scale}px`);
    this.view.classList.toggle("squares", scale >= SQUARES_FROM);
    this.grid.hidden = scale < GRID_FROM;
    this.outlines.replaceChildren(
      ...outlines.map((outline) => createOutline(toPane(view, outline), outline.kind)),
    );
    this.drawRulers = () => {
      drawRuler(this.top, "top", view, pixelRatio);
      drawRuler(this.left, "left", view, pixelRatio);
    };
    this.drawRulers();
  }
}

/** Whether the same pictures lie there; how they are cut and let through may differ. */
function isSame(before: readonly Layer[], now: readonly Layer[]): boolean {
  return (
    before.length === now.length &&
    before.every(({ picture, alt }, i) => picture === now[i]?.picture && alt === now[i].alt)
  );
}

function createLayer({ picture, alt }: Layer): HTMLElement {
  const layer = element("div", { class: "layer" });
  if (typeof picture !== "string") {
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", alt);
    layer.append(picture);
    return layer;
  }
  const image = element("img", { src: picture, alt, draggable: "false" });
  image.addEventListener("error", () =>
    layer.replaceChildren(createMissing(l10n.t("The picture could not be loaded"), false)),
  );
  layer.append(image);
  return layer;
}

function createMissing(words: string, isWaiting: boolean): HTMLElement {
  const node = element("span", { class: "missing" }, words);
  node.classList.toggle("waiting", isWaiting);
  return node;
}

/** How far an outline stands off what it shows, px. */
const OUTLINE_GAP = 3;

function createOutline({ x, y, width, height }: Rect, kind: Outline["kind"]): HTMLElement {
  const node = element("div", { class: `outline ${kind}` });
  node.style.left = `${x - OUTLINE_GAP}px`;
  node.style.top = `${y - OUTLINE_GAP}px`;
  node.style.width = `${width + 2 * OUTLINE_GAP}px`;
  node.style.height = `${height + 2 * OUTLINE_GAP}px`;
  return node;
}
