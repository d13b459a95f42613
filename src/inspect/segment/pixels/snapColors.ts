import { channelDistance, type Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import { countColors } from "../../measurePalette";
import { distanceTo } from "./pixels";

/** How far compression moves a plain colour, 0–255. */
const REACH = 16;
/** The smallest share of the page that makes a colour dominant. */
const MIN_SHARE = 0.0015;

/**
 * Takes compression noise off plain areas: every pixel close to one of the page's dominant colours becomes that colour.
 * What is close to none (photos, the rims of letters) stays.
 */
export function snapColors(bitmap: Bitmap): Bitmap {
  const dominant = dominantColors(bitmap);
  const rgba = new Uint8ClampedArray(bitmap.rgba);
  for (let i = 0; i < bitmap.width * bitmap.height; i++) {
    let nearest: Rgb | undefined;
    let least = REACH + 1;
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

/** Frequent colours at least {@link REACH} / 2 apart, most frequent first. */
function dominantColors(bitmap: Bitmap): Rgb[] {
  const count = countColors(bitmap);
  const dominant: Rgb[] = [];
  for (const { color } of count.frequent(count.total * MIN_SHARE)) {
    if (dominant.length >= 32) break;
    if (dominant.every((other) => channelDistance(other, color) > REACH / 2)) dominant.push(color);
  }
  return dominant;
}
