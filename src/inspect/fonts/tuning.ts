/** Thresholds of this room; `bench/text.ts` measures the families, sizes, weights and colours that come of them. */

/** Shares of the font size in common sans-serif faces, for text whose face cannot be measured. */
export const PROPORTIONS = {
  ascender: 0.74,
  capHeight: 0.72,
  xHeight: 0.53,
  descender: 0.21,
} as const;

/** How a drawing is laid on the ink it is compared with. */
export const SCORE = {
  /** Device px a drawing may be moved up or down. */
  rowShifts: [0, -1, 1],
  /** Device px it may be moved sideways, and each piece of it besides. */
  columnShifts: [0, -1, 1, -2, 2],
  /** The width of a piece in heights of the crop: about two letters. */
  piece: 1.5,
  /** What moving pieces takes off their gain: letters that stand where they should agree better. */
  loose: 0.25,
} as const;

/** The ink of a line. */
export const INK = {
  /** Device px around the ink box that take part in comparing: room for anti-aliasing and a shift. */
  margin: 3,
  /** Coverage below this is noise. */
  faint: 0.08,
} as const;

/** Lines and letters that do not look like the page’s own face. */
export const FIT = {
  /** A line that agrees with its best face this much worse than the page's lines usually do is in another family. */
  strange: 0.2,
  /** Trying every face is slow, and a page has few such lines; more of them are misread ones. */
  mostStrange: 10,
  /** A ring that is drawn just as the face draws its "0" is one. */
  surelyALetter: 0.9,
  /** A letter by itself is drawn so well, where readers contradict each other about it in any case … */
  singleLetter: 0.8,
  /** … or at most so much worse than the page's lines usually are. */
  worseThanUsual: 0.1,
  /** What two readers read in two ways is text only where it is drawn better than this. */
  neither: 0.2,
  /** The same where both were unsure, with less than this confidence: letters that a stroke or an edge runs through. */
  neitherUnsure: 0.35,
  unsure: 0.6,
  /** From so many letters on, readings that have this share in common are of a text. */
  manyLetters: 12,
  alike: 0.65,
  /** The confidence of two readers together from which on they are believed about a single digit. */
  sureReading: 0.9,
  /** A single letter or digit is never drawn worse. */
  leastLike: 0.55,
} as const;

/** Which of several readings the ink shows. */
export const SETTLE = {
  /** Evidence for one reading against another, of 1 for ink that is one of them, from which on the other is wrong. */
  clearly: 0.25,
  /** The same where neither is drawn well … */
  overwhelming: 0.75,
  /** … that is, none with this score. */
  wellDrawn: 0.72,
  /** Evidence beyond this comes from letters that stand elsewhere rather than from those that differ … */
  most: 1.3,
  /** … and counts only where the whole line is drawn better, too, by this much of a score. */
  better: 0.04,
  /** With a score that is so much better a reading is right whatever the letters say. */
  muchBetter: 0.15,
  /** Drawings that differ by less than this many full pixels are the same. */
  least: 0.5,
} as const;

/** How lines that look set alike come to equal numbers. */
export const STYLES = {
  /** CSS px that the two ends of a line's ink are uncertain by, together. */
  edgePx: 0.5,
  /** The height of the ink is that uncertain, as a share of the size; it decides where there is letter spacing. */
  heightDoubt: 0.025,
  /** Below this much over a whole line, letter spacing is nothing but the edges' uncertainty. CSS px. */
  leastSpacingPx: 0.8,
  /** How likely a weight is that is none of the four usual ones, beside 1 for the likeliest. */
  otherWeightPrior: 0.25,
} as const;

/** How faces are measured. */
export const TRIALS = {
  /** The size at which faces are measured once; everything else is scaled from there. */
  measuredAtPx: 100,
  /** The size at which their ascent and descent are: rounded to whole px, they are true to 1/10000 em. */
  extentsAtPx: 10_000,
} as const;

/** Sizes and spacings worth trying. */
export const SIZES = {
  /** CSS px. */
  minSize: 5,
  /** CSS px. */
  maxSize: 200,
  /** Letter spacing below this share of the size is no style but a misreading … */
  tightest: -0.09,
  /** … as it is above this. */
  widest: 0.6,
} as const;

/** The colour of a text from the pixels of its ink. */
export const COLOR = {
  /** A drawing's pixel that is covered at least this much shows the text's colour as it is. */
  solid: 0.97,
  /** So many of them suffice. */
  enoughSolid: 3,
  /** The share of the pixels with ink, strongest first, that is extrapolated from otherwise … */
  strongest: 1 / 6,
  /** … and how many these are at least. */
  leastPixels: 4,
  /** Colours this near are one where compression moved them (0–255). */
  alikeInNoise: 20,
  /** Below this mean coverage extrapolating would only enlarge noise. */
  faintest: 0.3,
} as const;

/** The families a page is set in, and who decides about them. */
export const FAMILIES = {
  /** Lines that decide about the page's families; more would only repeat them. */
  voters: 14,
  /** Wider lines vote with their whole width, which costs more drawing than it tells. CSS px. */
  widestVoter: 700,
  /** A family beside the page's main one must beat it on a line by this much (and more on few letters) … */
  margin: 0.06,
  /** … agree at least this well … */
  convincing: 0.7,
  /** … and do so on lines with this many letters together. */
  enoughLetters: 9,
  /** The most families a page is set in. */
  maxFamilies: 4,
  /** Faces that are tried on a voter though its height speaks against them, for lack of better ones. */
  unlikelyFaces: 8,
  /** How far behind the best a family counts on a line that it could not have drawn. */
  impossible: 0.35,
} as const;
