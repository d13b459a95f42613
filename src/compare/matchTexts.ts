import { bottom, right, type Rect, type Size } from "../base/geometry";
import type { TextLine } from "../inspect/inspection";
import type { RenderedTextLine } from "../render/renderer";
import { assign } from "./assignment";
import { mergeTexts, type MockupText, type RenderText, type TextBlock } from "./textBlock";
import { similarityTo } from "./textSimilarity";

export interface TextPair {
  readonly mockup: MockupText;
  readonly render: RenderText;
  /** 0.5–1. */
  readonly similarity: number;
}

export interface TextMatch {
  readonly pairs: readonly TextPair[];
  readonly missing: readonly MockupText[];
  readonly extra: readonly RenderText[];
}

/** Less alike than this is another text (Design2Code). */
const MIN_SIMILARITY = 0.5;
/** What a merge of neighbours must bring (Design2Code). */
const MIN_GAIN = 0.05;
/** Each round can double a block, and lines fall into few pieces. */
const MERGE_ROUNDS = 4;
/** How much of similarity a whole page of distance outweighs: it decides among equals only. */
const DISTANCE_WEIGHT = 0.05;

/**
 * Finds for each text of the mockup the render's: equal texts first, by nearness; the others by the best total
 * similarity, after neighbours were merged where one side has in one line what the other has in several.
 */
export function matchTexts(
  mockup: readonly MockupText[],
  render: readonly RenderText[],
  page: Size,
): TextMatch {
  const equal = pairEqual(mockup, render, page);
  const restOfMockup = mockup.filter((text) => !equal.some((pair) => pair.mockup === text));
  const restOfRender = render.filter((text) => !equal.some((pair) => pair.render === text));
  const merged = mergeNeighbours(restOfMockup, restOfRender);
  const alike = pairAlike(merged.mockup, merged.render, page);
  const pairs = [...equal, ...alike];
  return {
    pairs,
    missing: merged.mockup.filter((text) => !alike.some((pair) => pair.mockup === text)),
    extra: merged.render.filter((text) => !alike.some((pair) => pair.render === text)),
  };
}

/**
 * Texts that stand on both sides word for word. To take them out first loses nothing: two pairs with a changed text each
 * are never more alike than the equal pair and what is left.
 */
function pairEqual(
  mockup: readonly MockupText[],
  render: readonly RenderText[],
  page: Size,
): TextPair[] {
  const renderByKey = groupByKey(render);
  return [...groupByKey(mockup)].flatMap(([key, expected]) => {
    const actual = renderByKey.get(key) ?? [];
    if (actual.length === 0) return [];
    return pairsOf(
      expected,
      actual,
      (a, b) => distance(a.box, b.box, page),
      () => 1,
    );
  });
}

function pairAlike(
  mockup: readonly MockupText[],
  render: readonly RenderText[],
  page: Size,
): TextPair[] {
  const similarities = new Map<MockupText, Map<RenderText, number>>();
  for (const text of mockup) {
    const similarity = similarityTo(text.key);
    similarities.set(
      text,
      new Map(render.map((other) => [other, similarity(other.key, MIN_SIMILARITY)])),
    );
  }
  const similarityOf = (a: MockupText, b: RenderText): number => similarities.get(a)?.get(b) ?? 0;
  return pairsOf(
    mockup,
    render,
    (a, b) => DISTANCE_WEIGHT * distance(a.box, b.box, page) - similarityOf(a, b),
    similarityOf,
  ).filter((pair) => pair.similarity >= MIN_SIMILARITY);
}

function pairsOf(
  mockup: readonly MockupText[],
  render: readonly RenderText[],
  cost: (a: MockupText, b: RenderText) => number,
  similarity: (a: MockupText, b: RenderText) => number,
): TextPair[] {
  const columns = assign(mockup.map((a) => Float64Array.from(render, (b) => cost(a, b))));
  return mockup.flatMap((expected, row) => {
    const actual = render[columns[row] ?? -1];
    if (!actual) return [];
    return [{ mockup: expected, render: actual, similarity: similarity(expected, actual) }];
  });
}

function groupByKey<T extends TextBlock<unknown>>(texts: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const text of texts) {
    const group = groups.get(text.key);
    if (group) group.push(text);
    else groups.set(text.key, [text]);
  }
  return groups;
}

/** How far apart the middles are, as a share of the page, 0–1. */
function distance(a: Rect, b: Rect, page: Size): number {
  return Math.max(
    Math.abs(a.x + a.width / 2 - b.x - b.width / 2) / page.width,
    Math.abs(a.y + a.height / 2 - b.y - b.height / 2) / page.height,
  );
}

/** Merges on both sides in turn until nothing gains. */
function mergeNeighbours(
  mockup: readonly MockupText[],
  render: readonly RenderText[],
): { mockup: readonly MockupText[]; render: readonly RenderText[] } {
  let [expected, actual] = [mockup, render];
  for (let round = 0; round < MERGE_ROUNDS; round++) {
    const mergedMockup = mergeSide<TextLine>(expected, actual);
    const mergedRender = mergeSide<RenderedTextLine>(actual, mergedMockup);
    if (mergedMockup === expected && mergedRender === actual) break;
    [expected, actual] = [mergedMockup, mergedRender];
  }
  return { mockup: expected, render: actual };
}

/** `texts` with those neighbours merged that are together clearly more like one of `others` than each alone. */
function mergeSide<Line>(
  texts: readonly TextBlock<Line>[],
  others: readonly TextBlock<unknown>[],
): readonly TextBlock<Line>[] {
  if (texts.length < 2 || others.length === 0) return texts;
  const best = new Map(texts.map((text) => [text, bestSimilarity(text.key, others, 0)]));
  const merges = texts.flatMap((first) =>
    neighbours(first, texts).flatMap((second) => {
      const alone = Math.max(best.get(first) ?? 0, best.get(second) ?? 0);
      if (alone + MIN_GAIN >= 1) return [];
      const merged = mergeTexts(first, second);
      const floor = Math.max(MIN_SIMILARITY, alone + MIN_GAIN);
      const gain = bestSimilarity(merged.key, others, floor) - alone;
      return gain > MIN_GAIN ? [{ first, second, merged, gain }] : [];
    }),
  );
  if (merges.length === 0) return texts;
  const replaced = new Map<TextBlock<Line>, TextBlock<Line> | undefined>();
  for (const { first, second, merged } of merges.sort((a, b) => b.gain - a.gain)) {
    if (replaced.has(first) || replaced.has(second)) continue;
    replaced.set(first, merged).set(second, undefined);
  }
  return texts.flatMap((text) => (replaced.has(text) ? (replaced.get(text) ?? []) : text));
}

function bestSimilarity(key: string, others: readonly TextBlock<unknown>[], floor: number): number {
  const similarity = similarityTo(key);
  let best = 0;
  for (const other of others)
    best = Math.max(best, similarity(other.key, Math.max(best, floor, 0.1)));
  return best;
}

/** What follows a text: the next one on its row, and the next line of its paragraph. */
function neighbours<Line>(
  text: TextBlock<Line>,
  all: readonly TextBlock<Line>[],
): TextBlock<Line>[] {
  const { box } = text;
  const nearest = (candidates: readonly TextBlock<Line>[], gap: (other: Rect) => number) =>
    candidates.reduce<TextBlock<Line> | undefined>(
      (best, other) => (best && gap(best.box) <= gap(other.box) ? best : other),
      undefined,
    );
  const beside = nearest(
    all.filter((other) => isOnRow(box, other.box)),
    (other) => other.x - right(box),
  );
  const below = nearest(
    all.filter((other) => isNextLine(box, other.box)),
    (other) => other.y - bottom(box),
  );
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
