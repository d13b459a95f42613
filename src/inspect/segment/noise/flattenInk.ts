import type { Bitmap } from "../../../image/bitmap";
import { labelComponents } from "../pixels/labelComponents";
import { FLATTEN } from "./tuning";

/**
 * Gives every piece of ink that is nearly of one colour its mean, in place: borders, bars and letters become as plain as they were
 * drawn. `isGround` pixels stay; so do slopes.
 */
export function flattenInk(bitmap: Bitmap, isGround: Uint8Array): void {
  const { rgba } = bitmap;
  const { labels, count, area } = labelComponents(bitmap, FLATTEN.tolerance);
  const sums = new Float64Array(count * 3);
  const least = new Uint8Array(count * 3).fill(255);
  const most = new Uint8Array(count * 3);
  const isInk = new Uint8Array(count).fill(1);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    if (isGround[i] === 1) isInk[label] = 0;
    if (isInk[label] === 0) continue;
    for (let channel = 0; channel < 3; channel++) {
      const value = rgba[i * 4 + channel] as number;
      const at = label * 3 + channel;
      (sums[at] as number) += value;
      if (value < (least[at] as number)) least[at] = value;
      if (value > (most[at] as number)) most[at] = value;
    }
  }
  const isPlain = (label: number): boolean =>
    isInk[label] === 1 &&
    (area[label] as number) >= FLATTEN.leastArea &&
    [0, 1, 2].every(
      (channel) =>
        (most[label * 3 + channel] as number) - (least[label * 3 + channel] as number) <=
        FLATTEN.range,
    );
  const plain = Uint8Array.from({ length: count }, (_, label) => (isPlain(label) ? 1 : 0));
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    if (plain[label] === 0) continue;
    for (let channel = 0; channel < 3; channel++)
      rgba[i * 4 + channel] = (sums[label * 3 + channel] as number) / (area[label] as number);
  }
}
