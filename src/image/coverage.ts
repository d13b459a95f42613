import { heightOf, toRect, widthOf, type Bounds } from "../base/bounds";
import type { Rgb } from "../base/color";
import type { Rect } from "../base/geometry";
import type { Bitmap } from "./bitmap";

/** How much of each pixel is ink, row by row: 0 is the background's colour, 1 the ink's. Device px. */
export interface Coverage extends Rect {
  readonly values: Float32Array;
}

/** The two colours that anti-aliasing mixes. */
export interface InkColors {
  readonly ink: Rgb;
  readonly background: Rgb;
}

/**
 * The share of ink in each pixel of `bounds`: its colour projected on the straight line from the background's to the ink's (the
 * alpha of compositing, solved by least squares over the channels). 0 where the bitmap has no pixel.
 *
 * @param settle What a share comes to: below 0 and above 1 lie colours beyond both ends. `pixel` is the pixel's number in the
 *   bitmap, row by row.
 */
export function coverageOf(
  { width, height, rgba }: Bitmap,
  bounds: Bounds,
  { ink, background }: InkColors,
  settle: (share: number, pixel: number) => number,
): Coverage {
  const [red, green, blue] = background;
  const [dr, dg, db] = [ink[0] - red, ink[1] - green, ink[2] - blue];
  const length2 = dr * dr + dg * dg + db * db || 1;
  const columns = widthOf(bounds);
  const values = new Float32Array(columns * heightOf(bounds));
  // Whole numbers keep the inner loop in integer arithmetic.
  const [x0, x1] = [Math.max(0, bounds.x0) | 0, Math.min(width, bounds.x1) | 0];
  const y1 = Math.min(height, bounds.y1) | 0;
  for (let y = Math.max(0, bounds.y0) | 0; y < y1; y++) {
    const row = ((y - bounds.y0) * columns - bounds.x0) | 0;
    for (let x = x0; x < x1; x++) {
      const pixel = y * width + x;
      const i = pixel * 4;
      const along =
        ((rgba[i] as number) - red) * dr +
        ((rgba[i + 1] as number) - green) * dg +
        ((rgba[i + 2] as number) - blue) * db;
      values[row + x] = settle(along / length2, pixel);
    }
  }
  return { ...toRect(bounds), values };
}
