/** A character of one text and the one of the other that stands in its place; empty where that has none. */
export type AlignedPair = readonly [a: string, b: string];

/** A character for another one costs less than leaving out both; a space for a letter does not, so that words stay apart. */
const COST = { change: 1.5, gap: 1, spaceForLetter: 2.5 };

/**
 * Two readings of the same ink beside each other, so that as few characters as possible differ (Levenshtein's distance, traced back).
 * Time and memory grow with the product of the lengths, which are those of lines.
 */
export function alignTexts(a: string, b: string): AlignedPair[] {
  const [from, to] = [[...a], [...b]];
  const width = to.length + 1;
  const costs = new Float64Array((from.length + 1) * width);
  const costAt = (i: number, j: number): number => costs[i * width + j] as number;
  for (let i = 0; i <= from.length; i++)
    for (let j = 0; j <= to.length; j++) {
      if (i === 0 || j === 0) costs[i * width + j] = COST.gap * (i + j);
      else
        costs[i * width + j] = Math.min(
          costAt(i - 1, j - 1) + changeCost(from[i - 1], to[j - 1]),
          costAt(i - 1, j) + COST.gap,
          costAt(i, j - 1) + COST.gap,
        );
    }
  const pairs: AlignedPair[] = [];
  let [i, j] = [from.length, to.length];
  while (i > 0 || j > 0) {
    const [one = "", other = ""] = [from[i - 1], to[j - 1]];
    const isPair = i > 0 && j > 0 && costAt(i, j) === costAt(i - 1, j - 1) + changeCost(one, other);
    const isLeftOut = !isPair && i > 0 && costAt(i, j) === costAt(i - 1, j) + COST.gap;
    pairs.push(isPair ? [one, other] : isLeftOut ? [one, ""] : ["", other]);
    if (isPair || isLeftOut) i--;
    if (!isLeftOut) j--;
  }
  return pairs.reverse();
}

function changeCost(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  return a === " " || b === " " ? COST.spaceForLetter : COST.change;
}

/** Which share of the longer text's characters, spaces apart, both have in the same order, 0–1. */
export function sharedPart(a: string, b: string): number {
  const [from, to] = [a, b].map((text) => text.replace(/\s/g, "")) as [string, string];
  const pairs = alignTexts(from, to);
  const shared = pairs.filter(([mine, theirs]) => mine === theirs).length;
  return shared / Math.max(1, [...from].length, [...to].length);
}

/** The part of `other` that stands where the words [from, to) of `text` do. */
export function wordsOf(other: string, text: string, from: number, to: number): string {
  let word = 0;
  let part = "";
  for (const [mine, theirs] of alignTexts(text, other)) {
    if (mine === " ") word++;
    if (word >= from && word < to && !(mine === " " && word === from)) part += theirs;
  }
  return part.trim();
}

/** `other` with the signs (no letters) of `text` that its reader cannot know, for whatever it made of them. */
export function withUnknown(
  other: string,
  text: string,
  knows: (character: string) => boolean,
): string {
  const isUnknown = (character: string): boolean =>
    character !== "" && !/[\p{L}\s]/u.test(character) && !knows(character);
  if (![...text].some(isUnknown)) return other;
  return alignTexts(text, other)
    .map(([mine, theirs]) => (isUnknown(mine) ? mine : theirs))
    .join("")
    .trim();
}
