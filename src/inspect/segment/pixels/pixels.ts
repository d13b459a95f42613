import { channelDistance, type Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import type { Bounds } from "../../../base/bounds";

/** The colour at pixel number `index` (row by row). */
export function colorAtIndex(bitmap: Bitmap, index: number): Rgb {
  const i = index * 4;
  return [bitmap.rgba[i] ?? 0, bitmap.rgba[i + 1] ?? 0, bitmap.rgba[i + 2] ?? 0];
}

export const colorAt = (bitmap: Bitmap, x: number, y: number): Rgb =>
  colorAtIndex(bitmap, y * bitmap.width + x);

/** The largest channel difference between two pixels of one bitmap, by their index. */
export function pixelDistance(rgba: Uint8ClampedArray, a: number, b: number): number {
  const i = a * 4;
  const j = b * 4;
  return Math.max(
    Math.abs((rgba[i] as number) - (rgba[j] as number)),
    Math.abs((rgba[i + 1] as number) - (rgba[j + 1] as number)),
    Math.abs((rgba[i + 2] as number) - (rgba[j + 2] as number)),
  );
}

/** The largest channel difference between pixel `index` and `color`. */
export function distanceTo(rgba: Uint8ClampedArray, index: number, color: Rgb): number {
  const i = index * 4;
  return Math.max(
    Math.abs((rgba[i] as number) - color[0]),
    Math.abs((rgba[i + 1] as number) - color[1]),
    Math.abs((rgba[i + 2] as number) - color[2]),
  );
}

/** Counts colours and names the most frequent one. */
export class ColorCount {
  private readonly counts = new Map<number, number>();
  private bestKey = -1;
  private bestCount = 0;
  total = 0;

  add(bitmap: Bitmap, index: number): void {
    const i = index * 4;
    const { rgba } = bitmap;
    const key =
      ((rgba[i] as number) << 16) | ((rgba[i + 1] as number) << 8) | (rgba[i + 2] as number);
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    this.total++;
    if (count > this.bestCount) {
      this.bestCount = count;
      this.bestKey = key;
    }
  }

  /** Undefined when nothing was counted. `share` is 0–1 of all that was counted. */
  get mode(): { readonly color: Rgb; readonly share: number } | undefined {
    if (this.bestKey < 0) return undefined;
    return { color: unpack(this.bestKey), share: this.bestCount / this.total };
  }

  /** Every colour counted at least `least` times, most frequent first. */
  frequent(least: number): { readonly color: Rgb; readonly count: number }[] {
    return [...this.counts]
      .filter(([, count]) => count >= least)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .map(([key, count]) => ({ color: unpack(key), count }));
  }
}

const unpack = (key: number): Rgb => [key >> 16, (key >> 8) & 255, key & 255];

/** The most frequent colour inside `bounds` (clipped to the bitmap), undefined when nothing is inside. */
export function modeColor(
  bitmap: Bitmap,
  bounds: Bounds,
): { readonly color: Rgb; readonly share: number } | undefined {
  const count = new ColorCount();
  for (let y = Math.max(0, bounds.y0); y < Math.min(bitmap.height, bounds.y1); y++)
    for (let x = Math.max(0, bounds.x0); x < Math.min(bitmap.width, bounds.x1); x++)
      count.add(bitmap, y * bitmap.width + x);
  return count.mode;
}

/** The largest channel difference at one place of two bitmaps of one size. */
export function channelDistanceAt(
  a: Uint8ClampedArray,
  b: Uint8ClampedArray,
  index: number,
): number {
  const i = index * 4;
  return Math.max(
    Math.abs((a[i] as number) - (b[i] as number)),
    Math.abs((a[i + 1] as number) - (b[i + 1] as number)),
    Math.abs((a[i + 2] as number) - (b[i + 2] as number)),
  );
}

/**
 * Whether `color` only leads over from `before` to `after`: they differ, every channel lies between theirs, and
 * neither step is larger than `maxStep`. Anti-aliased and soft edges do; lines and borders do not.
 */
export function isBlend(color: Rgb, before: Rgb, after: Rgb, maxStep: number): boolean {
  if (channelDistance(before, after) <= 4) return false;
  const isBetween = ([0, 1, 2] as const).every(
    (channel) =>
      color[channel] >= Math.min(before[channel], after[channel]) - 1 &&
      color[channel] <= Math.max(before[channel], after[channel]) + 1,
  );
  const step = Math.max(channelDistance(color, before), channelDistance(color, after));
  return isBetween && step <= maxStep;
}
