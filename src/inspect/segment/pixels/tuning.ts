/** Thresholds of this room, set by eye; `partPlateaus.test.ts` and `findGrid.test.ts` hold them, `bench/thresholds.ts` shows what each is worth. */

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

/** A faint grid behind a page. */
export const GRID = {
  /** How far its lines differ from its ground at least and at most, and what counts as the same ground, 0–255. */
  leastContrast: 2,
  contrast: 32,
  same: 1,
  /** The share of a line that is seen: the rest lies below something. */
  marked: 0.5,
  /** The least distance of two lines, CSS px. */
  leastPitch: 8,
  /** How many lines there are at least, and what share of those that the page has room for. */
  leastLines: 5,
  present: 0.6,
  /** The share of the gaps that are equal. */
  regular: 0.7,
} as const;
