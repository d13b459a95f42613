import type { Rect } from "../../../base/geometry";
import { bottom, right } from "../../../base/geometry";
import { median } from "../../../base/median";
import type { Sides } from "../../design";
import { PLAIN_LAYOUT } from "../../flow/parts";
import type { Align, FoundTable } from "./foundTable";
import { centerY } from "../scene";
import type { Material, TableLines } from "./tableLook";
import { framesOf } from "./tableLook";

/** A column of a table: where it lies and how far its texts are kept from its edges. */
export interface Column {
  readonly x: number;
  readonly width: number;
  readonly align: Align;
  readonly padding: Sides;
}

/** @param xs Where columns begin, and the last one ends. */
export function describeColumns(table: FoundTable, xs: readonly number[]): Column[] {
  return table.aligns.map((align, c): Column => {
    const extent = extentOf(table, c);
    const x = xs[c] ?? 0;
    const end = xs[c + 1] ?? x;
    if (!extent || align === "center")
      return { x, width: end - x, align, padding: PLAIN_LAYOUT.padding };
    const before = Math.max(0, Math.round(extent.x - x));
    const after = Math.max(0, Math.round(end - right(extent)));
    // The same room on the other side, where the texts leave it: columns then share a class.
    const pad = align === "left" ? before : after;
    const other = Math.min(pad, align === "left" ? after : before);
    const padding =
      align === "left"
        ? { ...PLAIN_LAYOUT.padding, left: pad, right: other }
        : { ...PLAIN_LAYOUT.padding, left: other, right: pad };
    return { x, width: end - x, align, padding };
  });
}

/** How far the texts of a column reach, as they are set: ink begins a little after its pen. */
function extentOf({ rows, aligns }: FoundTable, c: number): Rect | undefined {
  const lines = rows.flatMap(({ cells }) => cells[c] ?? []).flatMap(({ block }) => block.lines);
  const starts = lines.map(({ originX }) => originX);
  const ends = lines.map(({ originX, advanceWidth }) => originX + advanceWidth);
  if (lines.length === 0) return undefined;
  // Texts that end alike are measured a little off, each its own way.
  const x = aligns[c] === "left" ? median(starts) : Math.min(...starts);
  const end = aligns[c] === "right" ? median(ends) : Math.max(...ends);
  return { x, y: 0, width: end - x, height: 0 };
}

/** Where columns begin and end: at a line between them, else texts keep the distance to their edge that the first column's have. */
export function columnEdges(
  table: FoundTable,
  [left, rightEdge]: readonly [number, number],
  { upright }: TableLines,
): number[] {
  const { aligns, rect } = table;
  const extents = aligns.map((_, c) => extentOf(table, c) ?? rect);
  const pad = Math.max(0, Math.min(24, Math.round((extents[0]?.x ?? left) - left)));
  const between = extents.slice(1).map((extent, i) => {
    const before = extents[i] as Rect;
    const room = extent.x - right(before);
    const line = upright.find(({ at }) => at > right(before) && at < extent.x);
    if (line) return Math.floor(line.at);
    // Whole pixels of padding from where the texts begin or end, wherever that is.
    if (aligns[i + 1] === "left") return extent.x - Math.floor(Math.min(pad || 16, room / 2));
    if (aligns[i] === "right") return right(before) + Math.floor(Math.min(pad || 16, room / 2));
    return Math.round(right(before) + room / 2);
  });
  return [left, ...between, rightEdge];
}

/** Middles of line boxes stand above the baseline by about this (em): half of what most faces' ascent has over descent. */
const MIDDLE_EM = 0.365;

/** Where the middle of a row's lines is, whichever of its letters reach up or down. */
function middleOf({ cells, rect }: FoundTable["rows"][number]): number {
  const middles = cells.flat().map(({ block }) => {
    const first = block.lines[0]?.baselineY ?? centerY(rect);
    const last = block.lines[block.lines.length - 1]?.baselineY ?? first;
    return (first + last) / 2 - MIDDLE_EM * block.style.sizePx;
  });
  return median(middles, centerY(rect));
}

/** How far from halfway between two rows their line may be (CSS px). */
const LINE_REACH_PX = 5;

/**
 * Where rows begin and end: at the line or ground nearest to halfway between their texts. The head's end is half a row
 * before the first row of the body, as heads are often higher.
 */
export function rowEdges(table: FoundTable, material: Material): number[] {
  const { rows, hasHeader } = table;
  const grounds = framesOf(material);
  const lines = material.rules.filter(({ rect }) => rect.width > rect.height);
  const starts = [
    ...lines.map(({ rect }) => rect.y),
    // A line at a ground's end is the next row's first.
    ...grounds.flatMap(({ rect, look }) => [rect.y, bottom(rect) - (look.border?.bottom ?? 0)]),
  ];
  const ends = [...lines, ...grounds].map(({ rect }) => bottom(rect));
  const pitch = evenPitch(rows.slice(hasHeader ? 1 : 0));
  const nearest = (marks: readonly number[], wanted: number): number => {
    const near = marks.filter((y) => Math.abs(y - wanted) <= LINE_REACH_PX);
    return near.length > 0
      ? near.reduce((best, y) => (Math.abs(y - wanted) < Math.abs(best - wanted) ? y : best))
      : wanted;
  };
  const between = rows.slice(1).map((row, i) => {
    const above = rows[i] as FoundTable["rows"][number];
    const afterHead = hasHeader && i === 0 && pitch !== undefined;
    const halfway = afterHead ? middleOf(row) - pitch / 2 : (middleOf(above) + middleOf(row)) / 2;
    return nearest(starts, halfway);
  });
  const [first, last] = [rows[0], rows[rows.length - 1]];
  if (!first || !last) return [];
  const topHalf = (between[0] ?? bottom(first.rect) + 8) - middleOf(first);
  const endHalf = pitch === undefined ? bottom(last.rect) + 8 - middleOf(last) : pitch / 2;
  return [
    nearest(starts, middleOf(first) - topHalf),
    ...between,
    nearest(ends, middleOf(last) + endHalf),
  ];
}

/** How far apart equally spaced rows are (CSS px); undefined where they are not. */
export function evenPitch(rows: FoundTable["rows"]): number | undefined {
  const middles = rows.map(middleOf);
  const [first = 0, second = 0] = middles;
  const pitch = ((middles[middles.length - 1] ?? 0) - first) / (middles.length - 1);
  const isEven = middles.every((y, i) => Math.abs(y - first - i * pitch) <= 2.5);
  if (middles.length < 2 || !isEven) return undefined;
  const whole = Math.round(pitch);
  return Math.abs(pitch - whole) * middles.length < 1.5
    ? whole
    : second - first > 0
      ? Math.round(pitch * 4) / 4
      : undefined;
}
