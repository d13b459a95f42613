import type { Rgb } from "../../../base/color";
import type { Rect } from "../../../base/geometry";
import { bottom, right } from "../../../base/geometry";
import type { DesignNode, Look } from "../../design";
import { PLAIN_LOOK } from "../../flow/parts";
import type { FoundTable } from "./foundTable";
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

/** The line above each row of the body, where most rows have one, and whether one ends the table. */
export interface Ruling {
  readonly color: Rgb | undefined;
  readonly isEnded: boolean;
}

export function rulingOf(
  { rows }: FoundTable,
  ys: readonly number[],
  { grounds, rules }: Material,
): Ruling {
  const lines = [
    ...rules
      .filter(({ rect }) => rect.width > rect.height)
      .map(({ rect, look }) => ({ y: centerY(rect), fill: look.fill }))
      .flatMap(({ y, fill }) => (fill?.kind === "solid" ? [{ y, color: fill.color }] : [])),
    ...grounds.flatMap(({ rect, look: { border } }) =>
      border
        ? [
            ...(border.top > 0 ? [{ y: rect.y, color: border.color }] : []),
            ...(border.bottom > 0 ? [{ y: bottom(rect), color: border.color }] : []),
          ]
        : [],
    ),
  ];
  const at = (y: number): Rgb | undefined =>
    lines.find((line) => Math.abs(line.y - y) <= 2.5)?.color;
  const between = ys.slice(1, -1).map(at);
  const found = between.filter((color) => color !== undefined);
  const color = found.length >= 0.5 * (rows.length - 1) ? found[found.length - 1] : undefined;
  return { color, isEnded: at(ys[ys.length - 1] ?? 0) !== undefined };
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
export function tableLook(
  rect: Rect,
  { grounds, rules }: Material,
  { color, isEnded }: Ruling,
): Look {
  const upright = rules.filter((rule) => rule.rect.height > rule.rect.width);
  const at = (x: number): DesignNode | undefined =>
    upright.find((rule) => Math.abs(centerX(rule.rect) - x) <= 3);
  const sides = grounds.map(({ look }) => look.border).find((border) => border && border.left > 0);
  const fill = (at(rect.x) ?? at(right(rect)))?.look.fill;
  const side = sides?.color ?? (fill?.kind === "solid" ? fill.color : undefined);
  const ground = grounds.find((node) => node.rect.height >= 0.9 * rect.height);
  const line = side ?? color;
  const width = side ? 1 : 0;
  const top = sides && sides.top > 0 ? 1 : 0;
  const border = { top, right: width, bottom: isEnded || top > 0 ? 1 : 0, left: width };
  const hasBorder = line && (width > 0 || border.bottom > 0);
  return {
    ...PLAIN_LOOK,
    fill: ground?.look.fill,
    border: hasBorder ? { ...border, color: line } : undefined,
  };
}
