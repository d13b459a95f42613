import type { Rgb } from "../../../base/color";
import type { Rect } from "../../../base/geometry";
import { bottom, right } from "../../../base/geometry";
import type { Border } from "../../../inspect/inspection";
import type { DesignNode, Look } from "../../design";
import { PLAIN_LOOK } from "../../flow/parts";
import { centerX, centerY } from "../scene";

/** What of a part of the page goes into a table. */
export interface Material {
  /** Parts that belong to one cell: their texts do. */
  readonly pieces: readonly {
    readonly node: DesignNode;
    readonly row: number;
    readonly column: number;
  }[];
  /** Painted parts around several cells. */
  readonly grounds: readonly DesignNode[];
  readonly rules: readonly DesignNode[];
  readonly pictures: readonly DesignNode[];
}

/** The grounds, and the cells that are boxes: their sides are lines of the table. */
export function framesOf({ grounds, pieces }: Material): DesignNode[] {
  const boxes = pieces.map(({ node }) => node).filter(({ look }) => look.border !== undefined);
  return [...grounds, ...boxes];
}

/** How a line is drawn. CSS px. */
interface Stroke {
  readonly color: Rgb;
  readonly widthPx: number;
}

/** A straight line of a table: a rule, or a side of something painted. `at`: its middle across, CSS px. */
interface TableLine extends Stroke {
  readonly at: number;
}

/** The lines of a table, upright and level. */
export interface TableLines {
  readonly level: readonly TableLine[];
  readonly upright: readonly TableLine[];
}

export function linesOf(material: Material): TableLines {
  const strokes = material.rules.flatMap(({ rect, look: { fill } }) =>
    fill?.kind === "solid" ? [{ rect, color: fill.color }] : [],
  );
  const sides = framesOf(material).flatMap(({ rect, look: { border } }) =>
    border ? [{ rect, border, color: border.color }] : [],
  );
  return {
    level: [
      ...strokes
        .filter(({ rect }) => rect.width > rect.height)
        .map(({ rect, color }) => ({ at: centerY(rect), widthPx: whole(rect.height), color })),
      ...sides.flatMap(({ rect, border: { top, bottom: below }, color }) => [
        ...(top > 0 ? [{ at: rect.y + top / 2, widthPx: top, color }] : []),
        ...(below > 0 ? [{ at: bottom(rect) - below / 2, widthPx: below, color }] : []),
      ]),
    ],
    upright: [
      ...strokes
        .filter(({ rect }) => rect.height > rect.width)
        .map(({ rect, color }) => ({ at: centerX(rect), widthPx: whole(rect.width), color })),
      ...sides.flatMap(({ rect, border: { left, right: after }, color }) => [
        ...(left > 0 ? [{ at: rect.x + left / 2, widthPx: left, color }] : []),
        ...(after > 0 ? [{ at: right(rect) - after / 2, widthPx: after, color }] : []),
      ]),
    ],
  };
}

const whole = (lengthPx: number): number => Math.max(1, Math.round(lengthPx));

/** The lines above rows and before columns. */
export interface Ruling {
  /** Of each row; those of most rows have one where any have. */
  readonly rows: readonly (Stroke | undefined)[];
  readonly columns: Stroke | undefined;
}

/** @param ys Where rows begin, and the last one ends. `xs`: the same of columns. `frame`: the table's own border. */
export function rulingOf(
  ys: readonly number[],
  xs: readonly number[],
  lines: TableLines,
  frame: Border | undefined,
): Ruling {
  const usual = (all: readonly TableLine[], edges: readonly number[]): Stroke | undefined => {
    const inner = edges.slice(1, -1);
    const found = inner.map((edge) => lineAt(all, edge)).filter((line) => line !== undefined);
    return found.length > 0 && found.length >= 0.5 * inner.length
      ? found[found.length - 1]
      : undefined;
  };
  const between = usual(lines.level, ys);
  const rows = ys.slice(0, -1).map((y, row) => {
    const own = lineAt(lines.level, y);
    if (row === 0) return frame?.top ? undefined : between && own;
    if (!own || !between) return between;
    return isSameColor(own.color, between.color) && own.widthPx === between.widthPx ? between : own;
  });
  return { rows, columns: usual(lines.upright, xs) };
}

function lineAt(lines: readonly TableLine[], edge: number): TableLine | undefined {
  return lines.find(({ at }) => Math.abs(at - edge) <= 3);
}

/** The ground of a row. */
export function rowLook(rect: Rect, { grounds }: Material): Look {
  const ground = grounds
    .filter((node) => node.rect.y <= rect.y + 2 && bottom(node.rect) >= bottom(rect) - 2)
    .sort((a, b) => a.rect.height - b.rect.height)[0];
  const isOwn = ground && ground.rect.height < 1.5 * rect.height;
  return { ...PLAIN_LOOK, fill: isOwn ? ground.look.fill : undefined };
}

/** The ground behind all rows, with the lines at the table's sides. */
export function tableLook(rect: Rect, { grounds }: Material, lines: TableLines): Look {
  const ground = grounds.find((node) => node.rect.height >= 0.9 * rect.height);
  const sides = {
    top: lineAt(lines.level, rect.y),
    right: lineAt(lines.upright, right(rect)),
    bottom: lineAt(lines.level, bottom(rect)),
    left: lineAt(lines.upright, rect.x),
  };
  const color = (sides.left ?? sides.right ?? sides.bottom ?? sides.top)?.color;
  // A border has one colour: a line in another is drawn by the row that begins with it.
  const width = (side: Stroke | undefined): number =>
    side && color && isSameColor(side.color, color) ? side.widthPx : 0;
  return {
    ...PLAIN_LOOK,
    fill: ground?.look.fill,
    border: color && {
      top: width(sides.top),
      right: width(sides.right),
      bottom: width(sides.bottom),
      left: width(sides.left),
      color,
    },
  };
}

/** Colours that differ by no more in any channel look the same. */
const SAME_STEPS = 12;

function isSameColor(a: Rgb, b: Rgb): boolean {
  return a.every((channel, i) => Math.abs(channel - (b[i] ?? 0)) <= SAME_STEPS);
}
