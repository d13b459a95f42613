import type { Rgb } from "../base/color";
import type { InkDifference } from "./compareInk";
import type { TextBlock, TextStyle } from "../design/draft/draft";
import { VARIANTS } from "./tuning";

/** What a variant is made from: how the accepted block's render lies to the mockup, and the page's scale. */
export interface Evidence {
  readonly ink: InkDifference | undefined;
  /** The mockup's strongest ink minus the render's. */
  readonly colorShift: Rgb | undefined;
  readonly deviceScaleFactor: number;
  /** The page's styles, those with the most characters first. */
  readonly commonStyles: readonly TextStyle[];
}

/** A changed block, or undefined when the evidence gives no reason to try. */
export type TextVariant = (block: TextBlock, evidence: Evidence) => TextBlock | undefined;

/**
 * Corrections worth trying, the likely ones first: place and width from the measured shift, weight and colour from the
 * amount of ink, then small steps in each direction. Aligning comes again after what changes the width.
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
];

function align(block: TextBlock, { ink, deviceScaleFactor }: Evidence): TextBlock | undefined {
  if (!ink) return undefined;
  const longest = Math.max(...block.lines.map((line) => line.text.length));
  const width = Math.max(...block.lines.map((line) => line.advanceWidth));
  const stretch = (ink.rightDx - ink.leftDx) / deviceScaleFactor;
  const tooWide = Math.abs(stretch) * deviceScaleFactor >= VARIANTS.minStretch && longest > 3;
  if (tooWide && Math.abs(stretch) < 0.12 * width) {
    const spaced = setStyle(block, {
      letterSpacingPx: round(block.style.letterSpacingPx + stretch / (longest - 1), 1000),
    });
    return move(spaced, ink.leftDx / deviceScaleFactor, ink.dy / deviceScaleFactor);
  }
  if (Math.abs(ink.dx) < VARIANTS.minShift && ink.dy === 0) return undefined;
  return move(block, ink.dx / deviceScaleFactor, ink.dy / deviceScaleFactor);
}

/** The page's style of that rank among those near in size: short texts are often measured a little off. */
function adoptStyle(rank: number): TextVariant {
  return (block, { commonStyles }) => {
    const { color, underlined, italic, ...current } = block.style;
    const others = commonStyles.filter(
      (style) =>
        Math.abs(style.sizePx / current.sizePx - 1) <= VARIANTS.similarSize &&
        !isSameFace(style, block.style),
    );
    const adopted = others[rank];
    return adopted && setStyle(block, { ...adopted, color, underlined, italic });
  };
}

function isSameFace(a: TextStyle, b: TextStyle): boolean {
  return a.family === b.family && a.weight === b.weight && Math.abs(a.sizePx - b.sizePx) < 0.05;
}

function weighBy(step: (inkRatio: number) => number): TextVariant {
  return (block, { ink }) => {
    if (!ink || Math.abs(ink.inkRatio - 1) < VARIANTS.minInkChange) return undefined;
    const weight = Math.min(900, Math.max(100, block.style.weight + step(ink.inkRatio)));
    return weight === block.style.weight ? undefined : setStyle(block, { weight });
  };
}

function recolor(block: TextBlock, { colorShift }: Evidence): TextBlock | undefined {
  if (!colorShift || Math.max(...colorShift.map(Math.abs)) < VARIANTS.minColorChange)
    return undefined;
  const channel = (i: 0 | 1 | 2): number =>
    Math.min(255, Math.max(0, Math.round(block.style.color[i] + colorShift[i])));
  return setStyle(block, { color: [channel(0), channel(1), channel(2)] });
}

/** Another size, the pen where it was. */
function resizeBy(factor: number): TextVariant {
  return (block) => setStyle(block, { sizePx: round(block.style.sizePx * factor, 100) });
}

/** Steps in device px. */
function nudge(dx: number, dy: number): TextVariant {
  return (block, { deviceScaleFactor }) =>
    move(block, dx / deviceScaleFactor, dy / deviceScaleFactor);
}

function setStyle(block: TextBlock, style: Partial<TextStyle>): TextBlock {
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
