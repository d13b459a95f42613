import { channelDistance, type Rgb } from "../../base/color";
import { heightOf, unite, widthOf, type Bounds } from "./bounds";
import type { Blob } from "./findInk";
import { medianHeight, toLine, type GlyphLine } from "./groupLines";

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
  const first = columns[0] as Column;
  if (isIcon(first, columns[1] as Column, median, unit)) {
    parts.push({ ...toLine(first.blobs), iconCandidate: true });
    columns.shift();
  }
  const last = columns[columns.length - 1] as Column;
  const beforeLast = columns[columns.length - 2];
  if (beforeLast && isIcon(last, beforeLast, median, unit)) {
    parts.push({ ...toLine(last.blobs), iconCandidate: true });
    columns.pop();
  }
  const rest = toLine(columns.flatMap((column) => column.blobs));
  return [...parts, { ...rest, iconCandidate: columns.length === 1 && isIconAlone(rest, unit) }];
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
  const gap = Math.max(neighbour.x0 - column.x1, column.x0 - neighbour.x1);
  const squarish = width > height * 0.5 && width <= height * 1.6 && height >= 8 * unit;
  if (!squarish || gap < Math.max(3 * unit, height * 0.22)) return false;
  return (
    gap >= height * 0.5 ||
    height > median * 1.55 ||
    channelDistance(strongestColor(column.blobs), strongestColor(neighbour.blobs)) > 40 ||
    (column.blobs.some((blob) => blob.stray > 0.15) && gap >= height * 0.3)
  );
}

/** The colour of the blob that stands out most. */
export const strongestColor = (blobs: readonly Blob[]): Rgb =>
  blobs.reduce((best, blob) => (blob.contrast > best.contrast ? blob : best)).color;
