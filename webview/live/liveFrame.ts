import * as l10n from "@vscode/l10n";
import { element } from "../dom";
import { sandboxedPage } from "./sandboxedPage";

/** A frame is no higher than this share of the window, and than so many times its room is wide: as a phone. */
const MOST_HEIGHT = 0.72;
const MOST_TALL = 1.6;

/** A page in a window of its own width, shrunk to what there is room for, with a handle to drag it wider and narrower. */
export class LiveFrame {
  readonly node: HTMLElement;
  private readonly frame = element("iframe", {
    sandbox: "",
    class: "live-page",
    tabindex: 0,
    title: l10n.t("The page"),
  });
  private readonly box: HTMLElement;
  private readonly nonce =
    document.querySelector('meta[property="csp-nonce"]')?.getAttribute("content") ?? "";
  private widthPx = 0;

  constructor(
    /** A person dragged the page to this width, CSS px. */
    onDrag: (widthPx: number) => void,
    /** The page is shown at this scale, 0–1. */
    private readonly onScale: (scale: number) => void,
  ) {
    const handle = element("div", { class: "live-handle", title: l10n.t("Drag to another width") });
    this.box = element("div", { class: "live-box" }, this.frame, handle);
    this.node = element("div", { class: "live-room" }, this.box);
    this.listen(handle, onDrag);
    new ResizeObserver(() => this.settle()).observe(this.node);
  }

  /** `title` says which page it is. */
  load(html: string, title: string): void {
    this.frame.title = title;
    this.frame.srcdoc = sandboxedPage(html, this.nonce);
  }

  resize(widthPx: number): void {
    this.widthPx = widthPx;
    this.settle();
  }

  private get scale(): number {
    return Math.min(1, this.node.clientWidth / this.widthPx);
  }

  private settle(): void {
    const room = this.node.clientWidth;
    if (this.widthPx === 0 || room === 0) return;
    const { scale, frame, box } = this;
    const height = Math.round(Math.min(innerHeight * MOST_HEIGHT, room * MOST_TALL));
    frame.style.width = `${this.widthPx}px`;
    frame.style.height = `${Math.round(height / scale)}px`;
    frame.style.transform = `scale(${scale})`;
    box.style.width = `${Math.round(this.widthPx * scale)}px`;
    box.style.height = `${height}px`;
    this.onScale(scale);
  }

  private listen(handle: HTMLElement, onDrag: (widthPx: number) => void): void {
    let start: { readonly x: number; readonly width: number; readonly scale: number } | undefined;
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      start = { x: event.clientX, width: this.widthPx, scale: this.scale };
    });
    handle.addEventListener("pointermove", ({ clientX }) => {
      if (start) onDrag(start.width + (clientX - start.x) / start.scale);
    });
    for (const end of ["pointerup", "pointercancel"] as const)
      handle.addEventListener(end, () => (start = undefined));
  }
}
