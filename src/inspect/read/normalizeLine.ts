import type { Rgb } from "../../base/color";
import type { Rect } from "../../base/geometry";
import type { Bitmap } from "../../image/bitmap";
import { resizeBitmap } from "../../image/codec";
import type { Coverage } from "../../image/coverage";
import { clearStrokes, lineCoverage } from "../lineCoverage";
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
  const cover = lineCoverage(bitmap, line.box, line.background, line.foreground, MARGIN);
  clearStrokes(cover, line.underlines);
  const scale = Math.min(MAX_SCALE, inkHeightPx / Math.max(1, line.box.height));
  const width = Math.max(1, Math.round(cover.width * scale));
  const height = Math.max(1, Math.round(cover.height * scale));
  const scaled = await resizeBitmap(greyBitmap(cover), width, height);
  return padded(scaled, paddingPx);
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
