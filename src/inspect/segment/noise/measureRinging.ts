import type { FlatColors } from "./flatColors";
import type { Planes } from "./planes";
import { NOISE, RINGING } from "./tuning";

/**
 * How far compression moves the luma of plain ground beside ink at its worst, 0–255: measured in blocks that hold ink, on
 * the pixels that are too far away from it to be its rim. 0 on a drawn page.
 */
export function measureRinging(planes: Planes, flat: FlatColors): number {
  const { width, height } = planes;
  const isInk = new Uint8Array(width * height);
  const off = new Float32Array(width * height).fill(-1);
  const hasInk = new Uint8Array(flat.near.length);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const block = Math.floor(y / NOISE.block) * flat.columns + Math.floor(x / NOISE.block);
      let nearest = Infinity;
      for (const { luma } of flat.near[block] ?? [])
        nearest = Math.min(nearest, Math.abs(luma - (planes.luma[i] as number)));
      if (nearest === Infinity) continue;
      off[i] = nearest;
      if (nearest <= RINGING.ink) continue;
      isInk[i] = 1;
      hasInk[block] = 1;
    }
  const counts = new Uint32Array(RINGING.ink * 10 + 1);
  let total = 0;
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const block = Math.floor(y / NOISE.block) * flat.columns + Math.floor(x / NOISE.block);
      const distance = off[i] as number;
      if (hasInk[block] === 0 || distance < 0 || isNearInk(isInk, width, height, x, y)) continue;
      (counts[Math.round(distance * 10)] as number)++;
      total++;
    }
  return quantile(counts, total * RINGING.sure) / 10;
}

function isNearInk(
  isInk: Uint8Array,
  width: number,
  height: number,
  x: number,
  y: number,
): boolean {
  const { rim } = RINGING;
  for (let row = Math.max(0, y - rim); row <= Math.min(height - 1, y + rim); row++)
    for (let column = Math.max(0, x - rim); column <= Math.min(width - 1, x + rim); column++)
      if (isInk[row * width + column] === 1) return true;
  return false;
}

/** The first value up to which at least `rank` were counted. */
function quantile(counts: Uint32Array, rank: number): number {
  let sum = 0;
  for (let value = 0; value < counts.length; value++) {
    sum += counts[value] as number;
    if (sum >= rank) return value;
  }
  return counts.length - 1;
}
