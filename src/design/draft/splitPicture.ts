import type { Rgb } from "../../base/color";
import type { Rect } from "../../base/geometry";
import { area, bottom, boundingRect, intersection, right } from "../../base/geometry";
import type { Bitmap } from "../../image/bitmap";
import type { Box, Inspection, Paint, Picture } from "../../inspect/inspection";
import { fitGround } from "./fitGround";
import { SPLIT } from "./tuning";

/** A cell of the grid over a picture. */
interface Cell {
  readonly rect: Rect;
  readonly color: Rgb;
  readonly busy: boolean;
  /** Text or a box lies over it: it says nothing about the picture. */
  readonly covered: boolean;
}

/** What a picture comes to: crops, and the plain ground between them if it was split. */
export interface SplitPicture {
  readonly parts: readonly Picture[];
  readonly grounds: readonly Box[];
}

/**
 * Splits a crop that covers much of the page into its busy parts on a plain ground: a page's gradient with a photo and
 * some drawings on it must not become one picture of everything. True photos stay whole.
 */
export function splitPicture(
  picture: Picture,
  bitmap: Bitmap,
  inspection: Inspection,
): SplitPicture {
  const whole: SplitPicture = { parts: [picture], grounds: [] };
  if (area(picture.box) < SPLIT.minShareOfPage * area(inspection.size)) return whole;
  const { columns, cells } = createCells(picture.box, bitmap, inspection);
  const open = cells.filter((cell) => !cell.covered);
  const busy = open.filter((cell) => cell.busy);
  if (open.length === 0 || busy.length >= SPLIT.photoShare * open.length) return whole;

  const rects = mergeOverlapping(busyRects(cells, columns)).flatMap(
    (rect) => intersection(rect, picture.box) ?? [],
  );
  const between = open.filter(
    (cell) => !cell.busy && !rects.some((rect) => intersection(rect, cell.rect)),
  );
  const grounds = bandsBetween(picture.box, rects).map((band): Box | undefined => {
    const samples = between.filter(({ rect }) => intersection(rect, band));
    const fill = fitGround(samples, band);
    return fill && createGround(`${picture.id}-ground-${band.y}`, band, fill);
  });
  const covered = rects.reduce((sum, rect) => sum + area(rect), 0);
  if (grounds.includes(undefined) || covered > SPLIT.maxPartsShare * area(picture.box))
    return whole;
  return {
    parts: rects.map((box, index) => ({ ...picture, id: `${picture.id}-${index + 1}`, box })),
    grounds: grounds.filter((ground) => ground !== undefined),
  };
}

/** What full-width parts (a wave, a skyline) leave of a box above and below them: each has a ground of its own. */
function bandsBetween(box: Rect, parts: readonly Rect[]): Rect[] {
  const bands: Rect[] = [];
  let top = box.y;
  const addUntil = (y: number): void => {
    if (y - top >= SPLIT.cellPx) bands.push({ ...box, y: top, height: y - top });
  };
  for (const part of parts
    .filter(({ width }) => width >= 0.9 * box.width)
    .sort((a, b) => a.y - b.y)) {
    addUntil(part.y);
    top = bottom(part);
  }
  addUntil(bottom(box));
  return bands;
}

function createGround(id: string, box: Rect, fill: Paint): Box {
  const radius = { topLeft: 0, topRight: 0, bottomRight: 0, bottomLeft: 0 };
  return { id, box, fill, border: undefined, radius, shadow: undefined };
}

function createCells(
  box: Rect,
  bitmap: Bitmap,
  { textLines, boxes, deviceScaleFactor }: Inspection,
): { columns: number; cells: Cell[] } {
  const columns = Math.ceil(box.width / SPLIT.cellPx);
  const rows = Math.ceil(box.height / SPLIT.cellPx);
  const rects = Array.from({ length: columns * rows }, (_, index) => ({
    x: box.x + (index % columns) * SPLIT.cellPx,
    y: box.y + Math.floor(index / columns) * SPLIT.cellPx,
    width: SPLIT.cellPx,
    height: SPLIT.cellPx,
  }));
  const covered = new Uint8Array(columns * rows);
  for (const { box: cover } of [...textLines, ...boxes.filter((b) => area(b.box) < area(box))]) {
    const x0 = Math.max(0, Math.floor((cover.x - 2 - box.x) / SPLIT.cellPx));
    const x1 = Math.min(columns, Math.ceil((right(cover) + 2 - box.x) / SPLIT.cellPx));
    const y0 = Math.max(0, Math.floor((cover.y - 2 - box.y) / SPLIT.cellPx));
    const y1 = Math.min(rows, Math.ceil((bottom(cover) + 2 - box.y) / SPLIT.cellPx));
    for (let y = y0; y < y1; y++) covered.fill(1, y * columns + x0, y * columns + Math.max(x0, x1));
  }
  const cells = rects.map((rect, index) => ({
    rect,
    ...lookAt(rect, bitmap, deviceScaleFactor),
    covered: covered[index] === 1,
  }));
  return { columns, cells };
}

/** The mean colour of a cell, and whether it is busy. */
function lookAt(rect: Rect, bitmap: Bitmap, scale: number): { color: Rgb; busy: boolean } {
  const x1 = Math.min(bitmap.width, Math.ceil(right(rect) * scale));
  const y1 = Math.min(bitmap.height, Math.ceil(bottom(rect) * scale));
  const low = [255, 255, 255];
  const high = [0, 0, 0];
  const total = [0, 0, 0];
  let count = 0;
  for (let y = Math.floor(rect.y * scale); y < y1; y++)
    for (let x = Math.floor(rect.x * scale); x < x1; x++) {
      count++;
      for (let i = 0; i < 3; i++) {
        const value = bitmap.rgba[(y * bitmap.width + x) * 4 + i] as number;
        low[i] = Math.min(low[i] as number, value);
        high[i] = Math.max(high[i] as number, value);
        total[i] = (total[i] as number) + value;
      }
    }
  const [red = 0, green = 0, blue = 0] = total.map((sum) => sum / Math.max(1, count));
  const busy = high.some((value, i) => value - (low[i] as number) > SPLIT.busyRange);
  return { color: [red, green, blue], busy };
}

/** The rectangles around groups of busy cells near each other. */
function busyRects(cells: readonly Cell[], columns: number): Rect[] {
  const isBusy = (index: number): boolean => {
    const cell = cells[index];
    return !!cell && cell.busy && !cell.covered;
  };
  const seen = new Set<number>();
  const rects: Rect[] = [];
  for (let start = 0; start < cells.length; start++) {
    if (!isBusy(start) || seen.has(start)) continue;
    const group: number[] = [start];
    seen.add(start);
    for (let at = 0; at < group.length; at++) {
      const index = group[at] as number;
      const column = index % columns;
      for (let dy = -SPLIT.reach; dy <= SPLIT.reach; dy++)
        for (
          let dx = Math.max(-SPLIT.reach, -column);
          dx <= SPLIT.reach && column + dx < columns;
          dx++
        ) {
          const next = index + dy * columns + dx;
          if (!isBusy(next) || seen.has(next)) continue;
          seen.add(next);
          group.push(next);
        }
    }
    if (group.length >= SPLIT.minCells)
      rects.push(boundingRect(group.map((index) => (cells[index] as Cell).rect)));
  }
  return rects;
}

function mergeOverlapping(rects: readonly Rect[]): Rect[] {
  const merged: Rect[] = [];
  for (const rect of rects) {
    let union = rect;
    for (let at = merged.findIndex(overlaps); at >= 0; at = merged.findIndex(overlaps))
      union = boundingRect([union, ...merged.splice(at, 1)]);
    merged.push(union);
    function overlaps(other: Rect): boolean {
      return intersection(union, other) !== undefined;
    }
  }
  return merged;
}
