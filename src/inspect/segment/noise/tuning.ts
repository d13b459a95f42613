/**
 * Thresholds of this room. Set by eye on mockups as PNG and as JPEG of several qualities; `detectNoise.test.ts` and
 * `levelNoise.test.ts` hold them, `bench/jpegLadder.ts` shows what they are worth.
 */

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

/** The flat colours that are trusted near a block. Colours are luma and chroma (BT.601), 0–255. */
export const FLAT = {
  /** The side of the cells that are looked at, px: a block has four. */
  cell: 4,
  /** How far the pixels of a flat cell differ. */
  range: 1.6,
  /** How far away from a block flat cells are looked for, in cells. */
  reach: 10,
  /** How many cells a colour must fill there: ringing leaves a few flat cells by chance. */
  leastCells: 12,
  /** Colours this close are one: rounding, on a slope. */
  alike: 2,
  /** So much further away than the nearest flat colour, or than this, others no longer count, px. */
  further: 4,
  near: 8,
  /** The most colours a block has to choose from. */
  most: 5,
} as const;

/** Colours that compression made out of others, all over the page. */
export const VARIANT = {
  /** A colour is made out of one that is so many times as frequent … */
  rarer: 3,
  /** … and this near, in luma and in chroma: chroma is kept in coarser steps. */
  luma: 1.3,
  chroma: 6,
} as const;

/** How far ringing reaches from a flat colour, measured on the page. */
export const RINGING = {
  /** What differs more in luma is ink. */
  ink: 50,
  /** Pixels this close to ink may be its anti-aliased rim, px. */
  rim: 2,
  /** The share of what is looked at that is surely ringing: photos have the rest. */
  sure: 0.75,
  /** How many times further than that ringing reaches at its worst. */
  worst: 4,
  /** The limits of what is believed, 0–255. */
  least: 4,
  most: 24,
} as const;

/** Levelling. */
export const LEVEL = {
  /** The share of the contrast in a block that ringing has at most. */
  luma: 0.4,
  /** So for chroma, which is smeared over the edges of what is coloured. */
  chroma: 0.5,
  /** Below this nothing is more than rounding, luma and chroma, 0–255. */
  leastLuma: 3,
  leastChroma: 6,
  /** How many times more ink must go to one side of the ground for all on the other side to be overshoot. */
  oneSided: 2,
  /** How many times as far as ringing overshoot reaches. */
  overshoot: 2,
  /** Blocks around a block, and the share of their pixels that must be ground for it to be no photo. */
  around: 2,
  leastGround: 0.25,
  /** The smoothing of what is no ground: half the side of its window (px), and how often. */
  radius: 3,
  rounds: 3,
} as const;

/** Specks: what is left of ringing at its worst. */
export const SPECKS = {
  /** The most pixels, and how many times further than ringing they stick out. */
  most: 4,
  reach: 2.5,
} as const;

/** Pieces of ink that become plain. */
export const FLATTEN = {
  /** How far neighbouring pixels of one piece differ, and all pixels of it, 0–255 in every channel. */
  tolerance: 4,
  range: 24,
  /** Smaller pieces are rims, px. */
  leastArea: 12,
} as const;
