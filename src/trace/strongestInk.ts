import type { Rgb } from "../base/color";
import type { Bitmap } from "../image/bitmap";
import { STRONGEST } from "./tuning";

/**
 * The mean colour of the pixels furthest from `background`: nearly the text's own colour, equally diluted by
 * anti-aliasing in two renders of the same text. Undefined when nothing stands out.
 */
export function strongestInk(bitmap: Bitmap, background: Rgb): Rgb | undefined {
  const count = bitmap.width * bitmap.height;
  const distances = new Uint16Array(count);
  const histogram = new Uint32Array(766);
  for (let pixel = 0; pixel < count; pixel++) {
    let distance = 0;
    for (let channel = 0; channel < 3; channel++)
      distance += Math.abs(
        (bitmap.rgba[pixel * 4 + channel] as number) - (background[channel] as number),
      );
    distance = Math.round(distance);
    distances[pixel] = distance;
    histogram[distance] = (histogram[distance] as number) + 1;
  }
  const limit = strongestFrom(histogram, Math.max(4, count * STRONGEST.share));
  if (limit < 24) return undefined;
  const total = [0, 0, 0];
  let taken = 0;
  for (let pixel = 0; pixel < count; pixel++) {
    if ((distances[pixel] as number) < limit) continue;
    taken++;
    for (let channel = 0; channel < 3; channel++)
      total[channel] = (total[channel] as number) + (bitmap.rgba[pixel * 4 + channel] as number);
  }
  const [red, green, blue] = total.map((sum) => sum / Math.max(1, taken));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

/** The distance that `wanted` pixels reach or exceed. */
function strongestFrom(histogram: Uint32Array, wanted: number): number {
  let seen = 0;
  for (let distance = histogram.length - 1; distance > 0; distance--) {
    seen += histogram[distance] as number;
    if (seen >= wanted) return distance;
  }
  return 0;
}
