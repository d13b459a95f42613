import type { Rgb } from "../../src/base/color";
import type { Rect } from "../../src/base/geometry";
import type { Bitmap } from "../../src/image/bitmap";

/** What a shape is filled with: a colour, or one for every pixel centre. */
export type Fill = Rgb | ((x: number, y: number) => Rgb);

/** Draws a rectangle with rounded corners, anti-aliased with 16 samples a pixel at the corners, as a browser would. */
export function drawRect(canvas: Bitmap, rect: Rect, fill: Fill, radius = 0): void {
  for (let y = rect.y; y < rect.y + rect.height; y++)
    for (let x = rect.x; x < rect.x + rect.width; x++) {
      const color = typeof fill === "function" ? fill(x + 0.5, y + 0.5) : fill;
      mixPixel(canvas, x, y, color, radius === 0 ? 1 : coverage(rect, radius, x, y));
    }
}

/** A bordered box: the border's rounded rectangle with the padding's on top. */
export function drawBordered(
  canvas: Bitmap,
  rect: Rect,
  fill: Fill,
  border: { readonly color: Rgb; readonly width: number },
  radius = 0,
): void {
  const { width } = border;
  drawRect(canvas, rect, border.color, radius);
  const inner = {
    x: rect.x + width,
    y: rect.y + width,
    width: rect.width - 2 * width,
    height: rect.height - 2 * width,
  };
  drawRect(canvas, inner, fill, Math.max(0, radius - width));
}

/**
 * Stand-ins for letters, `size` px high and 0.6 as wide, from the pen position (x, y) of their top left corner: an "n"
 * with two stems and a bar, a quarter of the height apart. A space in `text` is a third of the height.
 */
export function drawLetters(
  canvas: Bitmap,
  text: string,
  x: number,
  y: number,
  size: number,
  color: Rgb,
): Rect {
  const width = Math.round(size * 0.6);
  const stroke = Math.max(1, Math.round(size / 9));
  const advance = width + Math.max(1, Math.round(size / 8));
  let end = x;
  let pen = x;
  for (const letter of text) {
    const left = pen;
    pen += letter === " " ? Math.round(size / 3) : advance;
    if (letter === " ") continue;
    drawRect(canvas, { x: left, y, width: stroke, height: size }, color);
    drawRect(canvas, { x: left + width - stroke, y, width: stroke, height: size }, color);
    drawRect(canvas, { x: left, y, width, height: stroke }, color);
    end = left + width;
  }
  return { x, y, width: end - x, height: size };
}

/** A reproducible noise of all colours. */
export function drawNoise(canvas: Bitmap, rect: Rect, seed = 1): void {
  let state = seed;
  const next = (): number => {
    // Park & Miller's minimal standard generator.
    state = (state * 48271) % 2147483647;
    return state % 256;
  };
  for (let y = rect.y; y < rect.y + rect.height; y++)
    for (let x = rect.x; x < rect.x + rect.width; x++)
      mixPixel(canvas, x, y, [next(), next(), next()], 1);
}

function coverage(rect: Rect, radius: number, x: number, y: number): number {
  let inside = 0;
  for (let k = 0; k < 16; k++) {
    const px = x + ((k % 4) + 0.5) / 4;
    const py = y + (Math.floor(k / 4) + 0.5) / 4;
    const depthX = Math.min(px - rect.x, rect.x + rect.width - px);
    const depthY = Math.min(py - rect.y, rect.y + rect.height - py);
    const isInside =
      depthX >= radius ||
      depthY >= radius ||
      Math.hypot(radius - depthX, radius - depthY) <= radius;
    if (isInside) inside++;
  }
  return inside / 16;
}

/** Mixes `color` into a pixel. */
export function mixPixel(
  { width, height, rgba }: Bitmap,
  x: number,
  y: number,
  color: Rgb,
  share: number,
): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  for (let channel = 0; channel < 3; channel++) {
    const i = (y * width + x) * 4 + channel;
    rgba[i] = Math.round((rgba[i] as number) * (1 - share) + (color[channel] as number) * share);
  }
}
