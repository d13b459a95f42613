import type { DesignNode, Layout, Place } from "../../../design/design";
import { px, type Declaration } from "../../page/declaration";
import { hasFoot, MIN_GUTTER_PX } from "./layoutCss";
import { basisIn, contentWidth, heldOff, MIN_WIDE_PX } from "./roomCss";

/** A part's words may be this much wider than they were measured (CSS px). */
const SPARE_PX = 2;

/** An indent up to this is the same in every window for what fills the rest (CSS px). */
const MAX_INDENT_PX = 48;

/** Room before a part of a row is a share of that where it is more than this (CSS px). */
export const MAX_BEFORE_PX = 80;

/** What a child declares for its place in `parent`. */
export function placeCss(node: DesignNode, parent: DesignNode): Declaration[] {
  const { place, width } = node;
  const kind = parent.layout?.kind ?? "column";
  const nudge: Declaration[] = place.nudge
    ? [["translate", `${px(place.nudge.dx)} ${px(place.nudge.dy)}`]]
    : [];
  if (place.inset)
    return [
      ["position", "absolute"],
      ...insetCss(node, parent),
      ...nudge,
      ...widthCss(node, parent),
    ];
  const css: Declaration[] = [...nudge];
  const isRow = kind === "row";
  const isBeside = isRow || kind === "columns" || kind === "grid";
  const along = isRow ? "margin-left" : "margin-top";
  if (place.before !== 0) css.push([along, beforeCss(place.before, parent)]);
  if (place.across !== 0)
    css.push(
      isBeside
        ? ["margin-top", px(place.across)]
        : ["margin-left", heldOff(place.across, keptPx(node, parent))],
    );
  const self = isBeside || hasFoot(parent) ? "align-self" : "justify-self";
  if (place.align) css.push([self, place.align]);
  else if (kind === "column" && width.kind === "hug" && parent.layout?.align === "stretch")
    css.push([self, "start"]);
  return [...css, ...widthCss(node, parent)];
}

/** Room before a part; in a row a wide one is a share of the row, where that is less. */
function beforeCss(before: number | "auto", parent: DesignNode): string {
  if (before === "auto") return "auto";
  const room = contentWidth(parent);
  if (parent.layout?.kind !== "row" || before <= MAX_BEFORE_PX || room === undefined)
    return px(before);
  return `min(${px(before)}, ${Math.ceil((100 * before) / room)}%)`;
}

/** What a column must leave a part that is indented in it, as far as it does in the mockup. */
function keptPx({ width, rect, place }: DesignNode, parent: DesignNode): number {
  const widthPx = width.kind === "fixed" ? width.px : Math.ceil(rect.width) + SPARE_PX;
  // What fills the rest narrows with it.
  if (width.kind === "fill" && place.across <= MAX_INDENT_PX) return 0;
  const most = width.kind === "fill" ? Math.min(widthPx, MIN_WIDE_PX) : widthPx;
  const room = contentWidth(parent);
  return room === undefined ? 0 : Math.min(most, Math.floor(room - place.across));
}

/** Where a part lies in its container; where that is narrower than in the mockup, no further than it still holds the part. */
function insetCss({ place, rect, width }: DesignNode, parent: DesignNode): Declaration[] {
  const { middle, ...sides } = place.inset ?? {};
  const widthPx = Math.round(rect.width);
  const room = parent.rect.width;
  const isHeld = sides.left === undefined || sides.right === undefined;
  const keptPx = width.kind === "hug" || widthPx <= MIN_WIDE_PX ? widthPx : 0;
  const css = Object.entries(sides).map(([side, length]): Declaration => {
    const isAcross = side === "left" || side === "right";
    const mayLeave = isAcross && isHeld && length + keptPx < room - SPARE_PX;
    return [side, mayLeave ? heldOff(length, keptPx) : px(length)];
  });
  if (middle === undefined) return css;
  const from = middle < 0 ? `50% + ${px(-middle)}` : `50% - ${px(middle)}`;
  const most = `100% - ${px(widthPx + MIN_GUTTER_PX)}`;
  return [["left", `clamp(${px(MIN_GUTTER_PX)}, ${from}, ${most})`], ...css];
}

function widthCss(node: DesignNode, parent: DesignNode): Declaration[] {
  const { width, height, picture, children, text, place, rect } = node;
  const kind = place.inset ? "pinned" : (parent.layout?.kind ?? "column");
  const css: Declaration[] = [];
  const isImage = picture !== undefined && children.length === 0 && !text;
  if (width.kind === "fixed" && kind !== "columns" && kind !== "grid" && !isImage)
    css.push(["width", fixedWidth(width.px, kind, place, parent)]);
  if (width.kind === "hug" && kind === "column" && children.length > 0 && rect.width > MIN_WIDE_PX)
    css.push(["max-width", "100%"]);
  if (isImage && kind === "row" && rect.width > MIN_WIDE_PX) css.push(["flex", "0 1 auto"]);
  if (isImage && width.kind === "fixed" && width.px > MIN_WIDE_PX && kind === "column")
    css.push(["width", fixedWidth(width.px, kind, place, parent)]);
  if (width.kind === "fill" && kind === "row") {
    const basis = basisIn(node, parent);
    css.push(["flex", basis === undefined ? "1" : `1 1 ${px(basis)}`]);
  }
  if (width.kind === "fill" && width.maxPx !== undefined) css.push(["max-width", px(width.maxPx)]);
  if (height.kind === "fixed" && !isImage) css.push(["height", px(height.px)]);
  return css;
}

/** What takes more than this share of a container may be too wide for it where that is narrower. */
const MAX_SHARE = 0.6;

/** A width that a part has only where there is room for it; in a row it gives way by itself. */
function fixedWidth(
  lengthPx: number,
  kind: Layout["kind"],
  { inset }: Place,
  { rect }: DesignNode,
): string {
  if (kind === "row") return px(lengthPx);
  if (!inset) return `min(100%, ${px(lengthPx)})`;
  const offPx =
    inset.middle === undefined ? Math.max(0, inset.left ?? inset.right ?? 0) : 2 * MIN_GUTTER_PX;
  if (lengthPx + offPx <= Math.min(MIN_WIDE_PX, MAX_SHARE * rect.width)) return px(lengthPx);
  return offPx > 0 ? `min(${px(lengthPx)}, 100% - ${px(offPx)})` : `min(100%, ${px(lengthPx)})`;
}
