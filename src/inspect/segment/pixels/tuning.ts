/** Thresholds of this room. Set by eye on mockups as PNG and as JPEG of several qualities; `detectNoise.test.ts` holds them. */

/** Tells compressed mockups from drawn ones. */
export const NOISE = {
  /** The side of the blocks that JPEG compresses on its own, px. */
  block: 8,
  /** How far compression commonly moves a plain colour, 0–255. */
  ringing: 12,
  /** Differences from the ground that only ink makes, 0–255. */
  ink: 60,
  /** The least share of all blocks a colour must fill alone to be the ground of a page. */
  minGround: 0.01,
} as const;

/** Takes compression noise off plain areas. */
export const SNAP = {
  /** How far compression moves a plain colour, 0–255. */
  reach: 16,
  /** The smallest share of the page that makes a colour dominant. */
  minShare: 0.0015,
} as const;
