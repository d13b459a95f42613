import { boundingRect, type Rect } from "../../../base/geometry";
import type { Bitmap } from "../../../image/bitmap";
import { lineCoverage } from "../../lineCoverage";
import type { ReadLine } from "../readLine";
import { takeWords } from "./takeWords";
import { matchWords } from "./wordInks";

/** Bold strokes are at least this many times as thick as the regular ones beside them. */
const BOLDER = 1.25;
/** The same where a single word tells. */
const BOLDER_WORD = 1.33;
/** The thinnest bold word against the thickest regular one: within a weight words differ by about as much. */
const CLEARLY = 1.06;
/** Strokes of words with fewer letters and digits tell too little. */
const LEAST_LETTERS = 3;

/** How much ink words hold, and over how long an edge. */
interface Strokes {
  readonly ink: number;
  readonly edge: number;
}

/**
 * The line cut where its words change weight ("*Order ID:* 4F3S8J"); the line itself when its strokes are of one
 * thickness, or when words and ink cannot be matched.
 */
export function splitByWeight(bitmap: Bitmap, line: ReadLine): readonly ReadLine[] {
  const words = line.text.split(" ");
  const { underlines = [], glyphs: blobs, box } = line.candidate;
  // A stroke below makes its word's ink look bold; where it touches the letters, the word is one wide blob.
  const isUnderlined = underlines.length > 0 || blobs.some(({ width }) => width > 3 * box.height);
  const isPlain = words.length >= 2 && !isUnderlined;
  const inks = isPlain ? matchWords(blobs, words) : [];
  if (inks.length !== words.length || inks.some((ink) => ink.length === 0)) return [line];
  const heavy = findHeavy(
    words,
    inks.map((glyphs) => measureStrokes(bitmap, line, boundingRect(glyphs))),
  );
  const starts = heavy.flatMap((isHeavy, i) => (i === 0 || isHeavy !== heavy[i - 1] ? [i] : []));
  if (starts.length < 2 || starts.length > 4) return [line];
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? words.length;
    return takeWords(line, start, end, inks.slice(start, end).flat());
  });
}

/**
 * Which words are bold; all false when no cut between thick and thin words is clear. Short words are told by their own
 * strokes where these are as thick as the bold ones' or as thin as the others', else they go with the word before.
 */
function findHeavy(words: readonly string[], strokes: readonly Strokes[]): boolean[] {
  const telling = words
    .map((word, index) => ({ index, thickness: thicknessOf([strokes[index] as Strokes]), word }))
    .filter(({ word }) => word.replace(/[^\p{L}\p{N}]/gu, "").length >= LEAST_LETTERS)
    .sort((a, b) => a.thickness - b.thickness);
  const pick = (from: number, to?: number): Strokes[] =>
    telling.slice(from, to).map(({ index }) => strokes[index] as Strokes);
  let [cut, most] = [0, 1];
  for (let at = 1; at < telling.length; at++) {
    const ratio = thicknessOf(pick(at)) / thicknessOf(pick(0, at));
    const step = (telling[at]?.thickness ?? 0) / (telling[at - 1]?.thickness ?? 1);
    const enough = at === 1 || at === telling.length - 1 ? BOLDER_WORD : BOLDER;
    if (ratio >= Math.max(most, enough) && step >= CLEARLY) [cut, most] = [at, ratio];
  }
  if (cut === 0) return words.map(() => false);
  const isHeavy = new Map(telling.map(({ index }, rank) => [index, rank >= cut]));
  const [thin, thick] = [thicknessOf(pick(0, cut)), thicknessOf(pick(cut))];
  const tell = (index: number): boolean | undefined => {
    const thickness = thicknessOf([strokes[index] as Strokes]);
    if (!/[\p{L}\p{N}]/u.test(words[index] ?? "")) return undefined;
    if (thickness >= thick / CLEARLY) return true;
    return thickness <= thin * CLEARLY ? false : undefined;
  };
  let current = isHeavy.get(Math.min(...isHeavy.keys())) ?? false;
  return words.map((_, index) => (current = isHeavy.get(index) ?? tell(index) ?? current));
}

/** The mean width of strokes, px: each is crossed by two edges. */
function thicknessOf(strokes: readonly Strokes[]): number {
  const sum = (of: (one: Strokes) => number): number =>
    strokes.reduce((total, one) => total + of(one), 0);
  return (
    (2 * sum(({ ink }) => ink)) /
    Math.max(
      1e-6,
      sum(({ edge }) => edge),
    )
  );
}

function measureStrokes(bitmap: Bitmap, { candidate }: ReadLine, word: Rect): Strokes {
  const { width, height, values } = lineCoverage(
    bitmap,
    word,
    candidate.background,
    candidate.foreground,
    1,
  );
  let [ink, edge] = [0, 0];
  for (let y = 0; y < height; y++) {
    let before = 0;
    for (let x = 0; x < width; x++) {
      const value = values[y * width + x] ?? 0;
      ink += value;
      edge += Math.abs(value - before);
      before = value;
    }
    edge += before;
  }
  return { ink, edge };
}
