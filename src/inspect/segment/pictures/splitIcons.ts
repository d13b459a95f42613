import { channelDistance, type Rgb } from "../../../base/color";
import { median as medianOf } from "../../../base/median";
import { heightOf, unite, widthOf, type Bounds } from "../../../base/bounds";
import type { Blob } from "../pixels/findInk";
import { medianHeight, toLine, type GlyphLine } from "../text/groupLines";
import { ICONS } from "./tuning";

/** A line, or an end of one that stands apart and looks like an icon. */
export interface PartedLine extends GlyphLine {
  readonly iconCandidate: boolean;
}

/** Blobs above each other. */
interface Column extends Bounds {
  readonly blobs: readonly Blob[];
}

/** Parts an icon at the beginning or the end of a line from the text beside it. */
export function splitIcons(line: GlyphLine, unit: number): PartedLine[] {
  const columns = toColumns(line.blobs, unit);
  if (columns.length < 2) return [{ ...line, iconCandidate: isIconAlone(line, unit) }];
  const median = medianHeight(columns);
  const parts: PartedLine[] = [];
  const part = (count: number, at: number): void => {
    if (count === 0) return;
    const blobs = columns.splice(at, count).flatMap((column) => column.blobs);
    parts.push({ ...toLine(blobs), iconCandidate: true });
  };
  const atStart = countIconColumns(columns, median, unit);
  const atEnd = countIconColumns(columns.slice(atStart).toReversed(), median, unit);
  // Icons stand beside a text, not around one sign: "30 × 20".
  if (atStart > 0 && atEnd > 0 && columns.length - atStart - atEnd <= 1)
    return [{ ...line, iconCandidate: false }];
  part(atStart, 0);
  part(atEnd, columns.length - atEnd);
  const rest = toLine(columns.flatMap((column) => column.blobs));
  return [...parts, { ...rest, iconCandidate: columns.length === 1 && isIconAlone(rest, unit) }];
}

/** How many of the first columns are an icon: 0, 1, or more when it has gaps of its own (quotation marks, bars). */
function countIconColumns(columns: readonly Column[], median: number, unit: number): number {
  const [first, second] = columns;
  if (!first || !second) return 0;
  if (isSpaced(columns) && !standsOut(first, second, median)) return 0;
  if (isIcon(first, second, median, unit)) return 1;
  let cluster = first;
  for (let count = 1; count < ICONS.maxColumns; count++) {
    const next = columns[count];
    if (!next || gapBetween(cluster, next) >= minGap(cluster, unit)) return 0;
    cluster = { ...unite(cluster, next), blobs: [...cluster.blobs, ...next.blobs] };
    const after = columns[count + 1];
    if (after && isIcon(cluster, after, median, unit) && standsOut(cluster, after, median))
      return count + 1;
  }
  return 0;
}

function toColumns(blobs: readonly Blob[], gap: number): Column[] {
  const columns: Column[] = [];
  for (const blob of blobs) {
    const column = columns[columns.length - 1];
    if (column && blob.x0 <= column.x1 + gap)
      columns[columns.length - 1] = { ...unite(column, blob), blobs: [...column.blobs, blob] };
    else columns.push({ x0: blob.x0, y0: blob.y0, x1: blob.x1, y1: blob.y1, blobs: [blob] });
  }
  return columns;
}

/** About square, of a picture's size, and the wrong shape or colours for a letter. */
function isIconAlone(line: GlyphLine, unit: number): boolean {
  const [width, height] = [widthOf(line), heightOf(line)];
  if (width > height * 2 || height < 8 * unit) return false;
  if (line.blobs.some((blob) => blob.stray > 0.2) || height > 28 * unit) return true;
  if (toColumns(line.blobs, -1).length > 1) return false;
  return line.blobs.length >= 3 || width > height * 1.25;
}

function isIcon(column: Column, neighbour: Column, median: number, unit: number): boolean {
  const [width, height] = [widthOf(column), heightOf(column)];
  const gap = gapBetween(column, neighbour);
  const squarish = width > height * 0.5 && width <= height * 1.6 && height >= 8 * unit;
  if (!squarish || gap < minGap(column, unit)) return false;
  return (
    gap >= height * 0.5 ||
    standsOut(column, neighbour, median) ||
    (column.blobs.some((blob) => blob.stray > 0.15) && gap >= height * 0.3)
  );
}

/** Letter-spaced text, none of whose letters stands apart: the first gap is about as wide as most. */
function isSpaced(columns: readonly Column[]): boolean {
  if (columns.length < ICONS.leastSpaced) return false;
  const gaps = columns.slice(1).map((column, i) => gapBetween(columns[i] as Column, column));
  return (gaps[0] as number) <= ICONS.widerGap * medianOf(gaps);
}

const gapBetween = (a: Bounds, b: Bounds): number => Math.max(b.x0 - a.x1, a.x0 - b.x1);

/** What lies closer to an icon than this is a part of it. */
const minGap = (icon: Bounds, unit: number): number => Math.max(3 * unit, heightOf(icon) * 0.22);

/** Taller than the letters, or of another colour than the text beside it. */
function standsOut(column: Column, neighbour: Column, median: number): boolean {
  return (
    heightOf(column) > median * 1.55 ||
    channelDistance(strongestColor(column.blobs), strongestColor(neighbour.blobs)) > 40
  );
}

/** The colour of the blob that stands out most. */
export const strongestColor = (blobs: readonly Blob[]): Rgb =>
  blobs.reduce((best, blob) => (blob.contrast > best.contrast ? blob : best)).color;
