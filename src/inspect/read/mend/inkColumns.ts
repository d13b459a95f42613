import type { Rect } from "../../../base/geometry";
import { median } from "../../../base/median";

/** From where to where ink is. Device px. */
interface Column {
  readonly left: number;
  readonly right: number;
}

/** Where ink is, left to right, blobs above each other ("i", ":") as one. */
export function inkColumns(glyphs: readonly Rect[]): Column[] {
  const columns: { left: number; right: number }[] = [];
  for (const glyph of [...glyphs].sort((a, b) => a.x - b.x)) {
    const last = columns.at(-1);
    const end = glyph.x + glyph.width;
    const shared = last ? last.right - glyph.x : 0;
    if (last && shared > 0 && shared >= 0.5 * Math.min(glyph.width, last.right - last.left))
      last.right = Math.max(last.right, end);
    else columns.push({ left: glyph.x, right: end });
  }
  return columns;
}

/** How many pieces beside each other a text is drawn in at most: letters may touch, but few are in two pieces. */
export function mostColumns(text: string): number {
  const doubles = text.match(/["“”„«»%‰…]/g) ?? [];
  const scattered =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu) ?? [];
  return text.replace(/\s/g, "").length + 2 * (doubles.length + scattered.length);
}

/** How far apart neighbours are, px. */
export function gapsBetween(columns: readonly Column[]): number[] {
  return columns.slice(1).map(({ left }, i) => left - (columns[i]?.right ?? left));
}

/** Gaps between letters in shares of the ink's height: the usual one, and from where on a line is letter-spaced. */
const GAP = { usual: 0.12, spaced: 0.25 };
/** Fewer letters tell nothing: half of their gaps may be spaces. */
const LEAST_LETTERS = 5;

/**
 * How much wider the gaps of a letter-spaced line are than those of another, in the glyphs' unit; 0 for lines that are not
 * letter-spaced. `heightPx` is the height of the line's ink.
 */
export function findLetterSpacing(glyphs: readonly Rect[], heightPx: number): number {
  const columns = inkColumns(glyphs);
  if (columns.length < LEAST_LETTERS) return 0;
  const usual = median(gapsBetween(columns));
  return usual < GAP.spaced * heightPx ? 0 : usual - GAP.usual * heightPx;
}
