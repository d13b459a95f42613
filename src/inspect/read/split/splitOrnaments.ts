import { boundingRect, right, type Rect } from "../../../base/geometry";
import type { ReadLine } from "../readLine";
import type { LineCandidate } from "../../segment/segmentation";
import { findLetterSpacing } from "../mend/inkColumns";
import { wordsOf } from "../weigh/alignTexts";
import { takeWords } from "./takeWords";
import { matchWords } from "./wordInks";

/** A line without the ornaments at its ends. */
export interface PlainLine {
  readonly line: ReadLine;
  /** Icons, carets and separators that stood before or after the text. */
  readonly ornaments: readonly LineCandidate[];
}

/** Gaps in shares of the line's height, letter spacing taken off: a space between words is about 0.4, an icon stands further off. */
const ICON_GAP = 0.6;
const SEPARATOR_GAP = 0.25;
/** What a reader took for a sign needs only the gap of a space. */
const SIGN_GAP = 0.15;

/** What icons are read as when they stand before a text; real words of two letters are closer to the next one. */
const ICON = /^[^\p{N}]{1,2}$/u;
/** What carets, chevrons and separators are read as. */
const SEPARATOR = /^(?:[~=<>*¥°_/\\]|[>~=-]{2})$/;

/** Signs that stand beside texts rather than in them. */
const SIGN = /^[▲▼△▽►◄◀▶]$/u;
const LETTER = /^\p{L}$/u;
/** What nobody reads as a word; signs of amounts and names belong to what follows, and "|" is an "I". */
const NO_WORD = /^[^\p{L}\p{N}$€£¥@#&%|]+$/u;

/** Takes off a first or last "word" that is an icon or a separator next to the text rather than part of it. */
export function splitOrnaments(line: ReadLine): PlainLine {
  // Where the reading put forward passed over an ornament, another one has it as a word more.
  const passedOver = (text: string): boolean => {
    const count = text.split(" ").length;
    return [0, count - 1].some((at) => wordsOf(line.text, text, at, at + 1) === "");
  };
  const fuller = line.others
    .filter(passedOver)
    .map((text) => ({ ...line, text, others: [line.text, ...line.others] }));
  for (const version of [line, ...fuller]) {
    const plain = splitEnds(version);
    if (plain.ornaments.length > 0) return plain;
  }
  return { line, ornaments: [] };
}

function splitEnds(line: ReadLine): PlainLine {
  const words = line.text.split(" ");
  const inks = words.length < 2 ? [] : matchWords(line.candidate.glyphs, words);
  if (inks.length !== words.length || inks.some((ink) => ink.length === 0))
    return { line, ornaments: [] };
  const boxes = inks.map(boundingRect);
  const { glyphs, box } = line.candidate;
  // Both the letter before a space and the space itself are followed by it.
  const spacing = 2 * findLetterSpacing(glyphs, box.height);
  const gapAfter = (i: number): number =>
    ((boxes[i + 1]?.x ?? 0) - right(boxes[i] as Rect) - spacing) / box.height;
  const last = words.length - 1;
  // Any reader knew it for a sign, or they read it in several ways of which one is no word, or one saw no letter before the text.
  const isSign = (at: number): boolean => {
    const pieces = [line.text, ...line.others].map((text) => wordsOf(text, line.text, at, at + 1));
    if (pieces.some((piece) => SIGN.test(piece))) return true;
    if (at === 0 && LETTER.test(words[0] ?? "") && pieces.includes("")) return true;
    return new Set(pieces).size > 1 && pieces.some((piece) => NO_WORD.test(piece));
  };
  const isOrnament = (at: number, gap: number): boolean => {
    const word = words[at] ?? "";
    if (ICON.test(word) && gap >= ICON_GAP) return true;
    if (SEPARATOR.test(word) && gap >= SEPARATOR_GAP) return true;
    return [...word].length <= 2 && gap >= SIGN_GAP && isSign(at);
  };
  const from = isOrnament(0, gapAfter(0)) ? 1 : 0;
  const to = last > from && isOrnament(last, gapAfter(last - 1)) ? last : last + 1;
  if (from === 0 && to === last + 1) return { line, ornaments: [] };
  return {
    line: takeWords(line, from, to, inks.slice(from, to).flat()),
    ornaments: [...inks.slice(0, from), ...inks.slice(to)].map((glyphs) => ({
      ...line.candidate,
      box: boundingRect(glyphs),
      glyphs,
      iconCandidate: true,
    })),
  };
}
