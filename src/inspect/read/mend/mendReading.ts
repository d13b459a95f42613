import type { Rect } from "../../../base/geometry";
import { inkColumns, mostColumns } from "./inkColumns";
import { mistakable } from "../weigh/mistakable";
import { isSameText, type Weighed } from "../weigh/weighReadings";
import { mendMarks } from "./mendMarks";
import { lacksSpace, repairSpaces, withLikelySpaces } from "./repairSpaces";
import { repairText } from "./repairText";

/** A line's readings, mended by what is known of readers and of the line's ink. */
export interface MendedReading {
  readonly text: string;
  /** What else it may say, the likelier first. */
  readonly others: readonly string[];
  readonly agreed: boolean | undefined;
  /** Where they did not: the share of its letters, 0–1, that both readers read. */
  readonly common?: number | undefined;
  /** There is ink that no letter of the text accounts for, or a gap that no space does. */
  readonly incomplete: boolean;
}

/**
 * Mends what readers are known to do, and takes spaces, commas and full stops from the ink, which shows them better than any reader
 * sees them. A reading that has all marks of the ink goes before one with the same letters that has not.
 *
 * @param glyphs The blobs of ink, device px; `heightPx` the height of the line's ink.
 */
export function mendReading(
  reading: Weighed,
  glyphs: readonly Rect[],
  heightPx: number,
): MendedReading {
  const mended = [reading.text, ...reading.others].map((text) =>
    mendMarks(repairSpaces(repairText(text), glyphs, heightPx), glyphs),
  );
  const [first, ...more] = mended as [(typeof mended)[0], ...typeof mended];
  const better = first.incomplete
    ? more.find(({ text, proven }) => proven && lettersOf(text) === lettersOf(first.text))
    : undefined;
  const chosen = better ?? first;
  const { text, proven, incomplete } = chosen;
  const repaired = mended.filter((one) => one !== chosen).map((one) => one.text);
  // Readings that mending made one are one.
  const isOne = repaired.length > 0 && repaired.every((other) => isSameText(other, text));
  const agreed = reading.agreed === false && isOne ? true : reading.agreed;
  // What differs in its marks alone is ruled out by marks that the ink shows.
  const isOpen = (other: string): boolean =>
    !isSameText(other, text) && !(proven && withoutMarks(other) === withoutMarks(text));
  const spaced = withLikelySpaces(text, glyphs, heightPx);
  const others = [...repaired, spaced, ...mistakable(text)].filter(isOpen);
  const isShort =
    inkColumns(glyphs).length > mostColumns(text) || lacksSpace(text, glyphs, heightPx);
  return {
    text,
    others: [...new Set(others)],
    agreed,
    ...(agreed === false && { common: reading.common }),
    incomplete: incomplete || isShort,
  };
}

const withoutMarks = (text: string): string => text.replace(/[.,]/g, "");
const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, "");
