import { bottom, right } from "../../base/geometry";
import type { Bitmap } from "../../image/bitmap";
import type { Coverage } from "../../image/coverage";
import { clearStrokes, lineCoverage } from "../lineCoverage";
import type { ReadLine } from "../read/readLine";
import { INK } from "./tuning";

/** A read line with the extents of its ink to a fraction of a pixel, and the ink itself. */
export interface InkLine {
  readonly text: string;
  /** Device px, 0–1 of ink. */
  readonly cover: Coverage;
  /** CSS px on the page. */
  readonly extents: InkExtents;
  /** The stems lean like those of an italic. Unsure for short texts. */
  readonly leaning: boolean;
}

/** Edges of ink. */
export interface InkExtents {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function measureInk(bitmap: Bitmap, line: ReadLine, deviceScaleFactor: number): InkLine {
  const { box, background, foreground, underlines } = line.candidate;
  const cover = lineCoverage(bitmap, box, background, foreground, INK.margin);
  blankOutside(cover, line);
  clearStrokes(cover, underlines);
  const extents = findExtents(cover);
  const toPage = (origin: number, value: number): number => (origin + value) / deviceScaleFactor;
  return {
    text: line.text,
    cover,
    extents: {
      left: toPage(cover.x, extents.left),
      right: toPage(cover.x, extents.right),
      top: toPage(cover.y, extents.top),
      bottom: toPage(cover.y, extents.bottom),
    },
    leaning: isLeaning(cover),
  };
}

/**
 * Where ink begins and ends, px: the outermost row and column count with the share their strongest pixel covers, which
 * is exact for straight stems and a little short for round letters.
 */
export function findExtents(cover: Pick<Coverage, "width" | "height" | "values">): InkExtents {
  const columns = new Float32Array(cover.width);
  const rows = new Float32Array(cover.height);
  for (let y = 0; y < cover.height; y++)
    for (let x = 0; x < cover.width; x++) {
      const value = cover.values[y * cover.width + x] ?? 0;
      if (value > (columns[x] ?? 0)) columns[x] = value;
      if (value > (rows[y] ?? 0)) rows[y] = value;
    }
  const [left, right_] = edges(columns);
  const [top, bottom_] = edges(rows);
  return { left, right: right_, top, bottom: bottom_ };
}

function edges(strongest: Float32Array): [start: number, end: number] {
  let first = 0;
  let last = strongest.length - 1;
  while (first < last && (strongest[first] ?? 0) < INK.faint) first++;
  while (last > first && (strongest[last] ?? 0) < INK.faint) last--;
  return [first + 1 - Math.min(1, strongest[first] ?? 0), last + Math.min(1, strongest[last] ?? 0)];
}

/** Ink beyond the line's own box (a border, the next line) does not take part. */
function blankOutside(cover: Coverage, line: ReadLine): void {
  const { box } = line.candidate;
  for (let y = 0; y < cover.height; y++)
    for (let x = 0; x < cover.width; x++) {
      const inside =
        cover.x + x >= Math.floor(box.x) - 1 &&
        cover.x + x < Math.ceil(right(box)) + 1 &&
        cover.y + y >= Math.floor(box.y) - 1 &&
        cover.y + y < Math.ceil(bottom(box)) + 1;
      if (!inside) cover.values[y * cover.width + x] = 0;
    }
}

/** Whether the columns of ink are sharper when the line is sheared upright by an italic's angle (about 11°). */
function isLeaning(cover: Coverage): boolean {
  return sharpness(cover, 0.2) > 1.06 * sharpness(cover, 0);
}

function sharpness(cover: Coverage, slope: number): number {
  const sums = new Float64Array(cover.width);
  for (let y = 0; y < cover.height; y++) {
    const shift = Math.round((cover.height / 2 - y) * slope);
    for (let x = 0; x < cover.width; x++) {
      const from = x + shift;
      if (from >= 0 && from < cover.width)
        sums[x] = (sums[x] ?? 0) + (cover.values[y * cover.width + from] ?? 0);
    }
  }
  return sums.reduce((total, sum) => total + sum * sum, 0);
}
