/**
 * Thresholds of this room, set by eye; `segment.test.ts` holds them, `bench/thresholds.ts` shows what each is worth. Lengths are CSS
 * px, areas CSS px². Of a surface, "sides" are the shares of its bounds' four sides that it touches, "hull" is the share of its
 * bounds that it reaches around, "solidity" the share that it fills.
 */

/** Limits of what a page can have. */
export const BOXES = {
  /** More boxes than any page has: a photo in blocks, noise. The largest are kept. */
  most: 1500,
} as const;

export const DIVIDERS = {
  /** More dividers than any page has: a pattern of lines. The longest are kept. */
  most: 2000,
} as const;

/** What may be ground at all. */
export const SURFACE = {
  /** Below this size a plain component may as well be a letter. */
  glyphSize: 90,
  /** The least area, and of it what is not rim. */
  leastArea: 60,
  leastCore: 16,
  /** The least width and height. */
  leastSide: 8,
  /** From this area on a surface is ground whatever its shape. */
  surelyGround: 4000,
} as const;

/** Progress bars, accents: thicker than a divider, thinner than a card. */
export const BAR = {
  thinnest: 3,
  thickest: 14,
  shortest: 24,
  /** How many times longer than thick. */
  elongation: 5,
  /** The share of its bounds that it fills. */
  filled: 0.85,
} as const;

/** Strips of a shadow or of a gradient in bands, which are no bars. */
export const SOFT_EDGE = {
  /** Thinner strips show no change of their own, device px. */
  leastAcross: 4,
  /** How far the colour changes across it, 0–255. */
  change: 4,
  /** How far it lies at most from the colours on both sides that it leads over from and to, 0–255. */
  step: 16,
} as const;

/** A border around something else. */
export const FRAME = {
  /** It fills less than this share of its bounds … */
  solidity: 0.5,
  /** … reaches around more than this share … */
  hull: 0.9,
  /** … and all of it could stand within this distance of its bounds. */
  thickness: 5,
} as const;

/** What is a rectangle by its sides: straight ones or round ones, and nothing like a letter. */
export const RECTANGLE = {
  leastCore: 40,
  /** An "l" is this slender, as small as a glyph and narrower than this. */
  slender: 0.45,
  slenderWidth: 24,
  /** Straight sides: the hull, the second weakest side and the weakest. */
  straightHull: 0.75,
  secondSide: 0.45,
  weakestSide: 0.25,
  /** Round ones, of what is this large. */
  roundHull: 0.74,
  roundSize: 18,
  roundSide: 0.12,
} as const;

/** What of the size of a glyph is ground still. */
export const SMALL_GROUND = {
  /** A letter is narrower than this, and higher than its width so many times. */
  letterWidth: 14,
  letterSlenderness: 1.4,
  /** Straight: every side, and the hull. */
  side: 0.5,
  hull: 0.9,
  /** Filled so far, it is no letter, whatever stands beside it. */
  solidity: 0.82,
} as const;

/** Circles, and pills that lie. */
export const ROUND = {
  leastWidth: 14,
  /** How far opposite sides may differ. */
  sideDifference: 0.15,
  /** Width over height of a circle. */
  narrowest: 0.85,
  widest: 1.18,
  circleHull: 0.74,
  pillHull: 0.8,
  /** The upper side of a pill is straight for so long. */
  pillSide: 0.25,
} as const;

/** The inside of an "O". */
export const COUNTER = {
  /** What is straighter than this on all sides is none. */
  straightSide: 0.8,
  /** The ring around it is at least this thick. */
  ring: 2,
  /** Colours nearer than this are the same, 0–255. */
  sameColor: 6,
  /** In how many of the four directions it must go on. */
  directions: 2,
} as const;

/** Ink of the same colour beside it on its line, which makes it a letter. */
export const NEIGHBOURS = {
  /** How far it is looked for, as a share of the height. */
  reach: 0.4,
  /** Colours nearer than this are the same, 0–255. */
  sameColor: 14,
  /** The share of pixels that makes it more than chance. */
  share: 0.05,
} as const;

/** What is a rectangle because all else in its bounds stands on it. */
export const FILLED = {
  leastSolidity: 0.1,
  /** About so many places are looked at. */
  samples: 4000,
  /** How far children may stand over its bounds. */
  slack: 2,
  /** The share of its bounds that it and its children fill. */
  share: 0.92,
} as const;

/** The ground of the page. */
export const ROOT = {
  /** The share of the page that its bounds span, and of the widest ones' that is as good. */
  leastSpan: 0.35,
  asWide: 0.9,
  /** How many edges of the page it touches. */
  edges: 2,
  /** From this share of the page on its colour is the page's, however many colours it has. */
  wholePage: 0.98,
  /** The area of a plain ground that may take its place, as a share of the page. */
  leastPlain: 0.05,
} as const;
