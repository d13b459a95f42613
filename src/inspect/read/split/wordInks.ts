import type { Rect } from "../../../base/geometry";
import { inkColumns, mostColumns } from "../mend/inkColumns";

/** So many pieces of ink more than a word has letters are a torn letter; more are another word's. */
const MOST_TORN = 1;

/**
 * The glyphs of each word, as {@link wordInks} cuts them. Empty where a word has fewer letters than its ink has pieces: a reader has lost a
 * space, and what it says of one word stands in the place of another.
 */
export function matchWords(glyphs: readonly Rect[], words: readonly string[]): Rect[][] {
  const inks = wordInks(glyphs, words.length);
  const isTooMuch = (ink: readonly Rect[], word: string): boolean =>
    inkColumns(ink).length > mostColumns(word) + MOST_TORN;
  return inks.some((ink, i) => isTooMuch(ink, words[i] ?? "")) ? [] : inks;
}

/**
 * The glyphs of each of `count` words: the line is cut at its `count - 1` widest gaps. Empty when those are not clearly
 * wider than the gaps inside the words.
 */
export function wordInks(glyphs: readonly Rect[], count: number): Rect[][] {
  const columns = inkColumns(glyphs);
  const gaps = columns
    .slice(1)
    .map((column, i) => ({ at: column.left, width: column.left - (columns[i]?.right ?? 0) }))
    .sort((a, b) => b.width - a.width);
  const cuts = gaps.slice(0, count - 1);
  const narrowestCut = cuts.at(-1)?.width ?? 0;
  const widestInside = gaps[count - 1]?.width ?? 0;
  if (cuts.length < count - 1 || narrowestCut <= widestInside) return [];
  const starts = [-Infinity, ...cuts.map((cut) => cut.at).sort((a, b) => a - b)];
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? Infinity;
    return glyphs.filter((glyph) => glyph.x >= start && glyph.x < end);
  });
}
