/** The parts of a page's code that are measured, each 0–1, 1 is best. */
export interface CodeParts {
  /** What a reader gets in windows of other widths, see measureReflow. */
  readonly reflow: number;
  /** Share of the text that stands in elements that say what it is, instead of plain ones. */
  readonly meaning: number;
  /** Share of the checks for screen readers and keyboards that pass. */
  readonly accessibility: number;
  /** Share of the elements that are laid out, instead of placed (absolute, fixed, negative margins). */
  readonly flow: number;
  /** 1 up to {@link DECLARATIONS_PER_ELEMENT} declarations an element, then less in proportion. */
  readonly economy: number;
  /** Share of the class names that say something, instead of ending in a number. */
  readonly names: number;
  /** Share of the lengths that are whole or half px, or a relative length somebody would write. */
  readonly numbers: number;
}

/** What is to be corrected in the code, in words; `loss` is what it takes from the score, 0–1. */
export interface CodeFault {
  readonly words: string;
  readonly loss: number;
}

/** How good the code behind a page is, whatever it looks like. */
export interface CodeQuality {
  /** 0–1, see {@link codeScoreOf}. */
  readonly score: number;
  readonly parts: CodeParts;
  /** Worst first. */
  readonly faults: readonly CodeFault[];
  /** Declarations of the rules that concern the page, and its visible elements. */
  readonly declarations: number;
  readonly elements: number;
}

/** Hand-written pages have about two; the eight of the benchmark 1.9 to 2.6. */
export const DECLARATIONS_PER_ELEMENT = 2.2;

/**
 * What each part counts; together 1. Over 64 traced and 8 hand-written pages (`bench/codeAgreement.ts`) the rank correlation with
 * a ground-truth scorer is 1.00 for reflow and flow, .99 for numbers, .98 for economy, .93 for names, .65 for meaning (with the
 * scorer's tags, which know the truth) and .72 for the sum.
 */
export const CODE_WEIGHTS: Readonly<Record<keyof CodeParts, number>> = {
  reflow: 0.35,
  meaning: 0.25,
  accessibility: 0.05,
  flow: 0.0875,
  economy: 0.0875,
  names: 0.0875,
  numbers: 0.0875,
};

/** The parts, weighted. */
export function codeScoreOf(parts: CodeParts): number {
  return CODE_PARTS.reduce((sum, part) => sum + CODE_WEIGHTS[part] * parts[part], 0);
}

export const CODE_PARTS = Object.keys(CODE_WEIGHTS) as readonly (keyof CodeParts)[];
