import { hasJoinedLetters } from "../../base/text/direction";
import type { TextMetrics } from "../../fonts/fontProbe";
import type { InkLine } from "./fontInk";
import { inkHeight, inkWidth, letterCount } from "./fontTrials";
import { SIZES, TRIALS } from "./tuning";

/** A size, and the letter spacing that then gives the line's width. CSS px. */
export interface Sizing {
  readonly sizePx: number;
  readonly letterSpacingPx: number;
}

/**
 * The sizes at which a face could have drawn the line. The width is long and so the better measure; the height checks
 * it. Where both agree there is one size; where they do not, the height gives the size and the rest of the width is
 * letter spacing.
 */
export function possibleSizes(line: InkLine, metrics: TextMetrics): readonly Sizing[] {
  const { byWidth, byHeight } = impliedSizes(line, metrics);
  if (!(byHeight > 0 && byWidth > 0) || byWidth < SIZES.minSize || byWidth > SIZES.maxSize)
    return [];
  if (isConsistent(line, metrics)) return [{ sizePx: byWidth, letterSpacingPx: 0 }];
  return spacedSizes(line, metrics, byHeight);
}

/** Whether the sizes that width and height imply agree within what anti-aliased edges leave open. */
export function isConsistent(line: InkLine, metrics: TextMetrics): boolean {
  const { byWidth, byHeight } = impliedSizes(line, metrics);
  const tolerance = 0.03 + 0.7 / (line.extents.bottom - line.extents.top);
  return Math.abs(Math.log(byWidth / byHeight)) < tolerance;
}

/** The letter spacing that makes the line as wide as it is at `sizePx`; 0 for a single letter, and for letters that join. */
export function spacingAt(line: InkLine, metrics: TextMetrics, sizePx: number): number {
  const gaps = hasJoinedLetters(line.text) ? 0 : letterCount(line.text) - 1;
  const width = line.extents.right - line.extents.left;
  return gaps > 0 ? (width - inkWidth(metrics, sizePx)) / gaps : 0;
}

export function impliedSizes(
  line: InkLine,
  metrics: TextMetrics,
): { byWidth: number; byHeight: number } {
  const { left, right, top, bottom } = line.extents;
  return {
    byWidth: (TRIALS.measuredAtPx * (right - left)) / inkWidth(metrics, TRIALS.measuredAtPx),
    byHeight: (TRIALS.measuredAtPx * (bottom - top)) / inkHeight(metrics, TRIALS.measuredAtPx),
  };
}

/** Up to three likely sizes around the one the height implies. */
function spacedSizes(line: InkLine, metrics: TextMetrics, byHeight: number): Sizing[] {
  if (letterCount(line.text) < 2 || hasJoinedLetters(line.text))
    return [{ sizePx: byHeight, letterSpacingPx: 0 }];
  const step = byHeight < 20 ? 0.5 : 1;
  const middle = Math.round(byHeight / step) * step;
  return [middle, middle - step, middle + step]
    .filter((sizePx) => sizePx >= SIZES.minSize)
    .map((sizePx) => ({ sizePx, letterSpacingPx: spacingAt(line, metrics, sizePx) }))
    .filter(
      ({ sizePx, letterSpacingPx }) =>
        letterSpacingPx > SIZES.tightest * sizePx && letterSpacingPx < SIZES.widest * sizePx,
    );
}

/** A size a stylesheet may say, and how common such sizes are. */
export interface LikelySize {
  readonly sizePx: number;
  readonly prior: number;
}

/**
 * What stylesheets say near `sizePx`: whole pixels most, then steps of 0.05 rem and half pixels, then fluid sizes like
 * 18.37 px, which stand for themselves.
 */
export function likelySizes(sizePx: number): readonly LikelySize[] {
  const found = new Map<number, number>([[Math.round(sizePx * 100) / 100, 0.004]]);
  for (const [step, prior] of SIZE_STEPS)
    for (
      let multiple = Math.ceil((sizePx * 0.92) / step);
      multiple * step <= sizePx * 1.08;
      multiple++
    ) {
      const size = Math.round(multiple * step * 100) / 100;
      found.set(size, Math.max(found.get(size) ?? 0, prior));
    }
  return [...found].map(([size, prior]) => ({ sizePx: size, prior }));
}

/** Steps of common sizes, CSS px, and how common they are. */
const SIZE_STEPS: readonly (readonly [step: number, prior: number])[] = [
  [1, 1],
  [0.8, 0.25],
  [0.5, 0.1],
  [0.4, 0.03],
];
