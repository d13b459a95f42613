import type { DesignNode } from "../../../design/design";
import { wordWidths } from "../../../design/flow/wrapWidth";
import { px, type Declaration } from "../../page/declaration";
import { typeSize } from "../pageElement";
import { MAX_BEFORE_PX } from "./placeCss";
import { isWideRow, mayWrap, MIN_WIDE_PX } from "./roomCss";

/** Padding that takes more than this share of the room on both sides together leaves narrow windows too little. */
const MAX_PADDED_SHARE = 0.3;

/** What painted parts keep beside their content then (CSS px). */
const NARROW_PADDING_PX = 16;

/** A sidebar above the content has its entries beside each other: with this many of them, each at least this wide (CSS px). */
const SIDEBAR = "sidebar";
const MIN_ENTRIES = 4;
const ENTRY_PX = 140;

/** What a part declares where columns go below each other: rows that just fit in the mockup may then wrap, too. */
export function narrowCss(node: DesignNode, parent: DesignNode): Declaration[] {
  if (isUpright(node, parent)) return [["display", "none"]];
  const own = [
    ...narrowLayoutCss(node),
    ...narrowPadding(node),
    ...narrowBefore(node, parent),
    ...narrowType(node),
    ...narrowNudge(node),
  ];
  if (parent.layout?.kind !== "pinned" || !node.place.inset) return own;
  const size: Declaration[] = node.width.kind === "fixed" ? [["max-width", "100%"]] : [];
  return [["position", "static"], ...size, ...own];
}

/** What stands upright between the parts of a row has nothing to part where they are below each other (CSS px). */
const MAX_UPRIGHT_PX = 16;

/** What takes at least this share of a row is one of its parts. */
const MIN_PART_SHARE = 0.25;

function isUpright(node: DesignNode, parent: DesignNode): boolean {
  const { layout, rect } = parent;
  const isParted =
    layout?.kind === "columns" || (layout?.kind === "row" && rect.width > MIN_WIDE_PX);
  const isThin = node.rect.width <= MAX_UPRIGHT_PX && node.rect.height > 3 * node.rect.width;
  // Thin boxes beside nothing else are what is shown: a chart's bars.
  const hasParts = parent.children.some((one) => one.rect.width > MIN_PART_SHARE * rect.width);
  return isParted && isThin && hasParts && isEmpty(node);
}

/** Whether a part shows nothing but boxes. */
function isEmpty({ text, picture, children, meaning }: DesignNode): boolean {
  return !text && !picture && meaning.tag !== "input" && children.every(isEmpty);
}

function narrowLayoutCss(node: DesignNode): Declaration[] {
  const { layout, meaning, children } = node;
  if (layout?.kind === "pinned")
    return [
      ["display", "flex"],
      ["flex-direction", "column"],
      ["gap", "8px"],
      ["height", "auto"],
    ];
  if (layout?.kind === "columns") {
    const height: Declaration[] = layout.windowLessPx === undefined ? [] : [["min-height", "0"]];
    return [["grid-template-columns", "1fr"], ...height];
  }
  if (meaning.name === SIDEBAR && layout?.kind === "column" && children.length >= MIN_ENTRIES)
    return [
      ["display", "grid"],
      ["grid-template-columns", `repeat(auto-fill, minmax(${px(ENTRY_PX)}, 1fr))`],
    ];
  return isWideRow(node) && !mayWrap(node) ? [["flex-wrap", "wrap"]] : [];
}

function narrowPadding({ layout, look }: DesignNode): Declaration[] {
  if (!layout || layout.containedPx !== undefined || layout.roomPx < MIN_WIDE_PX) return [];
  const { left, right } = layout.padding;
  if (left + right <= MAX_PADDED_SHARE * layout.roomPx) return [];
  const isPainted = look.fill !== undefined || look.border !== undefined;
  return [["padding-inline", isPainted ? px(NARROW_PADDING_PX) : "0"]];
}

/** Room before a part of a row that is only as wide as its parts: no share of anything. */
function narrowBefore({ place }: DesignNode, { layout, width }: DesignNode): Declaration[] {
  const isWide = typeof place.before === "number" && place.before > MAX_BEFORE_PX;
  return isWide && layout?.kind === "row" && width.kind === "hug" ? [["margin-left", "0"]] : [];
}

/** An offset to the right is right in the mockup's layout; what reaches the window's edge must not be moved beyond it. */
function narrowNudge({ place }: DesignNode): Declaration[] {
  return (place.nudge?.dx ?? 0) > 0 ? [["translate", "none"]] : [];
}

/** Words that are wider than a narrow window are set smaller there. */
function narrowType({ text }: DesignNode): Declaration[] {
  const widest = text ? Math.max(0, ...wordWidths(text)) : 0;
  if (!text || widest <= MIN_WIDE_PX) return [];
  return [["font-size", typeSize(Math.floor((text.style.sizePx * MIN_WIDE_PX) / widest))]];
}
