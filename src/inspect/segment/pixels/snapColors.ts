import { channelDistance, type Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import { countColors } from "../../measurePalette";
import { distanceTo } from "./pixels";
import { SNAP } from "./tuning";

/**
 * Takes compression noise off plain areas: every pixel close to one of the page's dominant colours becomes that colour.
 * What is close to none (photos, the rims of letters) stays.
 */
export function snapColors(bitmap: Bitmap): Bitmap {
  const dominant = dominantColors(bitmap);
  const rgba = new Uint8ClampedArray(bitmap.rgba);
  for (let i = 0; i < bitmap.width * bitmap.height; i++) {
    let nearest: Rgb | undefined;
    let least = SNAP.reach + 1;
    for (const color of dominant) {
      const distance = distanceTo(rgba, i, color);
      if (distance >= least) continue;
      nearest = color;
      least = distance;
      if (distance === 0) break;
    }
    if (nearest) rgba.set(nearest, i * 4);
  }
  return { width: bitmap.width, height: bitmap.height, rgba };
}

/** Frequent colours at least {@link SNAP} / 2 apart, most frequent first. */
function dominantColors(bitmap: Bitmap): Rgb[] {
  const count = countColors(bitmap);
  const dominant: Rgb[] = [];
  for (const { color } of count.frequent(count.total * SNAP.minShare)) {
    if (dominant.length >= 32) break;
    if (dominant.every((other) => channelDistance(other, color) > SNAP.reach / 2))
      dominant.push(color);
  }
  return dominant;
}
