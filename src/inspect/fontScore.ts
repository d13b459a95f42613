import type { Bitmap } from "../image/bitmap";
import type { Coverage } from "./normalizeLine";

/** How well a drawing agrees with the ink of a line. */
export interface InkMatch {
  /** 1 is the same ink, 0 no better than an empty crop; may be negative. */
  readonly score: number;
  /** The shift of the drawing, device px, that agrees best. */
  readonly dx: number;
  readonly dy: number;
}

const SHIFTS = [-1, 0, 1];

/**
 * Compares a drawing (black on white, the size of the crop) with the crop's ink: one minus the squared difference over
 * the squared ink, at the best shift of at most one device pixel.
 */
export function matchInk(cover: Coverage, drawing: Bitmap): InkMatch {
  const drawn = inkOf(drawing);
  let total = 0;
  for (const value of cover.values) total += value * value;
  let best: InkMatch = { score: -Infinity, dx: 0, dy: 0 };
  for (const dy of SHIFTS)
    for (const dx of SHIFTS) {
      const score = 1 - squaredDifference(cover, drawn, dx, dy) / Math.max(1e-6, total);
      // A shift must earn its keep.
      if (score > best.score + (dx === 0 && dy === 0 ? -1e-4 : 1e-4)) best = { score, dx, dy };
    }
  return best;
}

/** The share of ink in each pixel of a drawing, 0–1. */
export function inkOf(drawing: Bitmap): Float32Array {
  const ink = new Float32Array(drawing.width * drawing.height);
  for (let i = 0; i < ink.length; i++) ink[i] = 1 - (drawing.rgba[i * 4] ?? 255) / 255;
  return ink;
}

function squaredDifference(cover: Coverage, drawn: Float32Array, dx: number, dy: number): number {
  const { width, height, values } = cover;
  let sum = 0;
  for (let y = 0; y < height; y++) {
    const fromY = y - dy;
    const rowInside = fromY >= 0 && fromY < height;
    for (let x = 0; x < width; x++) {
      const fromX = x - dx;
      const ink =
        rowInside && fromX >= 0 && fromX < width ? (drawn[fromY * width + fromX] ?? 0) : 0;
      const difference = (values[y * width + x] ?? 0) - ink;
      sum += difference * difference;
    }
  }
  return sum;
}
