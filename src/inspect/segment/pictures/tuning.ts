/**
 * Thresholds of this room, set by eye; `bench/inspect.ts` counts the pictures that are found and what they hold too much,
 * `bench/thresholds.ts` shows what each is worth.
 */

/** What the painted page does not explain. */
export const UNEXPLAINED = {
  /** The tolerated differences (0–255) by trust. On plain ground small ones are soft rims and rounding. */
  tolerance: [6, 6, 14, 20],
  /** More regions than any page has pictures. The largest are kept. */
  maxRegions: 400,
} as const;

/** Icons among the blobs of a line. */
export const ICONS = {
  /** More pieces in a row than this are letters. */
  maxColumns: 4,
  /** From so many letters on their gaps say whether a text is letter-spaced, and so much wider is a gap that is none of them. */
  leastSpaced: 4,
  widerGap: 1.5,
} as const;

/** When a region that holds little is cut into parts. Areas are CSS px², "full" is the marked share of the bounds. */
export const SPARSE = {
  /** Regions this full are taken as they are. */
  full: 0.7,
  /** So are regions this small. */
  smallArea: 4000,
  /** Parts emptier than this are the strokes of a drawing … */
  strokes: 0.3,
  /** … which stays whole on less than this share of the page. */
  largeShare: 0.15,
  /** All cuts together must save this much … */
  worthArea: 10_000,
  /** … or this share of a small page. */
  worthShare: 0.05,
  /** The share of the area that a cut between two parts must save. */
  leastSaved: 0.12,
  /** Regions at least this full look like one picture: only a cut that saves much parts them. */
  ratherFull: 0.35,
  /** What is much, as a share of the area. */
  muchSaved: 0.25,
  /** How full one part must be where the fullness changes. */
  fullPart: 0.6,
  /** How empty the other one must be there. */
  emptyPart: 0.12,
  /** How thin such a part is at least, CSS px. */
  leastPart: 4,
  /** How often parts are cut again. */
  maxDepth: 8,
  /** A ring is at most this thick, CSS px. */
  ringThickness: 4,
  /** The share of a ring that may lie inside of that. */
  leastInside: 0.05,
} as const;

/** Patterns that are no text. */
export const BUSY = {
  /**
   * The side of the cells in which lines are counted, CSS px. The smallest letters that can be read are 5 px high: 12 rows of them
   * are 128 px high, and a table of numbers has up to 5 columns in its width.
   */
  cell: 128,
  /** How many lines a cell can hold. */
  mostInCell: 60,
  /** Beside a full cell a pattern goes on in marks of about the same size: at most this many times larger. */
  larger: 2,
  /** More lines than any page has: a pattern that looks like text. The widest are kept. */
  mostOnPage: 3000,
} as const;

/** Icons of several parts, CSS px. */
export const ICON_PARTS = {
  /** How close the parts are. */
  gap: 4,
  /** How large the whole is at most. */
  maxSize: 64,
} as const;
