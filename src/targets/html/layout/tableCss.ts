import type { DesignNode } from "../../../design/design";
import { wordWidths } from "../../../design/flow/wrapWidth";
import { sidesCss } from "./layoutCss";
import { placeCss } from "./placeCss";
import { px, type Declaration } from "../../page/declaration";
import { MIN_WIDE_PX } from "./roomCss";

/** Elements that tables lay out: rows and columns are theirs, not flex's or grid's. */
const TABLE_TAGS = new Set(["thead", "tbody", "tr", "th", "td"]);

/**
 * What an element of a table declares for its size; undefined for all others. The first row says how wide columns are,
 * in shares, so that they narrow with the window.
 */
export function tableCss(node: DesignNode, parent: DesignNode): Declaration[] | undefined {
  const { meaning, rect, layout, width, height } = node;
  if (meaning.tag === "table") return placeCss({ ...node, height: { kind: "hug" } }, parent);
  if (!TABLE_TAGS.has(meaning.tag)) return undefined;
  if (meaning.tag === "tr" && height.kind === "fixed") return [["height", px(height.px)]];
  if (meaning.tag !== "td" && meaning.tag !== "th") return [];
  const css: Declaration[] = [];
  if (width.kind === "fixed") {
    const room = parent.children.reduce((sum, cell) => sum + cell.rect.width, 0);
    const share = Math.round((10_000 * rect.width) / room) / 100;
    css.push(["width", `${share}%`]);
  }
  const padding = layout ? sidesCss(layout.padding, 0, true) : "0";
  if (padding !== "0") css.push(["padding", padding]);
  return css;
}

/** What cells keep left and right of their words in narrow windows (CSS px). */
const NARROW_CELL_PX = 6;

/** What an element of a table declares in narrow windows: a table whose words need more room than they have scrolls in itself. */
export function narrowTableCss(node: DesignNode, parent: DesignNode): Declaration[] {
  const { meaning, layout } = node;
  if (meaning.tag === "table")
    return leastWidth(node) > MIN_WIDE_PX
      ? [
          ["display", "block"],
          ["overflow-x", "auto"],
        ]
      : [];
  const isCell = meaning.tag === "td" || meaning.tag === "th";
  const sides = layout ? layout.padding.left + layout.padding.right : 0;
  return isCell && parent.children.length > 2 && sides > 2 * NARROW_CELL_PX
    ? [["padding-inline", px(NARROW_CELL_PX)]]
    : [];
}

/** How wide a table is at least: every column as wide as its widest word (CSS px). */
function leastWidth(table: DesignNode): number {
  const columns: number[] = [];
  for (const { meaning, children } of partsIn(table))
    if (meaning.tag === "tr")
      children.forEach((cell, i) => {
        columns[i] = Math.max(columns[i] ?? 0, leastCell(cell) + 2 * NARROW_CELL_PX);
      });
  return columns.reduce((sum, width) => sum + width, 0);
}

function leastCell(cell: DesignNode): number {
  const own = cell.text ? wordWidths(cell.text) : [];
  return Math.max(0, ...own, cell.picture ? cell.rect.width : 0, ...cell.children.map(leastCell));
}

function partsIn(node: DesignNode): DesignNode[] {
  return [node, ...node.children.flatMap(partsIn)];
}
