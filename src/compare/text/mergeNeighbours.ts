import { bottom, right, type Rect } from "../../base/geometry";
import type { TextLine } from "../../inspect/inspection";
import type { RenderedTextLine } from "../../render/renderer";
import { subsequenceRatioTo } from "./commonSubsequence";
import { mergeTexts, type MockupText, type RenderText, type ComparedText } from "./comparedText";

/** What a merge must bring in likeness (Design2Code), and how like the whole must be then. */
const MIN_GAIN = 0.05;
const MIN_LIKENESS = 0.7;
/** Each round can double a block, and lines fall into few pieces. */
const MAX_ROUNDS = 4;

export interface MergedTexts {
  readonly mockup: readonly MockupText[];
  readonly render: readonly RenderText[];
  /** `likeness[i][j]` of mockup i and render j, 0–1: an upper bound of their similarity. */
  readonly likeness: readonly Float64Array[];
}

/**
 * Merges neighbours where one side has in one line what the other has in several: words beside each other that a reader
 * took for one line, the lines of a paragraph that wraps elsewhere. On both sides in turn, until nothing gains.
 */
export function mergeNeighbours(
  mockup: readonly MockupText[],
  render: readonly RenderText[],
): MergedTexts {
  let merged: MergedTexts = { mockup, render, likeness: likenessOf(mockup, render) };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = merged;
    const ofMockup = before.likeness.map((row) => Math.max(0, ...row));
    const newMockup = mergeSide<TextLine>(before.mockup, ofMockup, before.render);
    const ofRender = before.render.map((_, j) =>
      before.likeness.reduce((best, row) => Math.max(best, row[j] ?? 0), 0),
    );
    const newRender = mergeSide<RenderedTextLine>(before.render, ofRender, newMockup);
    if (newMockup === before.mockup && newRender === before.render) break;
    merged = {
      mockup: newMockup,
      render: newRender,
      likeness: likenessOf(newMockup, newRender),
    };
  }
  return merged;
}

function likenessOf(
  mockup: readonly MockupText[],
  render: readonly RenderText[],
): readonly Float64Array[] {
  return mockup.map((text) => {
    const ratio = subsequenceRatioTo(text.key);
    return Float64Array.from(render, (other) => ratio(other.key));
  });
}

/**
 * `texts` with those neighbours merged that are together clearly more like one of `others` than each alone. `alone[i]` is
 * the likeness of text i to what it is most like; the same array comes back when nothing was merged.
 */
function mergeSide<Line>(
  texts: readonly ComparedText<Line>[],
  alone: readonly number[],
  others: readonly ComparedText<unknown>[],
): readonly ComparedText<Line>[] {
  const best = new Map(texts.map((text, i) => [text, alone[i] ?? 0]));
  const merges = texts.flatMap((first) =>
    followers(first, texts).flatMap((second) => {
      const before = Math.max(best.get(first) ?? 0, best.get(second) ?? 0);
      const least = Math.max(MIN_LIKENESS, before + MIN_GAIN);
      if (least > 1) return [];
      const merged = mergeTexts(first, second);
      const after = bestLikeness(merged.key, others, least);
      return after < least ? [] : [{ first, second, merged, gain: after - before }];
    }),
  );
  if (merges.length === 0) return texts;
  const replaced = new Map<ComparedText<Line>, ComparedText<Line>[]>();
  for (const { first, second, merged } of merges.sort((a, b) => b.gain - a.gain)) {
    if (replaced.has(first) || replaced.has(second)) continue;
    replaced.set(first, [merged]).set(second, []);
  }
  return texts.flatMap((text) => replaced.get(text) ?? text);
}

/** The best likeness of `key` to one of `others`, or 0 when it is less than `least`. */
function bestLikeness(
  key: string,
  others: readonly ComparedText<unknown>[],
  least: number,
): number {
  const ratio = subsequenceRatioTo(key);
  let best = 0;
  for (const other of others) {
    const bound = (2 * Math.min(key.length, other.key.length)) / (key.length + other.key.length);
    if (bound >= least && bound > best) best = Math.max(best, ratio(other.key));
  }
  return best >= least ? best : 0;
}

/** What can follow a text: the next one on its row, and the next line of its paragraph. */
function followers<Line>(
  text: ComparedText<Line>,
  all: readonly ComparedText<Line>[],
): ComparedText<Line>[] {
  const { box } = text;
  let beside: ComparedText<Line> | undefined;
  let below: ComparedText<Line> | undefined;
  for (const other of all) {
    if (isOnRow(box, other.box) && (!beside || other.box.x < beside.box.x)) beside = other;
    if (isNextLine(box, other.box) && (!below || other.box.y < below.box.y)) below = other;
  }
  return [beside, below].filter((other) => other !== undefined);
}

function isOnRow(box: Rect, other: Rect): boolean {
  const overlap = Math.min(bottom(box), bottom(other)) - Math.max(box.y, other.y);
  return other.x >= right(box) - 1 && overlap >= 0.4 * Math.min(box.height, other.height);
}

function isNextLine(box: Rect, other: Rect): boolean {
  const gap = other.y - bottom(box);
  const overlap = Math.min(right(box), right(other)) - Math.max(box.x, other.x);
  return gap > -0.3 * box.height && gap < 1.5 * box.height && other.y > box.y && overlap > 0;
}
