/** Thresholds of this room, set by eye; `partPlateaus.test.ts` holds them, `bench/thresholds.ts` shows what each is worth. */

/** Areas of one exact colour each that a few pixels join. */
export const PLATEAUS = {
  /** The least area, CSS px², and the least share of what they are joined to: the bands of a gradient are smaller. */
  leastArea: 400,
  leastShare: 0.03,
  /** The share of its pixels that lie inside: the bands of a shadow are thin. */
  leastCore: 0.8,
  /** Plateaus nearer than this (0–255 in some channel) are bands of one slope. */
  unlike: 3,
  /** The share of the whole that the plateaus fill. */
  filled: 0.8,
} as const;
