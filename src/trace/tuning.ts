/** Thresholds of this room, set by eye on traced pages; `bench/trace.ts` draws them, `bench/fidelity.ts` scores them. */

/** When a correction is tried and kept. */
export const CORRECTION = {
  /** A variant must lower an element's own error by this share to be kept. */
  minGain: 0.01,
  /** What makes the code simpler is kept up to this share of the error before. */
  simplerLimit: 1.02,
  /** Another size, which was measured on all letters of a style, is kept below this share. */
  sizeLimit: 0.92,
  /** A text's own deviation from its style is kept below this share. */
  ownLimit: 0.9,
  /** An element whose mean squared error per pixel is below this looks right: nothing is tried. */
  goodEnough: 3,
  /** How far around its ink a text may have gone astray (CSS px). */
  textMarginPx: 5,
  /** How far from its place a text is looked for to see how wrong it looks itself (CSS px). */
  reachPx: 3,
  /** Elements between two looks at whether somebody aborted. */
  elementsPerBreath: 8,
} as const;

/** How the parts of a page in flow are moved to where the mockup has them. */
export const PLACING = {
  /** Renders at most in which parts are moved. */
  most: 3,
  /** A render must lower the page's error by this share to be kept. */
  minGain: 0.002,
  /** Less shows nothing, since paint snaps to whole pixels (CSS px). */
  minShiftPx: 0.5,
  /** Ink farther away is not found; its element says where the text is then (CSS px). */
  maxInkShiftPx: 3,
  /** A part that is this much farther from what stands before it than it was asked to be did not obey (CSS px). */
  maxStrayPx: 1.6,
} as const;

/** When a part is moved by an offset of its own. */
export const NUDGING = {
  /** Renders at most that show such offsets. */
  most: 2,
  /** A nudge must lower the error where it shows by this share to be kept. */
  minGain: 0.02,
  /** Less is no reason to move anything (steps of an offset). */
  leastSteps: 0.6,
  /** What is farther off was not understood; an offset would only hurt other widths (CSS px). */
  farthestPx: 48,
  /** Parts of a group that are off alike within this move with it (CSS px). */
  alikePx: 0.75,
  /** How far around a part its error is measured (CSS px). */
  marginPx: 2,
} as const;

/** When the parts of a container are placed as they were measured. */
export const PINNING = {
  /** Squared channel differences that the page in flow has there beyond those of the placed one, at one device pixel a CSS pixel. */
  leastLoss: 1_500_000,
  /** How many times as wrong as the placed one it is there. */
  minRatio: 1.5,
  /** A part that is off by more stands elsewhere (CSS px). */
  astrayPx: 1,
  /** What is pinned must lower the error there by this share. */
  minGain: 0.25,
  /** How far around a part its error is measured (CSS px). */
  marginPx: 2,
} as const;

/** Which of the two forms of the page is kept. */
export const CHOICE = {
  /**
   * How much less true (fidelity) the draft of the understood page may look than the placed one: its better code is worth nearly as much,
   * and corrections make up for some of it.
   */
  maxLoss: 0.05,
} as const;

/** How a text in the render is laid over that in the mockup. */
export const INK_SEARCH = {
  /** How far apart along x the two are searched for each other (device px). */
  reachX: 6,
  /** The same along y. */
  reachY: 4,
  /** The ends of a text are looked at over at most this width (device px). */
  endWidth: 90,
  /** Ink counts up to this share: text lies on what is darker still, too. */
  maxInk: 1.2,
} as const;

/** How changed code is sent. */
export const EDITS = {
  /** More changed rules than this are cheaper to read and to send as a whole file. */
  most: 12,
} as const;

/** Which corrections are worth trying on a text. */
export const VARIANTS = {
  /** The least shift that is a reason to try, device px. */
  minShift: 0.12,
  /** The least difference of width, device px. */
  minStretch: 0.35,
  /** A larger difference, as a share of the width, is another text's. */
  maxStretch: 0.12,
  /** The least difference of the amount of ink, as a share. */
  minInkChange: 0.03,
  /** The least difference of colour, channel steps. */
  minColorChange: 6,
  /** Letter spacings of a style are multiples of the first of these by which no line's end is seen elsewhere, else of the last (em). */
  spacingStepsEm: [0.05, 0.025, 0.01, 0.001],
  /** A style of the page is worth trying on a text whose size is within this share of it. */
  similarSize: 0.1,
} as const;

/** Answers in a round of the loop, the one that finishes included. */
export const ROUNDS = {
  /** The first round is the draft alone, in its two forms, so that there is something to see soon. */
  draftAnswers: 4 + PLACING.most + NUDGING.most,
  /** Later ones try a few corrections each. */
  correctionAnswers: 9,
  /** The last of these look where the corrected parts are, and move them. */
  settlingAnswers: 4,
} as const;

/** The colour of a text’s ink. */
export const STRONGEST = {
  /** The share of pixels furthest from the background whose mean is the ink's colour. */
  share: 0.03,
} as const;
