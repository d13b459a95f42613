import type { FlatColors } from "./flatColors";
import type { Planes } from "./planes";
import { NOISE, SPECKS } from "./tuning";

/**
 * Gives specks in `isOpen` blocks the colour of their ground and marks them in `isGround`: a few pixels that stick out of it little further than
 * `ringing`, and that no ink touches.
 */
export function dropSpecks(
  planes: Planes,
  flat: FlatColors,
  isOpen: Uint8Array,
  ringing: number,
  isGround: Uint8Array,
): void {
  const { width, height, luma, blue, red } = planes;
  for (let start = 0; start < isGround.length; start++) {
    if (isGround[start] === 1) continue;
    const y = Math.floor(start / width);
    const row = Math.floor(y / NOISE.block) * flat.columns;
    const block = row + Math.floor((start - y * width) / NOISE.block);
    const ground = flat.near[block]?.[0];
    if (!ground || isOpen[block] === 0) continue;
    const isFaint = (i: number): boolean =>
      Math.abs((luma[i] as number) - ground.luma) <= SPECKS.reach * ringing;
    const speck = isFaint(start) ? gather(start, width, height, isGround) : undefined;
    if (!speck?.every(isFaint)) continue;
    for (const i of speck) {
      isGround[i] = 1;
      luma[i] = ground.luma;
      blue[i] = ground.blue;
      red[i] = ground.red;
    }
  }
}

/** The 8-connected pixels around `start` that are no ground; undefined when they are too many for a speck. */
function gather(
  start: number,
  width: number,
  height: number,
  isGround: Uint8Array,
): number[] | undefined {
  const found = [start];
  for (const i of found) {
    const y = Math.floor(i / width);
    const x = i - y * width;
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
        const other = row * width + column;
        if (isGround[other] === 1 || found.includes(other)) continue;
        if (found.length >= SPECKS.most) return undefined;
        found.push(other);
      }
  }
  return found;
}
