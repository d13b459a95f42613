import type { Rgb } from "../base/color";
import type { InkDifference } from "./compareInk";
import type { TextBlock, TextStyle } from "../design/draft/draft";
import { CORRECTION, VARIANTS } from "./tuning";

/** How a text lies in the render to how the mockup has it. */
export interface TextEvidence {
  readonly ink: InkDifference | undefined;
  /** The mockup's strongest ink minus the render's. */
  readonly colorShift: Rgb | undefined;
}

/** What a variant is made from. */
export interface Evidence {
  /** Of each text that is corrected, in their order. */
  readonly texts: readonly TextEvidence[];
  readonly deviceScaleFactor: number;
  /** The page's styles, those with the most characters first. */
  readonly commonStyles: readonly TextStyle[];
}

/** A way to change texts that are corrected together. */
export interface TextVariant {
  /** The texts changed, or undefined when the evidence gives no reason to try. */
  readonly try: (
    texts: readonly TextBlock[],
    evidence: Evidence,
  ) => readonly TextBlock[] | undefined;
  /** It is kept when their error falls below this share of what it was. */
  readonly limit: number;
}

/** What is known of the one text that is corrected by itself. */
type OwnEvidence = TextEvidence & Omit<Evidence, "texts">;

type OneText = (block: TextBlock, evidence: OwnEvidence) => TextBlock | undefined;

/**
 * Corrections of a text by itself that are worth trying, the likely ones first: place and width from the measured shift, weight and
 * colour from the amount of ink, then small steps in each direction. Aligning comes again after what changes the width.
 */
export const TEXT_VARIANTS: readonly TextVariant[] = [
  align,
  align,
  adoptStyle(0),
  weighBy((ink) => (ink > 1 ? 100 : -100)),
  recolor,
  align,
  adoptStyle(1),
  resizeBy(1.01),
  resizeBy(0.99),
  weighBy((ink) => (ink > 1 ? 200 : -200)),
  nudge(0.25, 0),
  nudge(-0.25, 0),
  nudge(0, 1),
  nudge(0, -1),
  resizeBy(1.004),
  resizeBy(0.996),
  weighBy((ink) => (ink > 1 ? -100 : 100)),
  nudge(0.125, 0),
  nudge(-0.125, 0),
].map(ofOne);

function ofOne(change: OneText): TextVariant {
  return {
    try: ([block], { texts: [own], ...page }) => {
      const changed = block && own && change(block, { ...own, ...page });
      return changed && [changed];
    },
    limit: 1 - CORRECTION.minGain,
  };
}

function align(block: TextBlock, { ink, deviceScaleFactor }: OwnEvidence): TextBlock | undefined {
  if (!ink) return undefined;
  const longest = Math.max(...block.lines.map((line) => line.text.length));
  const width = Math.max(...block.lines.map((line) => line.advanceWidth));
  const stretch = (ink.rightDx - ink.leftDx) / deviceScaleFactor;
  const tooWide = Math.abs(stretch) * deviceScaleFactor >= VARIANTS.minStretch && longest > 3;
  if (tooWide && Math.abs(stretch) < VARIANTS.maxStretch * width) {
    const spaced = setStyle(block, {
      letterSpacingPx: round(block.style.letterSpacingPx + stretch / (longest - 1), 1000),
    });
    return move(spaced, ink.leftDx / deviceScaleFactor, ink.dy / deviceScaleFactor);
  }
  if (Math.abs(ink.dx) < VARIANTS.minShift && ink.dy === 0) return undefined;
  return move(block, ink.dx / deviceScaleFactor, ink.dy / deviceScaleFactor);
}

/** The page's style of that rank among those near in size: short texts are often measured a little off. */
function adoptStyle(rank: number): OneText {
  return (block, { commonStyles }) => {
    const adopted = similarStyles(block.style, commonStyles)[rank];
    return adopted && setStyle(block, adopted);
  };
}

/** The page's styles near in size but of another face, in the colour of `own`. */
export function similarStyles(own: TextStyle, styles: readonly TextStyle[]): TextStyle[] {
  const { color, underlined, italic } = own;
  return styles
    .filter(
      (style) =>
        Math.abs(style.sizePx / own.sizePx - 1) <= VARIANTS.similarSize && !isSameFace(style, own),
    )
    .map((style) => ({ ...style, color, underlined, italic }));
}

export function isSameFace(a: TextStyle, b: TextStyle): boolean {
  return a.family === b.family && a.weight === b.weight && Math.abs(a.sizePx - b.sizePx) < 0.05;
}

function weighBy(step: (inkRatio: number) => number): OneText {
  return (block, { ink }) => {
    if (!ink || Math.abs(ink.inkRatio - 1) < VARIANTS.minInkChange) return undefined;
    const weight = Math.min(900, Math.max(100, block.style.weight + step(ink.inkRatio)));
    return weight === block.style.weight ? undefined : setStyle(block, { weight });
  };
}

function recolor(block: TextBlock, { colorShift }: OwnEvidence): TextBlock | undefined {
  return colorShift && shiftColor(block, colorShift);
}

/** The text in a colour shifted by that much; undefined where nobody would see it. */
export function shiftColor(block: TextBlock, colorShift: Rgb): TextBlock | undefined {
  if (Math.max(...colorShift.map(Math.abs)) < VARIANTS.minColorChange) return undefined;
  const channel = (i: 0 | 1 | 2): number =>
    Math.min(255, Math.max(0, Math.round(block.style.color[i] + colorShift[i])));
  return setStyle(block, { color: [channel(0), channel(1), channel(2)] });
}

/** Another size, the pen where it was. */
function resizeBy(factor: number): OneText {
  return (block) => setStyle(block, { sizePx: round(block.style.sizePx * factor, 100) });
}

/** Steps in device px. */
function nudge(dx: number, dy: number): OneText {
  return (block, { deviceScaleFactor }) =>
    move(block, dx / deviceScaleFactor, dy / deviceScaleFactor);
}

export function setStyle(block: TextBlock, style: Partial<TextStyle>): TextBlock {
  return { ...block, style: { ...block.style, ...style } };
}

function move(block: TextBlock, dx: number, dy: number): TextBlock {
  return {
    ...block,
    nudged: true,
    lines: block.lines.map((line) => ({
      ...line,
      originX: line.originX + dx,
      baselineY: line.baselineY + dy,
    })),
  };
}

function round(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
