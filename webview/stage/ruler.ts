import { marksAlong } from "./marks";
import type { Viewport } from "./viewport";

/** A ruler's breadth, px of the screen. */
export const RULER_PX = 18;
/** From a mark to its number. */
const LABEL_GAP = 3;

/** Draws a ruler along the top (or the left) of a pane; `pixelRatio` is px of the picture in a CSS px. */
export function drawRuler(
  canvas: HTMLCanvasElement,
  side: "top" | "left",
  view: Viewport,
  pixelRatio: number,
): void {
  const length = side === "top" ? canvas.clientWidth : canvas.clientHeight;
  const density = devicePixelRatio;
  const [width, height] = side === "top" ? [length, RULER_PX] : [RULER_PX, length];
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  const context = canvas.getContext("2d");
  if (!context || length === 0) return;
  const { color, fontFamily } = getComputedStyle(canvas);
  context.scale(density, density);
  context.fillStyle = color;
  context.font = `9px ${fontFamily}`;
  const start = (side === "top" ? view.x : view.y) / pixelRatio;
  if (side === "left") {
    // Along the left side everything is drawn as along the top, turned.
    context.rotate(-Math.PI / 2);
    context.translate(-length, 0);
  }
  for (const { at, value } of marksAlong(start, view.scale * pixelRatio, length)) {
    const along = Math.round(side === "top" ? at : length - at);
    const isLabelled = value !== undefined;
    context.fillRect(along, isLabelled ? RULER_PX - 8 : RULER_PX - 4, 1, isLabelled ? 8 : 4);
    if (!isLabelled) continue;
    const label = String(value);
    // A number that is cut off reads as another one.
    const isWhole = along + LABEL_GAP + context.measureText(label).width <= length;
    if (isWhole) context.fillText(label, along + LABEL_GAP, 9);
  }
}
