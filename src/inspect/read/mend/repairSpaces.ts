import type { Rect } from "../../../base/geometry";
import { findLetterSpacing, gapsBetween, inkColumns } from "./inkColumns";

/** Shares of the ink height: a space that is narrower is none; a gap that is wider holds one. */
const CLOSED_GAP = 0.16;
const OPEN_GAP = 0.42;
/** Between spaced letters a reader sees spaces anywhere: the gap alone decides. */
const SPACED_GAP = 0.3;
/** Hardly any two letters of a word stand so far apart. */
const WIDE_GAP = 0.3;
/**
 * A gap of this share, so many px, and as many times the usual one may hold a space. Between the letters of known texts 217 of 218 spaces
 * were so wide and 6 of 1750 other gaps; between a digit and a letter all 21 spaces were, and none of 13 others.
 */
const LIKELY_GAP = { share: 0.2, px: 3, times: 2 };

/**
 * `text` with its spaces where the ink has gaps, beyond those of letter spacing. Works only where each character is one column of ink
 * (no touching letters); any other line is returned as it is. Between a digit and a letter ("36 g", "1of") no reader knows by
 * the sense, so that a likely gap is enough.
 *
 * @param glyphs The blobs of ink, in any order, device px; `heightPx` the height of the line's ink.
 */
export function repairSpaces(text: string, glyphs: readonly Rect[], heightPx: number): string {
  return space(text, glyphs, heightPx, (before, after) => isMixed(before, after));
}

/** The same with a space in every gap that may hold one. */
export function withLikelySpaces(text: string, glyphs: readonly Rect[], heightPx: number): string {
  return space(text, glyphs, heightPx, () => true);
}

/**
 * Whether the ink has more wide gaps than the text has spaces, letters that touch or not: then two words were read as one, or a
 * letter as a digit of the number before it ("1.51" for "1.5 l"). Of 1693 known texts the ink of 5 had.
 */
export function lacksSpace(text: string, glyphs: readonly Rect[], heightPx: number): boolean {
  if (findLetterSpacing(glyphs, heightPx) > 0) return false;
  const wide = gapsBetween(inkColumns(glyphs)).filter(
    (gap) => gap >= LIKELY_GAP.px && gap >= WIDE_GAP * heightPx,
  );
  return wide.length > text.split(" ").length - 1;
}

function space(
  text: string,
  glyphs: readonly Rect[],
  heightPx: number,
  isLikelyEnough: (before: string, after: string) => boolean,
): string {
  const columns = inkColumns(glyphs);
  const characters = [...text].filter((character) => character !== " ");
  // Two columns each: then the count says nothing.
  if (characters.length !== columns.length || /["“”%…]/.test(text)) return text;
  const spacing = findLetterSpacing(glyphs, heightPx);
  const gaps = gapsBetween(columns);
  const usual = usualGap(gaps);
  const hadSpace = spacesBefore(text);
  const isSpace = (i: number): boolean => {
    const gap = gaps[i - 1] as number;
    const share = (gap - spacing) / heightPx;
    if (spacing > 0) return share >= SPACED_GAP;
    if (hadSpace[i]) return share >= CLOSED_GAP;
    const isLikely =
      share >= LIKELY_GAP.share && gap >= LIKELY_GAP.px && gap >= LIKELY_GAP.times * usual;
    return (
      share >= OPEN_GAP ||
      (isLikely && isLikelyEnough(characters[i - 1] as string, characters[i] as string))
    );
  };
  return characters
    .map((character, i) => (i > 0 && isSpace(i) ? ` ${character}` : character))
    .join("");
}

/** That of letters rather than words: two thirds are at least so wide; at least a pixel, and a single gap tells nothing. */
function usualGap(gaps: readonly number[]): number {
  if (gaps.length < 2) return 1;
  const sorted = [...gaps].sort((a, b) => a - b);
  return Math.max(1, sorted[Math.floor((sorted.length - 1) / 3)] ?? 1);
}

function isMixed(before: string, after: string): boolean {
  const isDigit = (character: string): boolean => /\p{N}/u.test(character);
  const isLetter = (character: string): boolean => /\p{L}/u.test(character);
  return (isDigit(before) && isLetter(after)) || (isLetter(before) && isDigit(after));
}

function spacesBefore(text: string): boolean[] {
  const flags: boolean[] = [];
  let space = false;
  for (const character of text) {
    if (character === " ") space = true;
    else {
      flags.push(space);
      space = false;
    }
  }
  return flags;
}
