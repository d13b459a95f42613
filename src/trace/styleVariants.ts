import type { Rgb } from "../base/color";
import { coarseSpacing } from "../design/draft/coarseSpacing";
import type { TextBlock, TextStyle } from "../design/draft/draft";
import { CORRECTION, VARIANTS } from "./tuning";
import type { Evidence, TextVariant } from "./textVariants";
import { isSameFace, setStyle, shiftColor, similarStyles } from "./textVariants";

/** Texts of one style, changed alike. */
type ManyTexts = TextVariant["try"];

const MUST_GAIN = 1 - CORRECTION.minGain;

/**
 * Corrections of a style that are worth trying. They are read from all texts that share it, since what is measured of one alone
 * is as much its place as its style. Another style of the page is taken where it looks as good: one style less is simpler
 * code.
 */
export const STYLE_VARIANTS: readonly TextVariant[] = [
  { try: adoptStyle(0), limit: CORRECTION.simplerLimit },
  { try: space, limit: MUST_GAIN },
  { try: adoptSize, limit: CORRECTION.simplerLimit },
  { try: weighBy((ink) => (ink > 1 ? 100 : -100)), limit: MUST_GAIN },
  { try: space, limit: MUST_GAIN },
  { try: recolor, limit: MUST_GAIN },
  { try: resizeTo(nextSize), limit: CORRECTION.sizeLimit },
  { try: resizeTo(previousSize), limit: CORRECTION.sizeLimit },
  { try: adoptStyle(1), limit: CORRECTION.simplerLimit },
  { try: weighBy((ink) => (ink > 1 ? 200 : -200)), limit: MUST_GAIN },
  { try: space, limit: MUST_GAIN },
];

/** Corrections of a text that shares its style with others: only what gains much is worth a rule of its own. */
export const OWN_VARIANTS: readonly TextVariant[] = [{ try: space, limit: CORRECTION.ownLimit }];

/** Letter spacing from how much wider or narrower the texts are together. */
function space(texts: readonly TextBlock[], evidence: Evidence): readonly TextBlock[] | undefined {
  const first = texts[0];
  const spacing = first && spacingAt(first.style.sizePx, texts, evidence);
  if (!spacing) return undefined;
  const changePx = Math.abs(spacing.px - first.style.letterSpacingPx);
  if (changePx * spacing.longest * evidence.deviceScaleFactor < VARIANTS.minStretch)
    return undefined;
  return texts.map((block) => setStyle(block, { letterSpacingPx: spacing.px }));
}

/**
 * The letter spacing by which the texts would be as wide as the mockup has them in another size (CSS px), and how many characters the
 * longest has; undefined where they are too short to tell.
 */
function spacingAt(
  sizePx: number,
  texts: readonly TextBlock[],
  { texts: evidence, deviceScaleFactor }: Evidence,
): { readonly px: number; readonly longest: number } | undefined {
  let [missing, gaps, longest] = [0, 0, 0];
  for (const [index, { lines, style }] of texts.entries()) {
    const ink = evidence[index]?.ink;
    const length = Math.max(...lines.map((line) => line.text.length));
    const width = Math.max(...lines.map((line) => line.advanceWidth));
    const stretch = ink && (ink.rightDx - ink.leftDx) / deviceScaleFactor;
    const isAnother = Math.abs(stretch ?? 0) > VARIANTS.maxStretch * width;
    if (stretch === undefined || length <= 3 || isAnother) continue;
    const unspaced = width - stretch - style.letterSpacingPx * (length - 1);
    missing += width - (unspaced * sizePx) / style.sizePx;
    gaps += length - 1;
    longest = Math.max(longest, length);
  }
  if (gaps === 0) return undefined;
  const wanted = missing / gaps / sizePx;
  // Coarse steps are easier to read; where they would be seen at the end of the longest line, finer ones.
  const isSeen = (em: number): boolean =>
    Math.abs(wanted - em) * sizePx * longest * deviceScaleFactor > 0.5;
  return { px: coarseSpacing(wanted, VARIANTS.spacingStepsEm, isSeen) * sizePx, longest };
}

/** A more usual style of the page: a rarer one would only be another's mistake. */
function adoptStyle(rank: number): ManyTexts {
  return (texts, evidence) => {
    const own = texts[0]?.style;
    const adopted = own && moreUsual(own, evidence)[rank];
    return adopted && texts.map((block) => setStyle(block, adopted));
  };
}

function moreUsual(own: TextStyle, { commonStyles }: Evidence): TextStyle[] {
  const at = commonStyles.findIndex((style) => isSameFace(style, own));
  return similarStyles(own, at < 0 ? commonStyles : commonStyles.slice(0, at));
}

/** The size of a more usual style of the same face, in which the texts are set as wide as they are. */
function adoptSize(
  texts: readonly TextBlock[],
  evidence: Evidence,
): readonly TextBlock[] | undefined {
  const own = texts[0]?.style;
  const usual = own && moreUsual(own, evidence).find((style) => isSameCut(style, own));
  return usual && resized(texts, usual.sizePx, evidence);
}

const isSameCut = (a: TextStyle, b: TextStyle): boolean =>
  a.family === b.family && a.weight === b.weight;

function weighBy(step: (inkRatio: number) => number): ManyTexts {
  return (texts, evidence) => {
    const ink = meanInk(evidence);
    const weight = texts[0]?.style.weight;
    if (weight === undefined || ink === undefined || Math.abs(ink - 1) < VARIANTS.minInkChange)
      return undefined;
    const changed = Math.min(900, Math.max(100, weight + step(ink)));
    return changed === weight
      ? undefined
      : texts.map((block) => setStyle(block, { weight: changed }));
  };
}

/** The mockup's amount of ink over the render's, over all texts that show some. */
export function meanInk({ texts }: Evidence): number | undefined {
  return mean(texts.flatMap(({ ink }) => (ink ? [ink.inkRatio] : [])));
}

function recolor(
  texts: readonly TextBlock[],
  { texts: evidence }: Evidence,
): readonly TextBlock[] | undefined {
  const shifts = evidence.flatMap(({ colorShift }) => (colorShift ? [colorShift] : []));
  if (shifts.length === 0) return undefined;
  const channel = (i: 0 | 1 | 2): number => mean(shifts.map((one) => one[i])) ?? 0;
  const shift: Rgb = [channel(0), channel(1), channel(2)];
  const changed = texts.map((block) => shiftColor(block, shift));
  return changed.every((block) => block !== undefined) ? changed : undefined;
}

function resizeTo(pick: (style: TextStyle) => number): ManyTexts {
  return (texts, evidence) => {
    const own = texts[0]?.style;
    return own && resized(texts, pick(own), evidence);
  };
}

/** The texts in another size, as wide as the mockup has them: how large letters are is told by their height and their strokes. */
function resized(
  texts: readonly TextBlock[],
  sizePx: number,
  evidence: Evidence,
): readonly TextBlock[] {
  const spacing = spacingAt(sizePx, texts, evidence);
  const own = spacing && { letterSpacingPx: spacing.px };
  return texts.map((block) => setStyle(block, { sizePx, ...own }));
}

/** The next larger of whole, half and 0.8 px, as sizes are written (0.85rem is 13.6px). */
function nextSize({ sizePx }: TextStyle): number {
  return tidy(
    Math.min(...STEPS.map((step) => step * Math.floor((sizePx + LEAST_STEP_PX) / step + 1))),
  );
}

function previousSize({ sizePx }: TextStyle): number {
  return tidy(
    Math.max(...STEPS.map((step) => step * Math.ceil((sizePx - LEAST_STEP_PX) / step - 1))),
  );
}

const tidy = (sizePx: number): number => Math.round(sizePx * 10) / 10;

const STEPS = [0.5, 0.8];
/** Sizes that differ by less look the same (CSS px). */
const LEAST_STEP_PX = 0.15;

function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
