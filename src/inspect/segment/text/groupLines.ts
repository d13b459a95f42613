import { groupBy } from "../../../base/groupBy";
import { channelDistance } from "../../../base/color";
import { median } from "../../../base/median";
import { Bands } from "../pixels/bands";
import {
  grow,
  heightOf,
  overlapX,
  overlapY,
  unite,
  widthOf,
  type Bounds,
} from "../../../base/bounds";
import type { Blob } from "../pixels/findInk";
import { findRoot, join } from "../pixels/labelComponents";
import { LINES } from "./tuning";

/** Blobs on one line. */
export interface GlyphLine extends Bounds {
  readonly blobs: readonly Blob[];
}

/** Makes a line of blobs, left to right. */
export function toLine(blobs: readonly Blob[]): GlyphLine {
  const { x0, y0, x1, y1 } = blobs.reduce<Bounds>(unite, blobs[0] as Blob);
  return { x0, y0, x1, y1, blobs: [...blobs].sort((a, b) => a.x0 - b.x0) };
}

/**
 * Groups letters into lines: first those that touch or nearly do, then the words on one line. A gap wider than about
 * 0.6 of the ink's height parts two texts. `unit` is device px in a CSS px.
 */
export function groupLines(glyphs: readonly Blob[], unit: number): GlyphLine[] {
  const kept =
    glyphs.length <= LINES.maxBlobs
      ? glyphs
      : [...glyphs].sort((a, b) => b.area - a.area).slice(0, LINES.maxBlobs);
  const tallest = kept.reduce((most, blob) => Math.max(most, heightOf(blob)), 0);
  const widestGap = gapInWord(tallest, unit);
  const words = [...groupBy(kept, (blob) => blob.surface).values()].flatMap((blobs) =>
    union(blobs, widestGap, (a, b) => areOneWord(a, b, unit)),
  );
  const rows = words.flatMap(splitRows).map(toLine);
  const bySurface = groupBy(rows, (line) => (line.blobs[0] as Blob).surface);
  return [...bySurface.values()]
    .flatMap((lines) => joinWords(lines, unit))
    .filter((line) => heightOf(line) >= 4 * unit && widthOf(line) >= 3 * unit)
    .filter((line) => line.blobs.length > 1 || (line.blobs[0] as Blob).area >= 8 * unit ** 2);
}

/**
 * The groups that arise when every pair that `belongs` together is joined. Only neighbours are compared: in bands of rows,
 * those that end at most `widestGap` before the next one begins. What a pattern of dots costs grows with its dots alone.
 */
function union<T extends Bounds>(
  items: T[],
  widestGap: number,
  belongs: (left: T, right: T) => boolean,
): T[][] {
  items.sort((a, b) => a.x0 - b.x0);
  const tallest = items.reduce((most, item) => Math.max(most, heightOf(item)), 0);
  const parents = Int32Array.from(items, (_, index) => index);
  const bandHeight = Math.max(16, tallest);
  const bands = new Bands<number>(bandHeight);
  items.forEach((right, index) => {
    // Items come from left to right: what is too far to the left of this one is so of all that follow.
    const isNear = (k: number): boolean => {
      const left = items[k] as T;
      return right.x0 - left.x1 <= widestGap && right.x0 - left.x0 <= LINES.farthest + tallest;
    };
    for (const k of bands.near(grow(right, bandHeight / 2), isNear))
      if (findRoot(parents, index) !== findRoot(parents, k) && belongs(items[k] as T, right))
        join(parents, index, k);
    bands.add(index, grow(right, bandHeight / 2));
  });
  return [
    ...groupBy(
      items.map((_, index) => index),
      (index) => findRoot(parents, index),
    ).values(),
  ].map((indices) => indices.map((index) => items[index] as T));
}

/** The widest gap between the letters of one word, the taller of which is `tall` px high. */
function gapInWord(tall: number, unit: number): number {
  const reference = Math.max(tall, 7 * unit);
  return Math.max(3.5 * unit, Math.min(reference * 0.75, reference * 0.55 + 4 * unit));
}

function areOneWord(left: Blob, right: Blob, unit: number): boolean {
  const gap = right.x0 - left.x1;
  const tall = Math.max(heightOf(left), heightOf(right));
  const short = Math.min(heightOf(left), heightOf(right));
  if (gap > gapInWord(tall, unit)) return false;
  // A logo beside letters.
  if (tall > 3.2 * short && tall > 40 * unit && short > 12 * unit) return false;
  // Dots, commas, accents.
  const isMark = short <= tall * LINES.mark;
  if (!isMark && channelDistance(left.color, right.color) > 150) return false;
  const shared = overlapY(left, right);
  if (shared >= short * 0.5) return true;
  return (
    isMark &&
    shared >= -Math.max(3 * unit, tall * 0.3) &&
    shared > -tall * 0.35 &&
    overlapX(left, right) >
      -Math.max(2 * unit, short >= tall * LINES.comma ? tall * LINES.markGap : 0)
  );
}

/** Parts a group that marks between two rows have joined. */
function splitRows(blobs: Blob[]): Blob[][] {
  if (blobs.length < 4) return [blobs];
  const median = medianHeight(blobs);
  if (heightOf(toLine(blobs)) < median * 1.9) return [blobs];
  const middle = (blob: Blob): number => (blob.y0 + blob.y1) / 2;
  const rows: { center: number; sum: number; blobs: Blob[] }[] = [];
  const isLetter = (blob: Blob): boolean => heightOf(blob) >= median * 0.6;
  // The comma of a big number is as high as the letters of its label, and hangs between both.
  const hangsIn = (row: readonly Blob[], blob: Blob): boolean =>
    row.some(
      (other) =>
        heightOf(blob) <= LINES.mark * heightOf(other) &&
        overlapY(other, blob) >= LINES.hanging * heightOf(blob) &&
        overlapX(other, blob) > -LINES.markGap * heightOf(other),
    );
  for (const blob of blobs.filter(isLetter).sort((a, b) => a.y1 - b.y1)) {
    const row =
      rows.find(({ center }) => Math.abs(center - middle(blob)) < median * 0.62) ??
      rows.find((one) => hangsIn(one.blobs, blob));
    if (!row) rows.push({ center: middle(blob), sum: middle(blob), blobs: [blob] });
    else {
      row.blobs.push(blob);
      row.sum += middle(blob);
      row.center = row.sum / row.blobs.length;
    }
  }
  if (rows.length < 2) return [blobs];
  for (const mark of blobs.filter((blob) => !isLetter(blob))) {
    const distance = (row: { center: number }): number => Math.abs(row.center - middle(mark));
    rows.reduce((best, row) => (distance(row) < distance(best) ? row : best)).blobs.push(mark);
  }
  return rows.map((row) => row.blobs);
}

export function medianHeight(items: readonly Bounds[]): number {
  return median(items.map(heightOf));
}

/** A line that further words may join. */
interface OpenLine {
  readonly order: number;
  line: GlyphLine;
  /** The widest gap before any word that follows, and before one that is letter-spaced as the line is. */
  justifiedGap: number;
  spacedGap: number;
}

/** Joins the words of one line, left to right; each with the first line it belongs to. */
function joinWords(words: GlyphLine[], unit: number): GlyphLine[] {
  const open: OpenLine[] = [];
  const tallest = words.reduce((most, word) => Math.max(most, heightOf(word)), 0);
  const bands = new Bands<OpenLine>(Math.max(16, tallest));
  for (const word of words.sort((a, b) => a.x0 - b.x0)) {
    const ownGap = spacedGapOf(word, unit);
    // Words come from left to right: a line that ends too far before this one is joined by no other.
    const isNear = ({ line, justifiedGap, spacedGap }: OpenLine): boolean =>
      word.x0 - line.x1 <=
      Math.max(gapInLine(Math.max(tallest, heightOf(line)), unit), justifiedGap, spacedGap, ownGap);
    const found = bands
      .near(word, isNear)
      .sort((a, b) => a.order - b.order)
      .find((entry) => areOneLine(entry, word, isSpacedWord(entry.line) ? ownGap : 0, unit));
    const line = found ? toLine([...found.line.blobs, ...word.blobs]) : word;
    const entry = found ?? { order: open.length, line, justifiedGap: 0, spacedGap: 0 };
    if (!found) open.push(entry);
    entry.line = line;
    entry.justifiedGap = justifiedGapOf(line);
    entry.spacedGap = spacedGapOf(line, unit);
    bands.add(entry, line);
  }
  return open.map(({ line }) => line);
}

/** The widest gap between the words of one line, the taller of which is `tall` px high. */
const gapInLine = (tall: number, unit: number): number =>
  Math.max(5 * unit, Math.max(tall, 8 * unit) * 0.62);

/** A word of few letters that are as far apart as those of letter-spaced text. */
function isSpacedWord({ blobs, y0, y1 }: GlyphLine): boolean {
  return (
    blobs.length > 1 &&
    blobs.length < LINES.leastSpaced &&
    gapsOf(blobs).every((gap) => gap >= LINES.spaced * (y1 - y0))
  );
}

/** Whether the letters of a word stand about as far apart as those of the line before it; a single one may. */
const isSpacedAs = (line: GlyphLine, word: GlyphLine): boolean =>
  word.blobs.length === 1 ||
  median(gapsOf(word.blobs)) >= LINES.spacedAlike * median(gapsOf(line.blobs));

const gapsOf = (blobs: readonly Blob[]): number[] =>
  blobs.slice(1).map((blob, i) => blob.x0 - (blobs[i] as Blob).x1);

/** `ownGap` is the widest space that the word's own letter spacing allows before it. */
function areOneLine(
  { line, justifiedGap, spacedGap }: OpenLine,
  word: GlyphLine,
  ownGap: number,
  unit: number,
): boolean {
  const tall = Math.max(heightOf(line), heightOf(word));
  const short = Math.min(heightOf(line), heightOf(word));
  const gap = word.x0 - line.x1;
  const likely =
    short > tall * 0.45 || short <= 6 * unit || line.blobs.length === 1 || word.blobs.length === 1;
  return (
    likely &&
    overlapY(line, word) >= short * 0.6 &&
    gap > -tall &&
    (gap <= gapInLine(tall, unit) ||
      gap <= Math.max(justifiedGap, ownGap, isSpacedAs(line, word) ? spacedGap : 0))
  );
}

/**
 * The widest space between the words of letter-spaced text: a space is wider by the spacing of the letters on both sides of it. 0 for
 * text that is not letter-spaced.
 */
function spacedGapOf({ blobs, y0, y1 }: GlyphLine, unit: number): number {
  if (blobs.length < LINES.leastSpaced) return 0;
  const usual = median(gapsOf(blobs));
  return usual < LINES.spaced * (y1 - y0) ? 0 : gapInLine(y1 - y0, unit) + 1.5 * usual;
}

/**
 * The widest space a line that is stretched between two margins may have: its spaces are all about as wide. 0 for lines
 * with too few spaces to tell.
 */
function justifiedGapOf({ blobs, y0, y1 }: GlyphLine): number {
  const spaces = gapsOf(blobs)
    .filter((gap) => gap > 0.35 * (y1 - y0))
    .sort((a, b) => a - b);
  const [narrowest = 0, widest = 0] = [spaces[0], spaces.at(-1)];
  const areAlike = spaces.length >= 4 && widest <= 1.6 * narrowest;
  return areAlike ? 1.45 * (spaces[spaces.length >> 1] as number) : 0;
}
