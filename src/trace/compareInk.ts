import { toBounds } from "../base/bounds";
import type { Bitmap } from "../image/bitmap";
import { coverageOf, type Coverage, type InkColors } from "../image/coverage";
import { INK_SEARCH } from "./tuning";

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

/**
 * Compares the ink of one text in two pictures of the same part of the page, as large as the mockup's; undefined when either shows
 * none.
 */
export function compareInk(
  mockup: Bitmap,
  render: Bitmap,
  colors: InkColors,
): InkDifference | undefined {
  const whole = toBounds({ x: 0, y: 0, width: mockup.width, height: mockup.height });
  const settle = (share: number): number => Math.min(INK_SEARCH.maxInk, Math.max(0, share));
  const expected = coverageOf(mockup, whole, colors, settle);
  const actual = coverageOf(render, whole, colors, settle);
  const expectedInk = sum(expected.values);
  const actualInk = sum(actual.values);
  if (expectedInk < 1 || actualInk < 1) return undefined;
  const shift = correlate(expected, actual, 0, expected.width);
  const end = Math.min(INK_SEARCH.endWidth, Math.max(16, Math.floor(expected.width / 2)));
  return {
    dx: shift.dx,
    dy: shift.dy,
    leftDx: correlate(expected, actual, 0, end).dx,
    rightDx: correlate(expected, actual, expected.width - end, expected.width).dx,
    inkRatio: expectedInk / actualInk,
  };
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
  for (let dy = -INK_SEARCH.reachY; dy <= INK_SEARCH.reachY; dy++)
    for (let dx = -INK_SEARCH.reachX; dx <= INK_SEARCH.reachX; dx++) {
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
  // This is where most of the tracer's time goes: whole numbers and plain arrays keep the inner loop in integer arithmetic.
  const [a, b] = [expected.values, actual.values];
  const [width, height] = [expected.width | 0, expected.height | 0];
  const [first, end] = [Math.max(from, dx) | 0, Math.min(to, width + dx) | 0];
  const last = Math.min(height, height + dy) | 0;
  let total = 0;
  for (let y = Math.max(0, dy) | 0; y < last; y++) {
    const row = y * width;
    const shifted = row - dy * width - dx;
    for (let x = first; x < end; x++) total += (a[row + x] as number) * (b[shifted + x] as number);
  }
  return total;
}

function sum(values: Float32Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
