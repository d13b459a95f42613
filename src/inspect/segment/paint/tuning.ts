/** Thresholds of this room, set by eye; `segment.test.ts` holds them, `bench/thresholds.ts` shows what each is worth. */

/** When the samples of a surface show a gradient, and which. */
export const GRADIENT = {
  /** Equal parts of the gradient line, each of whose mean colour may become a stop. */
  bins: 9,
  /** Fewer samples say nothing of a gradient. */
  leastSamples: 30,
} as const;

/** When a surface is plain, when a gradient, and when neither. */
export const PAINT = {
  /** A gradient that misses the pixels by more than this on average (0–255) is none. */
  maxError: 2,
  /** From this area on (px²) a gradient need not explain all: the rest is shadows, waves, veils on it. */
  largeArea: 40_000,
  /** The share of such a surface that its gradient must explain. */
  leastExplained: 0.5,
  /** How often what does not belong to the gradient is left out and the rest fitted again. */
  rounds: 6,
  /** The share of one colour that makes a surface plain. */
  plain: 0.6,
  /** The share that makes it plain when no gradient fits: it has a shadow on it. */
  mostlyPlain: 0.4,
} as const;

/** Borders around surfaces. */
export const BORDER = {
  /** The widest border looked for, CSS px. */
  maxThickness: 5,
  /** The widest rim of an inner shadow before it, CSS px. */
  maxRim: 3,
  /** How many times as far from the surface's colour a border is as the rim before it: a half-covered pixel's is twice. */
  rimContrast: 3,
} as const;

/** The shadows that are tried: values people write. CSS px. */
export const SHADOW = {
  /** How far out a shadow is looked at. */
  reach: 44,
  offsetsY: [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 20, 25],
  offsetsX: [0, -2, 2, -4, 4, -8, 8],
  blurs: [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 18, 20, 24, 28, 30, 32, 40, 48, 60],
} as const;
