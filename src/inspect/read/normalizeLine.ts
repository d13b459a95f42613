import type { Rgb } from "../../base/color";
import type { Rect } from "../../base/geometry";
import type { Bitmap } from "../../image/bitmap";
import { resizeBitmap } from "../../image/codec";
import type { LineImage } from "./textReader";

/** What {@link normalizeLine} needs to know about a line: device px. */
export interface LineInk {
  readonly box: Rect;
  readonly background: Rgb;
  readonly foreground: Rgb;
  /** Strokes below the text that are not read. */
  readonly underlines?: readonly Rect[];
}

export interface NormalizeOptions {
  /** The height the ink is scaled to, px. */
  readonly inkHeightPx?: number;
  /** White around it, px of the result. */
  readonly paddingPx?: number;
}

/** Pixels around the ink box that still hold anti-aliasing. */
const MARGIN = 2;
const MAX_SCALE = 5;

/**
 * A line of the mockup as a reader likes it: each pixel projected on the line from background to foreground colour, so
 * that light text on dark, or red on blue, becomes black on white; the ink scaled to a constant height.
 */
export async function normalizeLine(
  bitmap: Bitmap,
  line: LineInk,
  { inkHeightPx = 30, paddingPx = 10 }: NormalizeOptions = {},
): Promise<LineImage> {
  const cover = coverageOf(bitmap, line.box, line.background, line.foreground, MARGIN);
  for (const stroke of line.underlines ?? []) clearStroke(cover, stroke);
  const scale = Math.min(MAX_SCALE, inkHeightPx / Math.max(1, line.box.height));
  const width = Math.max(1, Math.round(cover.width * scale));
  const height = Math.max(1, Math.round(cover.height * scale));
  const scaled = await resizeBitmap(greyBitmap(cover), width, height);
  return padded(scaled, paddingPx);
}

/** Takes the ink of a stroke and its soft rim away. */
function clearStroke({ x, y, width, height, values }: Coverage, stroke: Rect): void {
  const from = Math.max(0, stroke.x - 1 - x);
  const to = Math.min(width, stroke.x + stroke.width + 1 - x);
  const end = Math.min(height, stroke.y + stroke.height - y);
  for (let row = Math.max(0, stroke.y - y); row < end; row++)
    if (to > from) values.fill(0, row * width + from, row * width + to);
}

/** How much of each pixel is ink, 0–1, row by row. */
export interface Coverage extends Rect {
  readonly values: Float32Array;
}

/**
 * The share of foreground in each pixel of `box` grown by `margin` (clipped to the bitmap): the pixel's colour
 * projected on the axis from background to foreground. Colours beyond the background count as a little ink.
 */
export function coverageOf(
  bitmap: Bitmap,
  box: Rect,
  background: Rgb,
  foreground: Rgb,
  margin: number,
): Coverage {
  const x0 = Math.max(0, Math.floor(box.x) - margin);
  const y0 = Math.max(0, Math.floor(box.y) - margin);
  const x1 = Math.min(bitmap.width, Math.ceil(box.x + box.width) + margin);
  const y1 = Math.min(bitmap.height, Math.ceil(box.y + box.height) + margin);
  const width = Math.max(1, x1 - x0);
  const height = Math.max(1, y1 - y0);
  const values = new Float32Array(width * height);
  const axis = foreground.map((channel, i) => channel - (background[i] ?? 0)) as [
    number,
    number,
    number,
  ];
  const length2 = axis[0] ** 2 + axis[1] ** 2 + axis[2] ** 2 || 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = ((y0 + y) * bitmap.width + x0 + x) * 4;
      const along =
        (((bitmap.rgba[i] ?? 0) - background[0]) * axis[0] +
          ((bitmap.rgba[i + 1] ?? 0) - background[1]) * axis[1] +
          ((bitmap.rgba[i + 2] ?? 0) - background[2]) * axis[2]) /
        length2;
      values[y * width + x] = Math.min(1, along < 0 ? -along / 2 : along);
    }
  }
  return { x: x0, y: y0, width, height, values };
}

function greyBitmap(cover: Coverage): Bitmap {
  const rgba = new Uint8ClampedArray(cover.values.length * 4);
  cover.values.forEach((value, i) => {
    const grey = 255 - Math.round(255 * value);
    rgba.set([grey, grey, grey, 255], i * 4);
  });
  return { width: cover.width, height: cover.height, rgba };
}

function padded(bitmap: Bitmap, padding: number): LineImage {
  const width = bitmap.width + 2 * padding;
  const height = bitmap.height + 2 * padding;
  const pixels = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < bitmap.height; y++)
    for (let x = 0; x < bitmap.width; x++)
      pixels[(y + padding) * width + x + padding] = bitmap.rgba[(y * bitmap.width + x) * 4] ?? 255;
  return { width, height, pixels };
}
