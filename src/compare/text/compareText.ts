import { area, contains, iou, type Rect, type Size } from "../../base/geometry";
import { ciede2000, toLab } from "../../image/ciede2000";
import type { TextScores } from "../comparison";
import { matchTexts, type TextMatch, type TextPair } from "./matchTexts";
import type { MockupText, RenderText } from "./comparedText";

export interface TextComparison {
  readonly match: TextMatch;
  readonly scores: TextScores;
  /** Stricter views on the same pairs, each 0–1. */
  readonly strict: StrictTextScores;
  /** How many of the mockup's unread texts the render has nothing written for. */
  readonly unwritten: number;
  /** Whether the mockup has any text that must be written: without, there is nothing to score. */
  readonly hasText: boolean;
}

export interface StrictTextScores {
  /** Mean of 1 − 4 × the shift, not below 0: a quarter of the page off is as good as missing. */
  readonly placement: number;
  /** Mean overlap of the ink boxes (intersection over union). */
  readonly overlap: number;
}

/** Places of the mockup (CSS px) where texts are counted in another way. */
export interface SpecialPlaces {
  /** Text that could not be read. What the render writes there is taken for it, whatever it says; where it writes nothing, a text is missing. */
  readonly unread?: readonly Rect[];
  /** Drawings, like charts, whose labels may be written or be part of a picture: none is missing there and none too many. */
  readonly drawings?: readonly Rect[];
}

/**
 * Design2Code's four scores (Si et al., arXiv 2403.03163, section 3) over matched texts. Block is the share of all ink
 * boxes' area, of both sides, that found a partner; Text the mean similarity; Position the mean of 1 − max(|dx|, |dy|)
 * of the middles, as shares of the mockup's page; Color the mean of 1 − CIEDE2000/100. All lengths CSS px.
 */
export function compareText(
  mockup: readonly MockupText[],
  render: readonly RenderText[],
  page: Size,
  { unread = [], drawings = [] }: SpecialPlaces = {},
): TextComparison {
  const all = matchTexts(mockup, render, page);
  const isOutside =
    (places: readonly Rect[]) =>
    ({ box }: { readonly box: Rect }): boolean =>
      !places.some((one) => isAt(one, box));
  const match = {
    ...all,
    missing: all.missing.filter(isOutside(drawings)),
    extra: all.extra.filter(isOutside([...unread, ...drawings])),
  };
  const unwritten = unread.filter((one) => !render.some(({ box }) => isAt(one, box)));
  const hasText = all.pairs.length + unread.length > 0 || mockup.some(isOutside(drawings));
  if (!hasText && match.extra.length === 0)
    return {
      match,
      unwritten: 0,
      hasText,
      scores: { block: 1, text: 1, position: 1, color: 1 },
      strict: { placement: 1, overlap: 1 },
    };
  const { pairs, missing, extra } = match;
  const matched = sum(pairs, (pair) => area(pair.mockup.box) + area(pair.render.box));
  const unmatched =
    sum([...missing, ...extra], (text) => area(text.box)) + sum(unwritten, (box) => area(box));
  return {
    match,
    unwritten: unwritten.length,
    hasText,
    scores: {
      block: matched > 0 ? matched / (matched + unmatched) : 0,
      text: mean(pairs, (pair) => pair.similarity),
      position: mean(pairs, (pair) => 1 - shiftOf(pair, page)),
      color: mean(pairs, colorSimilarity),
    },
    strict: {
      placement: mean(pairs, (pair) => Math.max(0, 1 - 4 * shiftOf(pair, page))),
      overlap: mean(pairs, (pair) => iou(pair.mockup.box, pair.render.box)),
    },
  };
}

/** Whether the middle of a text lies on a place. */
function isAt(place: Rect, { x, y, width, height }: Rect): boolean {
  return contains(place, { x: x + width / 2, y: y + height / 2, width: 0, height: 0 }, 2);
}

/** The larger of the two distances between the middles, as a share of the page, 0–1. */
function shiftOf({ mockup, render }: TextPair, page: Size): number {
  const dx = mockup.box.x + mockup.box.width / 2 - render.box.x - render.box.width / 2;
  const dy = mockup.box.y + mockup.box.height / 2 - render.box.y - render.box.height / 2;
  return Math.min(1, Math.max(Math.abs(dx) / page.width, Math.abs(dy) / page.height));
}

function colorSimilarity({ mockup, render }: TextPair): number {
  return Math.max(0, 1 - ciede2000(toLab(mockup.color), toLab(render.color)) / 100);
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

function mean<T>(items: readonly T[], value: (item: T) => number): number {
  return items.length === 0 ? 0 : sum(items, value) / items.length;
}
