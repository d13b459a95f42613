import type { Rgb } from "../../base/color";
import type { Bitmap } from "../../image/bitmap";
import { inkOf } from "./fontScore";
import type { TrialResult } from "./fontTrials";
import { COLOR } from "./tuning";

/**
 * The colour a text was drawn in, anti-aliasing taken out. The drawing tells how much of the strongest pixels is ink;
 * only the order of coverages is compared, so the letters need not stand in the same places. Where letters are thick
 * the answer is the most frequent colour of as many pixels as the drawing covers fully. Thin letters cover no pixel
 * fully: there the mean of the strongest pixels is background + coverage · (text − background), solved for text.
 */
export function findTextColor(
  bitmap: Bitmap,
  { line: { cover }, drawing }: TrialResult,
  background: Rgb,
  fallback: Rgb,
): Rgb {
  const drawn = inkOf(drawing).sort().reverse();
  const order = [...cover.values.keys()].sort(
    (a, b) => (cover.values[b] ?? 0) - (cover.values[a] ?? 0),
  );
  const colors = order.map((index): Rgb => {
    const x = cover.x + (index % cover.width);
    const at = ((cover.y + Math.floor(index / cover.width)) * bitmap.width + x) * 4;
    return [bitmap.rgba[at] ?? 0, bitmap.rgba[at + 1] ?? 0, bitmap.rgba[at + 2] ?? 0];
  });
  const solid = drawn.findIndex((share) => share < COLOR.solid);
  if (solid >= COLOR.enoughSolid) return mostFrequent(colors.slice(0, solid));
  const inked = drawn.findIndex((share) => share < 0.1);
  const count = Math.max(COLOR.leastPixels, Math.round(inked * COLOR.strongest));
  const coverage = mean([...drawn.subarray(0, count)]);
  if (coverage < COLOR.faintest) return fallback;
  const extrapolate = (c: 0 | 1 | 2): number => {
    const seen = mean(colors.slice(0, count).map((color) => color[c]));
    return clamp(background[c] + (seen - background[c]) / coverage);
  };
  return [extrapolate(0), extrapolate(1), extrapolate(2)];
}

function mostFrequent(colors: readonly Rgb[]): Rgb {
  const counts = new Map<string, { color: Rgb; count: number }>();
  for (const color of colors) {
    const entry = counts.get(color.join()) ?? { color, count: 0 };
    entry.count++;
    counts.set(color.join(), entry);
  }
  return [...counts.values()].reduce((a, b) => (b.count > a.count ? b : a)).color;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function clamp(channel: number): number {
  return Math.round(Math.min(255, Math.max(0, channel)));
}
