import type { Planes } from "./planes";
import { LEVEL, NOISE } from "./tuning";

/** How far noise reaches in every block, row by row, 0–255. */
export interface Limits {
  readonly columns: number;
  readonly luma: Float32Array;
  readonly chroma: Float32Array;
}

/**
 * Evens out what is `chosen` (pixel, block) in place, without blurring edges: every pixel becomes the mean of those around it that
 * differ from it by no more than noise (a sigma filter, Lee 1983), a few times over.
 */
export function smoothInk(
  planes: Planes,
  limits: Limits,
  chosen: (pixel: number, block: number) => boolean,
): void {
  const { width, height, luma, blue, red } = planes;
  const pixels: number[] = [];
  const blocks: number[] = [];
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const block = Math.floor(y / NOISE.block) * limits.columns + Math.floor(x / NOISE.block);
      if (!chosen(i, block)) continue;
      pixels.push(i);
      blocks.push(block);
    }
  const next = new Float32Array(pixels.length * 3);
  for (let round = 0; round < LEVEL.rounds; round++) {
    pixels.forEach((i, k) => {
      const block = blocks[k] as number;
      meanOfLike(planes, i, limits.luma[block] as number, limits.chroma[block] as number, next, k);
    });
    pixels.forEach((i, k) => {
      luma[i] = next[3 * k] as number;
      blue[i] = next[3 * k + 1] as number;
      red[i] = next[3 * k + 2] as number;
    });
  }
}

/** The mean of the pixels in the window around `i` that are like it, into place `k` of `means`. */
function meanOfLike(
  { width, height, luma, blue, red }: Planes,
  i: number,
  lumaLimit: number,
  chromaLimit: number,
  means: Float32Array,
  k: number,
): void {
  const y = Math.floor(i / width);
  const x = i - y * width;
  const [ownLuma, ownBlue, ownRed] = [luma[i] as number, blue[i] as number, red[i] as number];
  let [lumaSum, blueSum, redSum, count] = [0, 0, 0, 0];
  const [x0, x1] = [Math.max(0, x - LEVEL.radius), Math.min(width - 1, x + LEVEL.radius)];
  const [y0, y1] = [Math.max(0, y - LEVEL.radius), Math.min(height - 1, y + LEVEL.radius)];
  for (let row = y0; row <= y1; row++)
    for (let j = row * width + x0; j <= row * width + x1; j++) {
      if (Math.abs((luma[j] as number) - ownLuma) > lumaLimit) continue;
      if (Math.abs((blue[j] as number) - ownBlue) > chromaLimit) continue;
      if (Math.abs((red[j] as number) - ownRed) > chromaLimit) continue;
      lumaSum += luma[j] as number;
      blueSum += blue[j] as number;
      redSum += red[j] as number;
      count++;
    }
  means[3 * k] = lumaSum / count;
  means[3 * k + 1] = blueSum / count;
  means[3 * k + 2] = redSum / count;
}
