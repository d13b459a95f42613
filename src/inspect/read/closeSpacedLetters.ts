import type { Rect } from "../../base/geometry";
import { inkColumns } from "./repairText";

/** The share of single letters among the words of a text from which on it is letter-spaced. */
const SPACED = 0.6;
/** A gap this many times as wide as the usual one between spaced letters is a space. */
const WORD_GAP = 1.6;

/**
 * "FOLLOWERS" for "F O L L O W E R S": a reader takes wide letter spacing for spaces. Where the words are single letters for the most
 * part and each letter is one column of ink, only gaps that are clearly wider than the others are spaces; any other text is
 * returned as it is, and so is one whose gaps are not all alike and yet none stands out.
 *
 * @param glyphs The blobs of ink, in any order.
 */
export function closeSpacedLetters(text: string, glyphs: readonly Rect[]): string {
  const words = text.split(" ");
  const singles = words.filter((word) => /^[\p{Lu}\p{N}]$/u.test(word)).length;
  if (words.length < 3 || singles < SPACED * words.length) return text;
  const characters = [...text].filter((character) => character !== " ");
  const columns = inkColumns(glyphs);
  if (columns.length !== characters.length) return text;
  const gaps = columns.slice(1).map(({ left }, i) => left - (columns[i]?.right ?? 0));
  const usual = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
  return characters
    .map((character, i) => {
      const isSpace = i > 0 && (gaps[i - 1] ?? 0) > WORD_GAP * usual;
      return isSpace ? ` ${character}` : character;
    })
    .join("");
}
