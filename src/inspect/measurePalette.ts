import { channelDistance, type Rgb } from "../base/color";
import type { Bitmap } from "../image/bitmap";
import type { PaletteEntry } from "./inspection";
import { ColorCount } from "./segment/pixels/pixels";

const MAX_COLORS = 12;
/** Colours closer than this (0–255) are one to the eye. */
const ALIKE = 6;

/** The main colours, by their share of the page; gradients and anti-aliasing are counted with the nearest of them. */
export function measurePalette(bitmap: Bitmap): PaletteEntry[] {
  const count = countColors(bitmap);
  const entries: { color: Rgb; count: number }[] = [];
  for (const { color, count: pixels } of count.frequent(count.total * 0.0002)) {
    const like = entries.find((entry) => channelDistance(entry.color, color) < ALIKE);
    if (like) like.count += pixels;
    else entries.push({ color, count: pixels });
  }
  return entries
    .sort((a, b) => b.count - a.count)
    .slice(0, MAX_COLORS)
    .map(({ color, count: pixels }) => ({
      color,
      share: Math.round((pixels / count.total) * 10_000) / 10_000,
    }))
    .filter((entry) => entry.share >= 0.001);
}

/** Every colour of at most about a million evenly spread pixels. */
export function countColors(bitmap: Bitmap): ColorCount {
  const count = new ColorCount();
  const pixels = bitmap.width * bitmap.height;
  // An odd step that shares no factor with common widths visits all columns.
  const step = pixels <= 1_000_000 ? 1 : 2 * Math.ceil(pixels / 2_000_000) + 1;
  for (let i = 0; i < pixels; i += step) count.add(bitmap, i);
  return count;
}
