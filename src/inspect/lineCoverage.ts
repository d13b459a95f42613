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
