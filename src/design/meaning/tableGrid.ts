import type { Rect } from "../../base/geometry";
import { bottom, boundingRect, right } from "../../base/geometry";
import type { Sides } from "../design";
import { PLAIN_LAYOUT } from "../flow/parts";
import type { Align, FoundTable } from "./findTables";
import { centerY } from "./scene";
import type { Material } from "./tableLook";

/** A column of a table: where it lies and how far its texts are kept from its edges. */
export interface Column {
  readonly x: number;
  readonly width: number;
  readonly align: Align;
  readonly padding: Sides;
}

export function describeColumns(table: FoundTable, left: number, rightEdge: number): Column[] {
  const xs = columnEdges(table, left, rightEdge);
  return table.aligns.map((align, c): Column => {
    const inks = table.rows.flatMap(({ cells }) => cells[c] ?? []).map(({ ink }) => ink);
    const x = xs[c] ?? 0;
    const end = xs[c + 1] ?? x;
    if (inks.length === 0 || align === "center")
      return { x, width: end - x, align, padding: PLAIN_LAYOUT.padding };
    const extent = boundingRect(inks);
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

/** Where columns begin and end: texts keep the distance to their edge that the first column's have. */
function columnEdges(
  { rows, aligns, rect }: FoundTable,
  left: number,
  rightEdge: number,
): number[] {
  const extents = aligns.map((_, c) => {
    const inks = rows.flatMap(({ cells }) => cells[c] ?? []).map(({ ink }) => ink);
    return inks.length > 0 ? boundingRect(inks) : rect;
  });
  const pad = Math.max(0, Math.min(24, (extents[0]?.x ?? left) - left));
  const between = extents.slice(1).map((extent, i) => {
    const before = extents[i] as Rect;
    const room = extent.x - right(before);
    if (aligns[i + 1] === "left") return extent.x - Math.min(pad || 16, room / 2);
    if (aligns[i] === "right") return right(before) + Math.min(pad || 16, room / 2);
    return right(before) + room / 2;
  });
  return [left, ...between.map(Math.round), rightEdge];
}

/** Where rows begin and end: at the rules and grounds between them, else halfway. */
export function rowEdges({ rows }: FoundTable, { rules, grounds }: Material): number[] {
  const marks = [
    ...rules.map(({ rect }) => bottom(rect)),
    ...grounds.flatMap(({ rect }) => [rect.y, bottom(rect)]),
  ];
  const between = rows.slice(1).map((row, i) => {
    const above = bottom((rows[i] as FoundTable["rows"][number]).rect);
    const mark = marks.find((y) => y >= above - 1 && y <= row.rect.y + 1);
    return mark ?? (above + row.rect.y) / 2;
  });
  const [first, last] = [rows[0]?.rect, rows[rows.length - 1]?.rect];
  if (!first || !last) return [];
  const reach = Math.max(6, (between[0] ?? bottom(first) + 8) - bottom(first));
  const top = marks.filter((y) => y <= first.y + 1 && y >= first.y - 2 * reach - 4);
  const end = marks.filter((y) => y >= bottom(last) - 1 && y <= bottom(last) + 2 * reach + 4);
  return [
    top.length > 0 ? Math.min(...top) : first.y - reach,
    ...between,
    end.length > 0 ? Math.min(...end) : bottom(last) + reach,
  ];
}

/** How far apart equally spaced rows are (CSS px); undefined where they are not. */
export function evenPitch(rows: FoundTable["rows"]): number | undefined {
  const middles = rows.map(({ rect }) => centerY(rect));
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
