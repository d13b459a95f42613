import { areaOf, clip, type Bounds } from "../../base/bounds";
import { channelDistance, type Rgb } from "../../base/color";
import { bottom, right, type Rect } from "../../base/geometry";
import type { Bitmap } from "../../image/bitmap";
import { coverageOf, type Coverage, type InkColors } from "../../image/coverage";

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
/** Ink that nowhere covers more than this share of a pixel is none. */
const LEAST_PEAK = 0.1;
/** How far off the way between the two colours a pixel may lie (0–255, Euclidean). */
const MAX_RESIDUAL = 48;
/** Share of pixels that may be neither ground nor text before the ground counts as a picture. */
const CLUTTER = 0.4;

/**
 * The box around the glyphs of one line of text, measured the same way in any bitmap, so that two of them compare to the
 * pixel. `rect` (CSS px) is where to look, `color` the text's own; the result is in CSS px.
 */
export function measureInk(bitmap: Bitmap, deviceScaleFactor: number, rect: Rect, color: Rgb): Ink {
  const scaled = {
    x0: rect.x * deviceScaleFactor,
    y0: rect.y * deviceScaleFactor,
    x1: right(rect) * deviceScaleFactor,
    y1: bottom(rect) * deviceScaleFactor,
  };
  const bounds = clip(scaled, bitmap.width, bitmap.height);
  if (areaOf(bounds) === 0) return { kind: "invisible" };
  const background = commonColor(bitmap, bounds, color);
  if (channelDistance(background, color) < VISIBLE_CONTRAST) return { kind: "invisible" };
  const { coverage, clutter } = lookForInk(bitmap, bounds, { ink: color, background });
  const peak = coverage.values.reduce((most, value) => Math.max(most, value), 0);
  if (peak <= LEAST_PEAK) return { kind: "invisible" };
  if (clutter > CLUTTER) return { kind: "unclear" };
  const box = boxAbove(coverage, peak * INK_SHARE);
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

/** The most common colour that is not the text's: the ground. Colours are binned by 16 levels per channel. */
function commonColor(bitmap: Bitmap, { x0, y0, x1, y1 }: Bounds, text: Rgb): Rgb {
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

/** How far each pixel has gone from the ground to the text's colour, and the share of those that lie off that way. */
function lookForInk(
  bitmap: Bitmap,
  bounds: Bounds,
  colors: InkColors,
): { readonly coverage: Coverage; readonly clutter: number } {
  const { rgba } = bitmap;
  const { ink, background } = colors;
  const [red, green, blue] = background;
  const [dr, dg, db] = [ink[0] - red, ink[1] - green, ink[2] - blue];
  const length2 = dr * dr + dg * dg + db * db;
  let off = 0;
  const coverage = coverageOf(bitmap, bounds, colors, (share, pixel) => {
    const r = (rgba[pixel * 4] as number) - red;
    const g = (rgba[pixel * 4 + 1] as number) - green;
    const b = (rgba[pixel * 4 + 2] as number) - blue;
    const residual2 = r * r + g * g + b * b - share * share * length2;
    if (residual2 <= MAX_RESIDUAL * MAX_RESIDUAL) return Math.min(1, share);
    off++;
    return 0;
  });
  return { coverage, clutter: off / coverage.values.length };
}

/** The box (device px) around the values from a threshold on. */
function boxAbove({ x, y, width, values }: Coverage, threshold: number): Rect | undefined {
  let [left, top, last, low] = [width, Infinity, -1, -1];
  for (let k = 0; k < values.length; k++) {
    if ((values[k] as number) < threshold) continue;
    const column = k % width;
    const row = (k - column) / width;
    if (column < left) left = column;
    if (column > last) last = column;
    if (row < top) top = row;
    if (row > low) low = row;
  }
  if (last < 0) return undefined;
  return { x: x + left, y: y + top, width: last - left + 1, height: low - top + 1 };
}
