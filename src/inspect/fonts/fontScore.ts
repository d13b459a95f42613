import type { Bitmap } from "../../image/bitmap";
import type { Coverage } from "../../image/coverage";
import { SCORE } from "./tuning";

/** How well a drawing agrees with the ink of a line. */
export interface InkMatch {
  /** 1 is the same ink, 0 no better than an empty crop; may be negative. */
  readonly score: number;
  /** The shift of the drawing, device px, that agrees best. */
  readonly dx: number;
  readonly dy: number;
}

/**
 * Compares a drawing (black on white, the size of the crop) with the crop's ink: one minus the squared difference over
 * the squared ink. The drawing is cut into pieces that may each move a little sideways, because another version of a
 * face differs in kerning long before it differs in shape, and a shift that adds up along the line would otherwise make
 * the right face look as wrong as any.
 */
export function matchInk(cover: Coverage, drawing: Bitmap): InkMatch {
  const drawn = inkOf(drawing);
  let total = 0;
  for (const value of cover.values) total += value * value;
  const pieces = cutPieces(cover);
  let best: InkMatch = { score: -Infinity, dx: 0, dy: 0 };
  for (const dy of SCORE.rowShifts) {
    const differences = pieces.map(([from, to]) =>
      SCORE.columnShifts.map((dx) => squaredDifference(cover, drawn, dx, dy, from, to)),
    );
    const whole = SCORE.columnShifts.map((_, i) => sum(differences.map((piece) => piece[i] ?? 0)));
    const rigid = Math.min(...whole);
    const loose = sum(differences.map((piece) => Math.min(...piece)));
    const score = 1 - (rigid * SCORE.loose + loose * (1 - SCORE.loose)) / Math.max(1e-6, total);
    if (score > best.score + 1e-4)
      best = { score, dx: SCORE.columnShifts[whole.indexOf(rigid)] ?? 0, dy };
  }
  return best;
}

function cutPieces({ width, height }: Coverage): [from: number, to: number][] {
  const count = Math.max(1, Math.round(width / (height * SCORE.piece)));
  return Array.from({ length: count }, (_, i) => [
    Math.round((i * width) / count),
    Math.round(((i + 1) * width) / count),
  ]);
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/** The share of ink in each pixel of a drawing, 0–1. */
export function inkOf(drawing: Bitmap): Float32Array {
  const ink = new Float32Array(drawing.width * drawing.height);
  for (let i = 0; i < ink.length; i++) ink[i] = 1 - (drawing.rgba[i * 4] ?? 255) / 255;
  return ink;
}

/** Over the columns `from` to `to` of the crop, the drawing moved by `dx`, `dy`. */
function squaredDifference(
  cover: Coverage,
  drawn: Float32Array,
  dx: number,
  dy: number,
  from: number,
  to: number,
): number {
  const { width, height, values } = cover;
  let total = 0;
  for (let y = 0; y < height; y++) {
    const fromY = y - dy;
    const rowInside = fromY >= 0 && fromY < height;
    for (let x = from; x < to; x++) {
      const fromX = x - dx;
      const ink =
        rowInside && fromX >= 0 && fromX < width ? (drawn[fromY * width + fromX] ?? 0) : 0;
      const difference = (values[y * width + x] ?? 0) - ink;
      total += difference * difference;
    }
  }
  return total;
}
