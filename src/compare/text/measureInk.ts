import type { Rgb } from "../../base/color";
import { bottom, right, type Rect } from "../../base/geometry";
import type { Bitmap } from "../../image/bitmap";

/** Where text was looked for, and what was seen there. */
export type Ink =
  | { readonly kind: "measured"; readonly box: Rect }
  /** Nothing stands out from the ground: the text cannot be seen. */
  | { readonly kind: "invisible" }
  /** The ground is a photo or a pattern: glyphs cannot be told from it. */
  | { readonly kind: "unclear" };

/** Under this channel distance nobody reads a text. */
const VISIBLE_CONTRAST = 12;
/** Share of a glyph's strongest coverage from which a pixel belongs to it. */
const INK_SHARE = 0.35;
/** Share of pixels that may be neither ground nor text before the ground counts as a picture. */
const CLUTTER = 0.4;

/**
 * The box around the glyphs of one line of text, measured the same way in any bitmap, so that two of them compare to the
 * pixel. `rect` (CSS px) is where to look, `color` the text's own; the result is in CSS px.
 */
export function measureInk(bitmap: Bitmap, deviceScaleFactor: number, rect: Rect, color: Rgb): Ink {
  const x0 = Math.max(0, Math.floor(rect.x * deviceScaleFactor));
  const y0 = Math.max(0, Math.floor(rect.y * deviceScaleFactor));
  const x1 = Math.min(bitmap.width, Math.ceil(right(rect) * deviceScaleFactor));
  const y1 = Math.min(bitmap.height, Math.ceil(bottom(rect) * deviceScaleFactor));
  if (x1 <= x0 || y1 <= y0) return { kind: "invisible" };
  const window: Window = { bitmap, x0, y0, x1, y1 };
  const ground = commonColor(window, color);
  const coverage = coverageOf(window, ground, color);
  if (coverage === undefined) return { kind: "invisible" };
  if (coverage.clutter > CLUTTER) return { kind: "unclear" };
  const box = boxAbove(window, coverage.values, coverage.peak * INK_SHARE);
  if (!box) return { kind: "invisible" };
  const scale = 1 / deviceScaleFactor;
  return {
    kind: "measured",
    box: {
      x: box.x * scale,
      y: box.y * scale,
      width: box.width * scale,
      height: box.height * scale,
    },
  };
}

/** A part of a bitmap, device px; x1 and y1 are past the end. */
interface Window {
  readonly bitmap: Bitmap;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** The most common colour that is not the text's: the ground. Colours are binned by 16 levels per channel. */
function commonColor({ bitmap, x0, y0, x1, y1 }: Window, text: Rgb): Rgb {
  const bins = new Map<number, number>();
  const rgba = bitmap.rgba;
  let best = -1;
  let bestCount = 0;
  for (let y = y0; y < y1; y++)
    for (let x = x0, i = (y * bitmap.width + x0) * 4; x < x1; x++, i += 4) {
      const red = rgba[i] as number;
      const green = rgba[i + 1] as number;
      const blue = rgba[i + 2] as number;
      if (
        Math.max(Math.abs(red - text[0]), Math.abs(green - text[1]), Math.abs(blue - text[2])) <
        VISIBLE_CONTRAST
      )
        continue;
      const bin = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4);
      const count = (bins.get(bin) ?? 0) + 1;
      bins.set(bin, count);
      if (count <= bestCount) continue;
      bestCount = count;
      best = i;
    }
  if (best < 0) return text;
  return [rgba[best] as number, rgba[best + 1] as number, rgba[best + 2] as number];
}

/** How far each pixel has gone from the ground to the text's colour, and how many lie off that way. */
function coverageOf(
  { bitmap, x0, y0, x1, y1 }: Window,
  ground: Rgb,
  text: Rgb,
): { values: Float32Array; peak: number; clutter: number } | undefined {
  const [red, green, blue] = ground;
  const [dr, dg, db] = [text[0] - red, text[1] - green, text[2] - blue];
  if (Math.max(Math.abs(dr), Math.abs(dg), Math.abs(db)) < VISIBLE_CONTRAST) return undefined;
  const length2 = dr * dr + dg * dg + db * db;
  const values = new Float32Array((x1 - x0) * (y1 - y0));
  let [peak, off, k] = [0, 0, 0];
  for (let y = y0; y < y1; y++)
    for (let x = x0, i = (y * bitmap.width + x0) * 4; x < x1; x++, i += 4, k++) {
      const r = (bitmap.rgba[i] as number) - red;
      const g = (bitmap.rgba[i + 1] as number) - green;
      const b = (bitmap.rgba[i + 2] as number) - blue;
      const share = (r * dr + g * dg + b * db) / length2;
      const residual2 = r * r + g * g + b * b - share * share * length2;
      if (residual2 > 48 * 48) off++;
      else values[k] = Math.min(1, share);
      if ((values[k] as number) > peak) peak = values[k] as number;
    }
  return peak > 0.1 ? { values, peak, clutter: off / values.length } : undefined;
}

/** The box (device px) around the values above a threshold. */
function boxAbove(window: Window, values: Float32Array, threshold: number): Rect | undefined {
  const width = window.x1 - window.x0;
  let [left, top, last, low] = [width, Infinity, -1, -1];
  for (let k = 0; k < values.length; k++) {
    if ((values[k] as number) < threshold) continue;
    const x = k % width;
    const y = (k - x) / width;
    if (x < left) left = x;
    if (x > last) last = x;
    if (y < top) top = y;
    if (y > low) low = y;
  }
  if (last < 0) return undefined;
  return { x: window.x0 + left, y: window.y0 + top, width: last - left + 1, height: low - top + 1 };
}
