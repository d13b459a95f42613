import type { Bitmap } from "./bitmap";

/** How often the filled pixels are smoothed: strokes of text are thin, so that few rounds reach from rim to rim. */
const ROUNDS = 60;
/** Above 1, how far each round goes beyond the mean of the neighbours (successive over-relaxation). */
const RELAXATION = 1.6;
/** Pixels that are smoothed in all: of large parts, cards and not letters, what the rim gives is smooth enough. */
const MOST_STEPS = 2e7;

/**
 * Fills the pixels that `mask` names (1; row by row, one a pixel) with what surrounds them: the membrane that hangs between their rims,
 * i.e. Laplace's equation. Neighbours outside the bitmap do not count. With every pixel masked nothing is filled.
 */
export function inpaint(bitmap: Bitmap, mask: Uint8Array): Bitmap {
  const { width, height } = bitmap;
  const rgba = bitmap.rgba.slice();
  const order = fillFromRim(bitmap, mask, rgba);
  const values = Float32Array.from(rgba);
  const rounds = Math.min(ROUNDS, Math.floor(MOST_STEPS / Math.max(1, order.length)));
  for (let round = 0; round < rounds; round++)
    for (const index of order) {
      const x = index % width;
      const y = (index - x) / width;
      const count = +(x > 0) + +(x < width - 1) + +(y > 0) + +(y < height - 1);
      for (let channel = 0; channel < 3; channel++) {
        const at = index * 4 + channel;
        let sum = 0;
        if (x > 0) sum += values[at - 4] as number;
        if (x < width - 1) sum += values[at + 4] as number;
        if (y > 0) sum += values[at - 4 * width] as number;
        if (y < height - 1) sum += values[at + 4 * width] as number;
        const value = values[at] as number;
        values[at] = value + RELAXATION * (sum / Math.max(1, count) - value);
      }
    }
  for (const index of order)
    for (let at = index * 4; at < index * 4 + 3; at++) rgba[at] = values[at] as number;
  return { width, height, rgba };
}

/** Gives each masked pixel the mean of its known neighbours, ring by ring from the rim inwards; the pixels in that order. */
function fillFromRim(
  { width, height }: Bitmap,
  mask: Uint8Array,
  rgba: Uint8ClampedArray,
): number[] {
  const isKnown = Uint8Array.from(mask, (value) => (value === 1 ? 0 : 1));
  const around = (index: number): number[] => {
    const x = index % width;
    const y = (index - x) / width;
    return [
      ...(x > 0 ? [index - 1] : []),
      ...(x < width - 1 ? [index + 1] : []),
      ...(y > 0 ? [index - width] : []),
      ...(y < height - 1 ? [index + width] : []),
    ];
  };
  const order: number[] = [];
  const seen = new Uint8Array(mask.length);
  let ring: number[] = [];
  mask.forEach((value, index) => {
    if (value !== 1 || !around(index).some((next) => isKnown[next] === 1)) return;
    ring.push(index);
    seen[index] = 1;
  });
  while (ring.length > 0) {
    const next: number[] = [];
    for (const index of ring) {
      const known = around(index).filter((one) => isKnown[one] === 1);
      for (let channel = 0; channel < 4; channel++)
        rgba[index * 4 + channel] =
          known.reduce((sum, one) => sum + (rgba[one * 4 + channel] as number), 0) / known.length;
      for (const one of around(index))
        if (mask[one] === 1 && seen[one] !== 1) {
          seen[one] = 1;
          next.push(one);
        }
    }
    for (const index of ring) isKnown[index] = 1;
    order.push(...ring);
    ring = next;
  }
  return order;
}
