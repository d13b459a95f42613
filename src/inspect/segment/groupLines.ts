import { channelDistance } from "../../base/color";
import { heightOf, overlapX, overlapY, unite, widthOf, type Bounds } from "./bounds";
import type { Blob } from "./findInk";
import { findRoot, join } from "./labelComponents";

/** Blobs on one line. */
export interface GlyphLine extends Bounds {
  readonly blobs: readonly Blob[];
}

/** More blobs than any page has letters: noise. */
const MAX_BLOBS = 20_000;

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
    glyphs.length <= MAX_BLOBS
      ? glyphs
      : [...glyphs].sort((a, b) => b.area - a.area).slice(0, MAX_BLOBS);
  const words = [...groupBy(kept, (blob) => blob.surface).values()].flatMap((blobs) =>
    union(blobs, (a, b) => areOneWord(a, b, unit)),
  );
  const rows = words.flatMap(splitRows).map(toLine);
  const bySurface = groupBy(rows, (line) => (line.blobs[0] as Blob).surface);
  return [...bySurface.values()]
    .flatMap((lines) => joinWords(lines, unit))
    .filter((line) => heightOf(line) >= 4 * unit && widthOf(line) >= 3 * unit)
    .filter((line) => line.blobs.length > 1 || (line.blobs[0] as Blob).area >= 8 * unit ** 2);
}

function groupBy<T>(items: readonly T[], key: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** The groups that arise when every pair that `belongs` together is joined. Only neighbours in x are compared. */
function union<T extends Bounds>(items: T[], belongs: (left: T, right: T) => boolean): T[][] {
  items.sort((a, b) => a.x0 - b.x0);
  const tallest = items.reduce((most, item) => Math.max(most, heightOf(item)), 0);
  const parents = Int32Array.from(items, (_, index) => index);
  // Items in bands of rows, so that a tall page does not compare its top with its bottom.
  const bandHeight = Math.max(16, tallest);
  const bands = new Map<number, number[]>();
  items.forEach((right, index) => {
    const [first, last] = [
      Math.floor((right.y0 - bandHeight / 2) / bandHeight),
      Math.floor((right.y1 + bandHeight / 2) / bandHeight),
    ];
    for (let band = first; band <= last; band++) {
      const before = bands.get(band) ?? [];
      for (let k = before.length - 1; k >= 0; k--) {
        const left = items[before[k] as number] as T;
        if (right.x0 - left.x0 > 600 + tallest) break;
        if (findRoot(parents, index) === findRoot(parents, before[k] as number)) continue;
        if (belongs(left, right)) join(parents, index, before[k] as number);
      }
      before.push(index);
      bands.set(band, before);
    }
  });
  return [
    ...groupBy(
      items.map((_, index) => index),
      (index) => findRoot(parents, index),
    ).values(),
  ].map((indices) => indices.map((index) => items[index] as T));
}

function areOneWord(left: Blob, right: Blob, unit: number): boolean {
  const gap = right.x0 - left.x1;
  const tall = Math.max(heightOf(left), heightOf(right));
  const short = Math.min(heightOf(left), heightOf(right));
  const reference = Math.max(tall, 7 * unit);
  if (gap > Math.max(3.5 * unit, Math.min(reference * 0.75, reference * 0.55 + 4 * unit)))
    return false;
  // A logo beside letters.
  if (tall > 3.2 * short && tall > 40 * unit && short > 12 * unit) return false;
  // Dots, commas, accents.
  const isMark = short <= tall * 0.45;
  if (!isMark && channelDistance(left.color, right.color) > 150) return false;
  const shared = overlapY(left, right);
  if (shared >= short * 0.5) return true;
  return (
    isMark &&
    shared >= -Math.max(3 * unit, tall * 0.3) &&
    shared > -tall * 0.35 &&
    overlapX(left, right) > -2 * unit
  );
}

/** Parts a group that marks between two rows have joined. */
function splitRows(blobs: Blob[]): Blob[][] {
  if (blobs.length < 4) return [blobs];
  const median = medianHeight(blobs);
  if (heightOf(toLine(blobs)) < median * 1.9) return [blobs];
  const middle = (blob: Blob): number => (blob.y0 + blob.y1) / 2;
  const rows: { center: number; blobs: Blob[] }[] = [];
  const isLetter = (blob: Blob): boolean => heightOf(blob) >= median * 0.6;
  for (const blob of blobs.filter(isLetter).sort((a, b) => a.y1 - b.y1)) {
    const row = rows.find(({ center }) => Math.abs(center - middle(blob)) < median * 0.62);
    if (!row) rows.push({ center: middle(blob), blobs: [blob] });
    else {
      row.blobs.push(blob);
      row.center = row.blobs.reduce((sum, b) => sum + middle(b), 0) / row.blobs.length;
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
  const heights = items.map(heightOf).sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 0;
}

/** Joins the words of one line, left to right. */
function joinWords(words: GlyphLine[], unit: number): GlyphLine[] {
  const open: GlyphLine[] = [];
  for (const word of words.sort((a, b) => a.x0 - b.x0)) {
    const index = open.findIndex((line) => areOneLine(line, word, unit));
    const line = open[index];
    if (line) open[index] = toLine([...line.blobs, ...word.blobs]);
    else open.push(word);
  }
  return open;
}

function areOneLine(line: GlyphLine, word: GlyphLine, unit: number): boolean {
  const tall = Math.max(heightOf(line), heightOf(word));
  const short = Math.min(heightOf(line), heightOf(word));
  const gap = word.x0 - line.x1;
  const likely =
    short > tall * 0.45 || short <= 6 * unit || line.blobs.length === 1 || word.blobs.length === 1;
  return (
    likely &&
    overlapY(line, word) >= short * 0.6 &&
    gap > -tall &&
    (gap <= Math.max(5 * unit, Math.max(tall, 8 * unit) * 0.62) || gap <= justifiedGap(line))
  );
}

/**
 * The widest space a line that is stretched between two margins may have: its spaces are all about as wide. 0 for lines
 * with too few spaces to tell.
 */
function justifiedGap({ blobs, y0, y1 }: GlyphLine): number {
  const spaces = blobs
    .slice(1)
    .map((blob, i) => blob.x0 - (blobs[i] as Blob).x1)
    .filter((gap) => gap > 0.35 * (y1 - y0))
    .sort((a, b) => a - b);
  const [narrowest = 0, widest = 0] = [spaces[0], spaces.at(-1)];
  const areAlike = spaces.length >= 4 && widest <= 1.6 * narrowest;
  return areAlike ? 1.45 * (spaces[spaces.length >> 1] as number) : 0;
}
