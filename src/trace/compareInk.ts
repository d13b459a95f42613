import type { Rgb } from "../base/color";
import type { Bitmap } from "../image/bitmap";
import type { PixelRect } from "./localError";

/** How the ink of a text in the render lies to that in the mockup. Device px; what the render must move by. */
export interface InkDifference {
  readonly dx: number;
  readonly dy: number;
  /** The shift of the left and of the right end alone: they differ when the text is too wide or too narrow. */
  readonly leftDx: number;
  readonly rightDx: number;
  /** The mockup's amount of ink over the render's: above 1 when the mockup is bolder. */
  readonly inkRatio: number;
}

/** How far apart the two are searched for each other (device px). */
const REACH_X = 6;
const REACH_Y = 4;

/** The ends of a text are looked at over at most this width (device px). */
const END_WIDTH = 90;

/** Amounts of ink, row by row, 0 (background) to 1 (full text colour). */
interface Coverage {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Compares the ink of one text in `area`; undefined when either shows none there. */
export function compareInk(
  mockup: Bitmap,
  render: Bitmap,
  area: PixelRect,
  colors: { readonly text: Rgb; readonly background: Rgb },
): InkDifference | undefined {
  const expected = coverageOf(mockup, area, colors);
  const actual = coverageOf(render, area, colors);
  const expectedInk = sum(expected.values);
  const actualInk = sum(actual.values);
  if (expectedInk < 1 || actualInk < 1) return undefined;
  const whole = correlate(expected, actual, 0, expected.width);
  const end = Math.min(END_WIDTH, Math.max(16, Math.floor(expected.width / 2)));
  return {
    dx: whole.dx,
    dy: whole.dy,
    leftDx: correlate(expected, actual, 0, end).dx,
    rightDx: correlate(expected, actual, expected.width - end, expected.width).dx,
    inkRatio: expectedInk / actualInk,
  };
}

/** Each pixel projected on the line from the background to the text colour. */
function coverageOf(
  bitmap: Bitmap,
  { x0, y0, x1, y1 }: PixelRect,
  { text, background }: { readonly text: Rgb; readonly background: Rgb },
): Coverage {
  const axis = text.map((channel, i) => channel - (background[i] as number));
  const length = axis.reduce((total, part) => total + part * part, 0) || 1;
  const width = Math.max(0, x1 - x0);
  const height = Math.max(0, y1 - y0);
  const values = new Float32Array(width * height);
  for (let y = 0; y < height && y + y0 < bitmap.height; y++)
    for (let x = 0; x < width && x + x0 < bitmap.width; x++) {
      const at = ((y + y0) * bitmap.width + x + x0) * 4;
      let dot = 0;
      for (let i = 0; i < 3; i++)
        dot += ((bitmap.rgba[at + i] as number) - (background[i] as number)) * (axis[i] as number);
      values[y * width + x] = Math.min(1.2, Math.max(0, dot / length));
    }
  return { width, height, values };
}

/**
 * The shift of `actual` that lays it best over columns [from, to) of `expected`: highest cross-correlation, refined
 * to a fraction of a pixel along x by the parabola through the best and its neighbours.
 */
function correlate(
  expected: Coverage,
  actual: Coverage,
  from: number,
  to: number,
): { dx: number; dy: number } {
  let best = { dx: 0, dy: 0, score: -1 };
  for (let dy = -REACH_Y; dy <= REACH_Y; dy++)
    for (let dx = -REACH_X; dx <= REACH_X; dx++) {
      const score = overlapAt(expected, actual, from, to, dx, dy);
      const nearer = Math.hypot(dx, dy) < Math.hypot(best.dx, best.dy);
      if (score > best.score * 1.0001 || (score >= best.score && nearer)) best = { dx, dy, score };
    }
  const before = overlapAt(expected, actual, from, to, best.dx - 1, best.dy);
  const after = overlapAt(expected, actual, from, to, best.dx + 1, best.dy);
  const curvature = before - 2 * best.score + after;
  const fraction = curvature < 0 ? (0.5 * (before - after)) / curvature : 0;
  return { dx: best.dx + Math.min(0.5, Math.max(-0.5, fraction)), dy: best.dy };
}

function overlapAt(
  expected: Coverage,
  actual: Coverage,
  from: number,
  to: number,
  dx: number,
  dy: number,
): number {
  const { width, height } = expected;
  let total = 0;
  for (let y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
    const row = y * width;
    const shifted = (y - dy) * width - dx;
    for (let x = Math.max(from, dx); x < Math.min(to, width + dx); x++)
      total += (expected.values[row + x] as number) * (actual.values[shifted + x] as number);
  }
  return total;
}

function sum(values: Float32Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
