/**
 * Thresholds of this room, set by eye; `bench/inspect.ts` counts the lines that are found, `bench/thresholds.ts` shows what each is
 * worth.
 */

/** How blobs of ink become lines. */
export const LINES = {
  /** More blobs than any page has letters: noise. */
  maxBlobs: 20_000,
  /** Letters that begin further apart (px, and a letter's height) are no neighbours, however wide the left one is. */
  farthest: 600,
  /** A mark (dot, comma, accent) is no higher than this share of the letter beside it: the comma after an "e" is half as high. */
  mark: 0.5,
  /** What hangs below a letter's foot stands no further beside it, a share of the letter's height or 2 px: the comma of a big number. */
  markGap: 0.15,
  /** And is a comma only from this share of the letter's height on: what is lower is a label beside a chart's bar. */
  comma: 0.3,
  /** A mark that shares so much of its own height with the letter beside it stands in its row, however low. */
  hanging: 0.4,
  /** From so many letters on, gaps of this share of their height are letter spacing. */
  leastSpaced: 4,
  spaced: 0.28,
  /** A word of such a line has gaps of at least this share of the line's own. */
  spacedAlike: 0.5,
} as const;

/** Which strokes underline a text; shares of the ink's height. */
export const UNDERLINES = {
  /** How thick a stroke is at most. */
  maxThickness: 0.18,
  /** How far below the baseline it runs. */
  reach: 0.35,
  /** The share of a line that its strokes must run along; descenders may interrupt them. */
  leastCovered: 0.5,
} as const;

/** Half a line at the edge of a page. */
export const CUT_OFF = {
  /** Below this confidence a reading there is taken for that of half a line, 0–1. */
  sure: 0.85,
  /** A line this much lower than the lines like it shows a part of its letters (share of their height). */
  low: 0.6,
} as const;

/** Text on photos. */
export const PHOTO_LINES = {
  /** Pixels this close to the text's colour belong to its letters, rims included (0–255). */
  rim: 56,
  /** Pixels this close have the colour itself (0–255). */
  exact: 3,
  /** The steps in which colours are counted where noise makes them inexact (0–255). */
  step: 8,
  /** Thicker than letters of a caption and of a heading, CSS px; beyond that a stroke's ground differs by so much from it (0–255). */
  strokes: [4, 14],
  standsOut: 90,
  /** A colour has so many such pixels, CSS px². */
  leastPixels: 40,
  /** The most frequent of them that are tried for text. */
  maxColors: 12,
  /** Colours nearer to one another than this are one (0–255). */
  distinct: 24,
} as const;

/** Thin lines of one colour, CSS px. */
export const RUNS = {
  /** How thick a run is at most. */
  maxThickness: 3,
  /** How short a side of a frame or a grid may be. */
  shortest: 10,
} as const;

/** Strokes through a text. Lengths are CSS px, colours 0–255. */
export const STRIKES = {
  maxThickness: 3,
  shortest: 14,
  /** Rows of one stroke share so much of their length. */
  alike: 0.9,
  /** A stroke and its letters stand out from the ground by so much, and a letter's pixel at least by so much. */
  contrast: 40,
  ink: 24,
  /** It is at least so strong, as a share of its usual contrast, along so much of it. */
  asStrong: 0.75,
  unbroken: 0.95,
  /** The letters have the stroke's colour within this: thin ones look paler. */
  sameColor: 110,
  /** Their pieces on both sides are at least so high, the lower ones this share of the others … */
  lowest: 3,
  balance: 0.4,
  /** … and the stroke is so many times longer than both together, and they reach so many thicknesses at most. */
  elongation: 1.2,
  highest: 60,
  /** The next letter of a word stands no further off, as a share of the letters' height; a word does. */
  nextLetter: 0.15,
  /** So many pieces touch it on both sides, along this share of it. */
  pieces: 3,
  /** Letters and words stand no further apart than so many times their height. */
  widestGap: 2,
  leastInk: 0.12,
  mostInk: 0.75,
} as const;
