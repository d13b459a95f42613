import { groupBy } from "../../base/groupBy";
import type { Rect } from "../../base/geometry";
import { bottom, contains, right } from "../../base/geometry";
import { lineBoxRect } from "../layout/layoutNode";
import { coarseSpacing } from "./coarseSpacing";
import type { Draft, TextBlock } from "./draft";
import { characters, inkRect } from "./draft";
import { TYPE } from "./tuning";

/** Line heights a person would write, the usual ones first. */
const RATIOS: readonly number[] = [
  1.5, 1.6, 1.4, 1.2, 1.3, 1.25, 1.35, 1.45, 1.55, 1.7, 1.75, 1.8, 1.1, 1, 1.15, 1.65, 2,
];

/** Line heights of single lines where the page's is too much. */
const STEPS: readonly number[] = [1.4, 1.3, 1.2, 1.1, 1];

/** A draft whose text is set as a person would: few sizes, line heights as multiples of them. */
export interface SettledDraft {
  readonly draft: Draft;
  /** The line height most text has, as a multiple of its size. */
  readonly lineHeight: number;
}

/**
 * Settles what a picture leaves open. Sizes that differ by less than the measuring's error become one, on a whole,
 * half or rem-friendly pixel; line heights become multiples of the size. A single line shows no line height at all:
 * it gets the page's, or the largest usual one that keeps clear of what is above and below.
 */
export function settleType(draft: Draft): SettledDraft {
  const sizes = settleSizes(draft.blocks);
  const sized = draft.blocks.map((block) => ({
    ...block,
    style: {
      ...block.style,
      sizePx: sizes.get(block.style.sizePx) ?? block.style.sizePx,
      letterSpacingPx: settleSpacing(block),
    },
  }));
  const lineHeight = commonRatio(sized);
  const obstacles: Rect[] = [
    ...draft.boxes.map(({ box }) => box),
    ...draft.pictures.map(({ box }) => box),
    ...draft.dividers.map(({ box }) => box),
  ];
  const inks = sized.map(inkRect);
  const ratios = new Map<string, number>();
  for (const [key, group] of groupBy(sized, styleKey))
    ratios.set(key, groupRatio(group, lineHeight, { draft, obstacles, inks }));
  const setAll = (): TextBlock[] =>
    sized.map((block) => {
      const isSingle = block.lines.length === 1;
      const ratio = isSingle ? ratios.get(styleKey(block)) : pitchRatio(block, lineHeight);
      return setRatio(block, ratio ?? lineHeight);
    });
  let blocks = setAll();
  while (lowerColliding(blocks, ratios, draft.deviceScaleFactor)) blocks = setAll();
  return { draft: { ...draft, blocks }, lineHeight };
}

/** Measured sizes to settled ones: neighbours on the scale are one size, the one that most characters ask for. */
function settleSizes(blocks: readonly TextBlock[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const widest = new Map<number, number>();
  for (const block of blocks) {
    const { sizePx } = block.style;
    counts.set(sizePx, (counts.get(sizePx) ?? 0) + characters(block));
    const width = Math.max(...block.lines.map(({ advanceWidth }) => advanceWidth));
    widest.set(sizePx, Math.max(widest.get(sizePx) ?? 0, width));
  }
  const settled = new Map<number, number>();
  const left = new Set(counts.keys());
  for (const [size] of [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    if (!left.has(size)) continue;
    const members = [...left].filter((other) => Math.abs(other - size) <= TYPE.sameSizePx);
    const target = niceSize(size, widest.get(size) ?? 0);
    for (const member of members) {
      settled.set(member, target);
      left.delete(member);
    }
  }
  return settled;
}

/**
 * The nearest of whole, half and 0.8 px (which are short in rem: 13.6px is 0.85rem); a rounder one that is nearly as near before it, as
 * long as no line of that size ends elsewhere by it than it was measured to.
 */
function niceSize(sizePx: number, widestPx: number): number {
  const steps = [1, 0.5, 0.8].map((step) => Math.round(sizePx / step) * step);
  const off = (value: number): number => Math.abs(value - sizePx);
  const slack = Math.min(
    TYPE.rounderPx,
    widestPx > 0 ? (TYPE.endPx * sizePx) / widestPx : Infinity,
  );
  const best = steps.reduce((a, b) => (off(b) < off(a) - slack ? b : a));
  return Math.round(best * 100) / 100;
}

/** Letter spacing as coarse as it may be: what moves a line's end by less than a pixel is an error of the face. */
function settleSpacing({ style, lines }: TextBlock): number {
  const longest = Math.max(...lines.map(({ text }) => text.length));
  const em = style.letterSpacingPx / style.sizePx;
  const isSeen = (spacing: number): boolean => Math.abs(spacing - em) * style.sizePx * longest >= 1;
  return isSeen(0) ? coarseSpacing(em, TYPE.spacingStepsEm, isSeen) * style.sizePx : 0;
}

/** The ratio that most characters of paragraphs have; without paragraphs the usual one. */
function commonRatio(blocks: readonly TextBlock[]): number {
  const votes = new Map<number, number>();
  for (const block of blocks)
    if (block.lines.length > 1) {
      const ratio = pitchRatio(block, undefined);
      votes.set(ratio, (votes.get(ratio) ?? 0) + characters(block));
    }
  const [best] = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return best && best[0] >= 1.3 ? best[0] : 1.5;
}

/** The pitch of a paragraph over its size: as a person would write it if its baselines allow that, else as it is. */
function pitchRatio({ lines, lineHeightPx, style }: TextBlock, wish: number | undefined): number {
  const off = (ratio: number): number =>
    Math.abs(ratio * style.sizePx - lineHeightPx) * (lines.length - 1);
  const exact = Math.round((lineHeightPx / style.sizePx) * 1000) / 1000;
  const known = wish === undefined ? RATIOS : [wish, ...RATIOS];
  return known.find((ratio) => off(ratio) <= 0.26) ?? exact;
}

/** Lowers the line heights of single lines that reach into each other's; false when none do, or none can be lower. */
function lowerColliding(
  blocks: readonly TextBlock[],
  ratios: Map<string, number>,
  deviceScaleFactor: number,
): boolean {
  const lines = blocks.map((block) => ({ block, rect: lineBoxRect(block, deviceScaleFactor) }));
  lines.sort((a, b) => a.rect.y - b.rect.y);
  const colliding = new Set<string>();
  lines.forEach((upper, index) => {
    for (let k = index + 1; k < lines.length; k++) {
      const lower = lines[k] as (typeof lines)[number];
      if (lower.rect.y > bottom(upper.rect) - TYPE.overlapPx) break;
      const beside = right(lower.rect) <= upper.rect.x + 1 || lower.rect.x >= right(upper.rect) - 1;
      // What stands on one baseline overlaps for other reasons.
      const isBelow = inkRect(lower.block).y >= bottom(inkRect(upper.block)) - 2;
      if (beside || !isBelow) continue;
      const loosest = [upper, lower]
        .filter(({ block }) => block.lines.length === 1)
        .sort((a, b) => slack(b.block) - slack(a.block))[0];
      if (loosest) colliding.add(styleKey(loosest.block));
    }
  });
  let changed = false;
  for (const key of colliding) {
    const next = STEPS.find((ratio) => ratio < (ratios.get(key) ?? 0) - 0.001);
    if (next === undefined) continue;
    ratios.set(key, next);
    changed = true;
  }
  return changed;
}

/** What a line box has beyond the letters, in px. */
function slack({ lineHeightPx, style }: TextBlock): number {
  return lineHeightPx - style.sizePx;
}

interface Surroundings {
  readonly draft: Draft;
  readonly obstacles: readonly Rect[];
  readonly inks: readonly Rect[];
}

/** The page's line height where all lines of one style have room for it, else the largest usual one below that fits. */
function groupRatio(group: readonly TextBlock[], wish: number, around: Surroundings): number {
  const singles = group.filter((block) => block.lines.length === 1);
  const candidates = [wish, ...STEPS.filter((ratio) => ratio < wish)];
  const fits = (ratio: number): boolean =>
    singles.every((block) => hasRoom(setRatio(block, ratio), around));
  return candidates.find(fits) ?? 1;
}

function hasRoom(block: TextBlock, { draft, obstacles, inks }: Surroundings): boolean {
  const ink = inkRect(block);
  const line = lineBoxRect(block, draft.deviceScaleFactor);
  if (bottom(line) > draft.size.height + TYPE.overlapPx || line.y < -TYPE.overlapPx) return false;
  const above = Math.max(0, ink.y - line.y - TYPE.overlapPx);
  const below = Math.max(0, bottom(line) - bottom(ink) - TYPE.overlapPx);
  const intrudes = (other: Rect): boolean => {
    if (right(other) <= ink.x || other.x >= right(ink)) return false;
    const upper = other.y >= bottom(ink) ? other.y - bottom(ink) < below : false;
    const lower = bottom(other) <= ink.y ? ink.y - bottom(other) < above : false;
    return upper || lower;
  };
  const leavesBox = (box: Rect): boolean =>
    contains(box, ink, 1) && (ink.y - box.y < above || bottom(box) - bottom(ink) < below);
  // Letters of the neighbours need a part of their own line box besides their ink.
  const padded = (rect: Rect): Rect => ({
    ...rect,
    y: rect.y - 0.15 * rect.height,
    height: 1.3 * rect.height,
  });
  return (
    !obstacles.some((box) => leavesBox(box) || intrudes(box)) &&
    !inks.some((other) => other !== ink && !isSame(other, ink) && intrudes(padded(other)))
  );
}

function isSame(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function setRatio(block: TextBlock, ratio: number): TextBlock {
  return { ...block, lineHeightPx: ratio * block.style.sizePx };
}

function styleKey({ style }: TextBlock): string {
  return `${style.family} ${style.sizePx} ${style.weight}`;
}
