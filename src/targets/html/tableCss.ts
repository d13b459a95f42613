import type { DesignNode } from "../../design/design";
import { placeCss, sidesCss } from "./layoutCss";
import { px, type Declaration } from "../page/declaration";

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
    const share = Math.round((1000 * rect.width) / parent.rect.width) / 10;
    css.push(["width", `${share}%`]);
  }
  const padding = layout ? sidesCss(layout.padding, 0, true) : "0";
  if (padding !== "0") css.push(["padding", padding]);
  return css;
}
