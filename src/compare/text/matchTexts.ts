import { area, type Rect, type Size } from "../../base/geometry";
import { assign } from "./assignment";
import { mergeNeighbours } from "./mergeNeighbours";
import type { MockupText, RenderText, ComparedText } from "./comparedText";
import { textSimilarity } from "./textSimilarity";

export interface TextPair {
  readonly mockup: MockupText;
  readonly render: RenderText;
  /** 0.5–1. */
  readonly similarity: number;
}

export interface TextMatch {
  readonly pairs: readonly TextPair[];
  /** Doubtful readings are not missed: a scrap of a picture is easily read as letters. */
  readonly missing: readonly MockupText[];
  readonly extra: readonly RenderText[];
}

/** Less alike than this is another text (Design2Code). */
const MIN_SIMILARITY = 0.5;
/** Real text is read with more confidence than this (0.9 and more), and is higher than that (CSS px). */
const CERTAIN = { confidence: 0.8, height: 5 };
/** How many partners are looked at closely for each text: the likeliest by a cheap measure. */
const CANDIDATES = 12;
/** More texts of one side than this are not assigned at once: the time for it grows with the third power. */
const MOST_ASSIGNED = 500;
/** More unequal texts of one side than any page has; the largest are looked at. */
const MOST_COMPARED = 2000;
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
  const restOfMockup = without(mockup, equal, (pair) => pair.mockup);
  const restOfRender = without(render, equal, (pair) => pair.render);
  const [comparedMockup, smallMockup] = largest(restOfMockup);
  const [comparedRender, smallRender] = largest(restOfRender);
  const merged = mergeNeighbours(comparedMockup, comparedRender);
  const alike = pairAlike(merged.mockup, merged.render, merged.likeness, page);
  const pairs = [...equal, ...alike];
  return {
    pairs,
    missing: [...without(merged.mockup, alike, (pair) => pair.mockup), ...smallMockup].filter(
      isCertain,
    ),
    extra: [...without(merged.render, alike, (pair) => pair.render), ...smallRender],
  };
}

/** The {@link MOST_COMPARED} largest texts in their order, and the others. */
function largest<T extends ComparedText<unknown>>(
  texts: readonly T[],
): [readonly T[], readonly T[]] {
  if (texts.length <= MOST_COMPARED) return [texts, []];
  const bySize = [...texts].sort((a, b) => area(b.box) - area(a.box));
  const kept = new Set(bySize.slice(0, MOST_COMPARED));
  return [texts.filter((text) => kept.has(text)), texts.filter((text) => !kept.has(text))];
}

function isCertain({ lines, box }: MockupText): boolean {
  return (
    box.height >= CERTAIN.height && lines.every((line) => line.confidence >= CERTAIN.confidence)
  );
}

/** `texts` that are in none of the pairs. */
function without<T>(
  texts: readonly T[],
  pairs: readonly TextPair[],
  side: (pair: TextPair) => T,
): T[] {
  const paired = new Set(pairs.map(side));
  return texts.filter((text) => !paired.has(text));
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
    return inGroups(expected, actual).flatMap(([some, others]) =>
      pairsOf(
        some,
        others,
        (a, b) => distance(a.box, b.box, page),
        () => 1,
      ),
    );
  });
}

/** Both sides as they are, or cut into as many groups in reading order as keep each small. */
function inGroups<A extends ComparedText<unknown>, B extends ComparedText<unknown>>(
  first: readonly A[],
  second: readonly B[],
): (readonly [readonly A[], readonly B[]])[] {
  if (first.length === 0 || second.length === 0) return [];
  const count = Math.ceil(Math.max(first.length, second.length) / MOST_ASSIGNED);
  if (count === 1) return [[first, second]];
  const inOrder = <T extends ComparedText<unknown>>(texts: readonly T[]): T[] =>
    [...texts].sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x);
  const [sorted, others] = [inOrder(first), inOrder(second)];
  const part = <T>(texts: readonly T[], k: number): T[] =>
    texts.slice(
      Math.round((k * texts.length) / count),
      Math.round(((k + 1) * texts.length) / count),
    );
  return Array.from({ length: count }, (_, k) => [part(sorted, k), part(others, k)] as const);
}

function pairAlike(
  mockup: readonly MockupText[],
  render: readonly RenderText[],
  likeness: readonly Float64Array[],
  page: Size,
): TextPair[] {
  const similarities = mockup.map((text, row) =>
    likeliest(likeness[row] ?? []).map((column): readonly [RenderText, number] => {
      const other = render[column] as RenderText;
      return [other, textSimilarity(text.key, other.key)];
    }),
  );
  const known = new Map(mockup.map((text, row) => [text, new Map(similarities[row])]));
  const similarityOf = (a: MockupText, b: RenderText): number => known.get(a)?.get(b) ?? 0;
  const cost = (a: MockupText, b: RenderText): number =>
    DISTANCE_WEIGHT * distance(a.box, b.box, page) - similarityOf(a, b);
  const isSmall = Math.max(mockup.length, render.length) <= MOST_ASSIGNED;
  const pairs = isSmall
    ? pairsOf(mockup, render, cost, similarityOf)
    : bestFirst(mockup, (text) => [...(known.get(text)?.keys() ?? [])], cost, similarityOf);
  return pairs.filter((pair) => pair.similarity >= MIN_SIMILARITY);
}

/** Pairs by their cost, the cheapest first, each text once: nearly as good as the best assignment, and quick. */
function bestFirst(
  mockup: readonly MockupText[],
  candidatesOf: (text: MockupText) => readonly RenderText[],
  cost: (a: MockupText, b: RenderText) => number,
  similarity: (a: MockupText, b: RenderText) => number,
): TextPair[] {
  const taken = new Set<MockupText | RenderText>();
  return mockup
    .flatMap((text) =>
      candidatesOf(text).map((other) => ({ text, other, cost: cost(text, other) })),
    )
    .sort((a, b) => a.cost - b.cost)
    .flatMap(({ text, other }) => {
      if (taken.has(text) || taken.has(other)) return [];
      taken.add(text).add(other);
      return [{ mockup: text, render: other, similarity: similarity(text, other) }];
    });
}

/** The columns that may be similar enough, the likeliest first. */
function likeliest(likeness: ArrayLike<number>): number[] {
  return Array.from(likeness, (value, column) => ({ value, column }))
    .filter(({ value }) => value >= MIN_SIMILARITY)
    .sort((a, b) => b.value - a.value)
    .slice(0, CANDIDATES)
    .map(({ column }) => column);
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

function groupByKey<T extends ComparedText<unknown>>(texts: readonly T[]): Map<string, T[]> {
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
