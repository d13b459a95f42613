import type { Rect } from "../../../base/geometry";
import { inkColumns } from "../mend/inkColumns";

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
