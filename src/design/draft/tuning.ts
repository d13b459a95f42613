/** Thresholds of this room, set by eye on traced pages; `bench/trace.ts` draws them, `bench/fidelity.ts` scores them. */

/** Type and line heights as a person would write them. */
export const TYPE = {
  /** Sizes nearer to each other than this are one (CSS px): single lines are measured so much too large or too small. */
  sameSizePx: 0.36,
  /** A rounder size is taken where it is off by so much more (CSS px). */
  rounderPx: 0.12,
  /** … and moves the end of the longest line by no more than this (CSS px). */
  endPx: 0.75,
  /** Letter spacings are multiples of the first of these by which no line ends elsewhere, else of the last (em). */
  spacingStepsEm: [0.05, 0.025, 0.01, 0.005],
  /** A line box may reach this far into its neighbour (CSS px). */
  overlapPx: 0.75,
} as const;

/** Crops that cover much of the page. */
export const SPLIT = {
  /** Smaller crops (share of the page) are taken as they are. */
  minShareOfPage: 0.3,
  /** Side of the cells a picture is looked at in (CSS px). */
  cellPx: 8,
  /** A cell whose channels range over more than this is busy; no gradient of a page changes so fast. */
  busyRange: 24,
  /** With at least this share of busy cells it is a photo throughout. */
  photoShare: 0.5,
  /** Parts that leave less than this share of the area uncropped are no gain. */
  maxPartsShare: 0.85,
  /** Busy cells this near (in cells) belong to one part. */
  reach: 2,
  /** Parts of fewer cells are specks. */
  minCells: 4,
} as const;

/** Which lines are one paragraph. */
export const PARAGRAPHS = {
  /** Lines whose left edges, centres or right edges differ by less than this are aligned (CSS px). */
  edgeTolerancePx: 1.6,
  /** Centres must agree better than left edges by this much: most text begins at its left edge (CSS px). */
  leftFirstPx: 0.5,
  /** Left edges of ink on one margin differ by less than this (in em): letters stand off their pens by up to as much. */
  bearingEm: 0.12,
  /** A widest line shorter than this proves no wrapping by itself: a menu's longest entry looks just so. */
  minWidestCharacters: 30,
  /** From this length on a line's text outweighs the estimate of its face. */
  minLongCharacters: 20,
  /** Narrower texts (in em) are labels under each other rather than paragraphs. */
  minWidthEm: 9,
  /** A part's size is its own when it differs by more than this share: sizes of short texts are estimates. */
  minSizeChange: 0.08,
} as const;

/** The plain ground between the parts of a crop, channel steps. */
export const GROUND = {
  /** A ground whose colours stay within this of their mean is solid (channel steps). */
  solidDeviation: 4,
  /** A gradient that misses its samples by more than this on average is none. */
  maxGradientError: 14,
} as const;

/** Which parts on one baseline are one text. */
export const TEXT_RUNS = {
  /** Parts further apart than this (in em) are no words of one sentence. */
  maxGapEm: 0.5,
  /** Sizes on one baseline that differ by at most this share are one text: code is set a little smaller. */
  maxSizeChange: 0.2,
  /** Parts closer than this (in em) have no space between them. */
  minSpaceEm: 0.12,
} as const;

/** What of the measured becomes part of the draft. */
export const DRAFT = {
  /** A crop over which text covers more than this is no photo but a part of the page: it is not pasted in. */
  maxTextShareOfPicture: 0.2,
  /** Where the stroke of an underline may run: below the baseline by at most this share of the size. */
  underlineReach: 0.3,
} as const;
