/** Labels stand at least so far apart, px of the screen. */
const LEAST_GAP = 56;

/** The marks of a ruler along one side. */
export interface Mark {
  /** Along the ruler, px of the screen. */
  readonly at: number;
  /** CSS px of the page; undefined: a small mark without a number. */
  readonly value?: number;
}

/**
 * The marks along `length` px of the screen, where the page's CSS px number `start` is at 0 and each is `cssScale` px long. Numbers
 * stand at 1, 2 or 5 times a power of ten, with four small marks between.
 */
export function marksAlong(start: number, cssScale: number, length: number): readonly Mark[] {
  const step = niceStep(LEAST_GAP / cssScale);
  const small = step / 5;
  const marks: Mark[] = [];
  const first = Math.ceil(start / small);
  for (let index = first; (index * small - start) * cssScale <= length; index++) {
    const at = (index * small - start) * cssScale;
    marks.push(index % 5 === 0 ? { at, value: Math.round((index / 5) * step) } : { at });
  }
  return marks;
}

/** The smallest of 1, 2, 5, 10, 20 … that is no less than `least`. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= least) ?? power * 10;
}
