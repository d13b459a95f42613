import { clip, grow, toBounds } from "../base/bounds";
import type { Rgb } from "../base/color";
import type { Rect } from "../base/geometry";
import type { Bitmap } from "../image/bitmap";
import { coverageOf, type Coverage } from "../image/coverage";

/** The ink of a line in `box` grown by `margin` (whole px, clipped to the bitmap). Colours beyond the background count as a little ink. */
export function lineCoverage(
  bitmap: Bitmap,
  box: Rect,
  background: Rgb,
  foreground: Rgb,
  margin: number,
): Coverage {
  const bounds = clip(grow(toBounds(box), margin), bitmap.width, bitmap.height);
  return coverageOf(bitmap, bounds, { ink: foreground, background }, (share) =>
    Math.min(1, share < 0 ? -share / 2 : share),
  );
}

/** Takes the ink of strokes (device px), like the underlines of a text, and their soft rims away. */
export function clearStrokes(
  { x, y, width, height, values }: Coverage,
  strokes: readonly Rect[] = [],
): void {
  for (const stroke of strokes) {
    const from = Math.max(0, stroke.x - 1 - x);
    const to = Math.min(width, stroke.x + stroke.width + 1 - x);
    const end = Math.min(height, stroke.y + stroke.height - y);
    for (let row = Math.max(0, stroke.y - y); row < end; row++)
      if (to > from) values.fill(0, row * width + from, row * width + to);
  }
}
