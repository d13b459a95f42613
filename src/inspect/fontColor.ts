import type { Rgb } from "../base/color";
import type { Bitmap } from "../image/bitmap";
import { inkOf } from "./fontScore";
import type { TrialResult } from "./fontTrials";

/** Pixels that the drawing covers at least this much show the text's colour as it is. */
const SOLID = 0.97;
const ENOUGH_SOLID = 3;

/**
 * The colour a text was drawn in. Where letters are thick enough it is the most frequent colour of their insides; thin
 * letters have no inside, so there the colour is extrapolated: each pixel is background + coverage · (text −
 * background), coverage known from the drawing, text by least squares over all pixels.
 */
export function findTextColor(
  bitmap: Bitmap,
  trial: TrialResult,
  background: Rgb,
  fallback: Rgb,
): Rgb {
  const { cover } = trial.line;
  const drawn = inkOf(trial.drawing);
  const solid = new Map<number, number>();
  const sums = [0, 0, 0];
  let weight = 0;
  for (let y = 0; y < cover.height; y++)
    for (let x = 0; x < cover.width; x++) {
      const fromX = x - trial.shift.dx;
      const fromY = y - trial.shift.dy;
      if (fromX < 0 || fromY < 0 || fromX >= cover.width || fromY >= cover.height) continue;
      const share = drawn[fromY * cover.width + fromX] ?? 0;
      if (share < 0.4) continue;
      const at = ((cover.y + y) * bitmap.width + cover.x + x) * 4;
      const pixel = bitmap.rgba.subarray(at, at + 3);
      pixel.forEach((channel, c) => {
        sums[c] = (sums[c] ?? 0) + share * (channel - (background[c] ?? 0));
      });
      weight += share * share;
      if (share >= SOLID) {
        const key = ((pixel[0] ?? 0) << 16) | ((pixel[1] ?? 0) << 8) | (pixel[2] ?? 0);
        solid.set(key, (solid.get(key) ?? 0) + 1);
      }
    }
  const frequent = [...solid].sort((a, b) => b[1] - a[1])[0];
  if (frequent && frequent[1] >= ENOUGH_SOLID) {
    const [key] = frequent;
    return [key >> 16, (key >> 8) & 255, key & 255];
  }
  if (weight < 4) return fallback;
  const extrapolated = sums.map((sum, c) => clamp((background[c] ?? 0) + sum / weight));
  return [extrapolated[0] ?? 0, extrapolated[1] ?? 0, extrapolated[2] ?? 0];
}

function clamp(channel: number): number {
  return Math.round(Math.min(255, Math.max(0, channel)));
}
