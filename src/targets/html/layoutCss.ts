import type { DesignNode, Layout, Place, Sides } from "../../design/design";
import { px, type Declaration } from "../page/declaration";

/** What narrow windows keep free beside a centred container (CSS px). */
const MIN_GUTTER_PX = 16;

/** What a row must have left before it may wrap: text is a little wider here and there (CSS px). */
const MIN_SPARE_PX = 4;

/** Rows wider than this may not fit a narrow window (CSS px). */
const MIN_WIDE_PX = 280;

/** Padding beside content up to this is the same in every window (CSS px). */
const MAX_PADDING_PX = 80;

/** Tags that stand in lines of text unless their container is a grid or a row. */
const INLINE = new Set([
  "a",
  "span",
  "button",
  "img",
  "input",
  "label",
  "select",
  "code",
  "strong",
]);

const FLEX_ALIGN = {
  start: "flex-start",
  center: "center",
  end: "flex-end",
  baseline: "baseline",
} as const;

/** What a container in `parent` declares to arrange its children. */
export function layoutCss(node: DesignNode, parent: DesignNode): Declaration[] {
  const { layout } = node;
  if (!layout) return [];
  return [
    ...displayCss(node, layout, isStretched(parent)),
    ...paddingCss(layout, isWhole(node, parent)),
  ];
}

/** Whether children are made as high as the highest of them. */
function isStretched({ layout }: DesignNode): boolean {
  return (layout?.kind === "grid" || layout?.kind === "columns") && layout.align === "stretch";
}

/** Whether a part is as wide as the room that its container gives it. */
function isWhole({ width, place }: DesignNode, { layout }: DesignNode): boolean {
  const isBounded = width.kind !== "fill" || width.maxPx !== undefined;
  return !isBounded && place.inset === undefined && layout?.kind !== "row";
}

/** What it declares where columns go below each other: rows that just fit in the mockup may then wrap, too. */
export function narrowCss(node: DesignNode, parent: DesignNode): Declaration[] {
  const own = narrowLayoutCss(node);
  if (parent.layout?.kind !== "pinned" || !node.place.inset) return own;
  const size: Declaration[] = node.width.kind === "fixed" ? [["max-width", "100%"]] : [];
  return [["position", "static"], ...size, ...own];
}

function narrowLayoutCss({ layout, rect, children, width }: DesignNode): Declaration[] {
  if (layout?.kind === "pinned")
    return [
      ["display", "flex"],
      ["flex-direction", "column"],
      ["gap", "8px"],
      ["height", "auto"],
    ];
  if (layout?.kind === "columns") return [["grid-template-columns", "1fr"]];
  const isWideRow =
    layout?.kind === "row" &&
    width.kind !== "hug" &&
    children.length > 1 &&
    rect.width > MIN_WIDE_PX;
  return isWideRow && !mayWrap({ layout, children, width }) ? [["flex-wrap", "wrap"]] : [];
}

function displayCss(node: DesignNode, layout: Layout, isStretched: boolean): Declaration[] {
  const gap: Declaration[] =
    layout.gapPx > 0 && node.children.length > 1 ? [["gap", px(layout.gapPx)]] : [];
  switch (layout.kind) {
    case "layers":
    case "pinned":
      return [["position", "relative"]];
    case "column": {
      if (!needsGrid(node, layout)) return [];
      const align: Declaration[] =
        layout.align === "stretch" ? [] : [["justify-items", layout.align]];
      const content: Declaration[] = isStretched ? [["align-content", "start"]] : [];
      return [["display", "grid"], ...content, ...align, ...gap];
    }
    case "row": {
      const align: Declaration[] =
        layout.align === "stretch" ? [] : [["align-items", FLEX_ALIGN[layout.align]]];
      const justify: Declaration[] =
        layout.justify === "between"
          ? [["justify-content", "space-between"]]
          : layout.justify === "start"
            ? []
            : [["justify-content", FLEX_ALIGN[layout.justify]]];
      const wrap: Declaration[] = mayWrap(node) ? [["flex-wrap", "wrap"]] : [];
      return [["display", "flex"], ...wrap, ...align, ...justify, ...gap];
    }
    case "grid": {
      const columns = `repeat(auto-fit, minmax(min(100%, ${px(layout.columnPx ?? 200)}), 1fr))`;
      return [["display", "grid"], ["grid-template-columns", columns], ...startCss(layout), ...gap];
    }
    case "columns": {
      const columns = node.children
        .map(({ width }) => (width.kind === "fixed" ? px(width.px) : "1fr"))
        .join(" ");
      return [["display", "grid"], ["grid-template-columns", columns], ...startCss(layout), ...gap];
    }
  }
}

/** A row goes on below where its room ends; one that leaves no room to spare in the mockup would do so there already. */
function mayWrap({
  children,
  width,
  layout,
}: Pick<DesignNode, "children" | "width" | "layout">): boolean {
  if (children.length < 2 || width.kind === "hug") return false;
  if (children.some((child) => child.width.kind === "fill")) return false;
  return layout !== undefined && layout.sparePx >= MIN_SPARE_PX;
}

function startCss({ align }: Layout): Declaration[] {
  return align === "stretch" ? [] : [["align-items", align]];
}

/** Blocks stand below each other by themselves; gaps, and what would stand in a line, need a grid. */
function needsGrid(node: DesignNode, layout: Layout): boolean {
  return (
    (layout.gapPx > 0 && node.children.length > 1) ||
    layout.align !== "stretch" ||
    node.children.some(
      ({ meaning, place, width }) =>
        INLINE.has(meaning.tag) || place.align !== undefined || width.kind === "hug",
    )
  );
}

function paddingCss({ padding, containedPx, roomPx }: Layout, isWhole: boolean): Declaration[] {
  if (containedPx === undefined) {
    const value = sidesCss(padding, roomPx, isWhole);
    return value === "0" ? [] : [["padding", value]];
  }
  const gutter = gutterCss(containedPx);
  const { top, bottom } = padding;
  if (top === 0 && bottom === 0) return [["padding-inline", gutter]];
  const block = top === bottom ? [px(top), gutter] : [px(top), gutter, px(bottom)];
  return [["padding", block.join(" ")]];
}

function gutterCss(containedPx: number): string {
  return `max(${px(MIN_GUTTER_PX)}, calc(50% - ${px(containedPx / 2)}))`;
}

/**
 * Padding as the value of `padding`, as short as it goes; wide sides as shares of the room.
 *
 * @param isWhole Whether the container has as much room. Shares are of that: where it has more, they are too much.
 */
export function sidesCss(
  { top, right, bottom, left }: Sides,
  roomPx: number,
  isWhole: boolean,
): string {
  const across = (side: number): string => {
    // Wide padding is a share of the room: on a phone it would leave nothing.
    if (side <= MAX_PADDING_PX || roomPx === 0) return px(side);
    const share = `${Math.round((side / roomPx) * 10000) / 100}%`;
    return isWhole ? share : `min(${px(side)}, ${share})`;
  };
  const sides = [px(top), across(right), px(bottom), across(left)];
  if (left !== right) return sides.join(" ");
  if (top !== bottom) return sides.slice(0, 3).join(" ");
  return top === left ? px(top) : sides.slice(0, 2).join(" ");
}

/** What a child declares for its place in `parent`. */
export function placeCss(node: DesignNode, parent: DesignNode): Declaration[] {
  const { place, width } = node;
  const kind = parent.layout?.kind ?? "column";
  const nudge: Declaration[] = place.nudge
    ? [["translate", `${px(place.nudge.dx)} ${px(place.nudge.dy)}`]]
    : [];
  if (place.inset)
    return [["position", "absolute"], ...insetCss(node), ...nudge, ...widthCss(node, "pinned")];
  const css: Declaration[] = [...nudge];
  const isRow = kind === "row";
  const along = isRow ? "margin-left" : "margin-top";
  if (place.before !== 0) css.push([along, place.before === "auto" ? "auto" : px(place.before)]);
  if (place.across !== 0)
    css.push([
      isRow || kind === "columns" || kind === "grid" ? "margin-top" : "margin-left",
      px(place.across),
    ]);
  if (place.align) css.push(["justify-self", place.align]);
  else if (kind === "column" && width.kind === "hug" && parent.layout?.align === "stretch")
    css.push(["justify-self", "start"]);
  return [...css, ...widthCss(node, kind)];
}

/** Where a part lies in its container; where that is narrower than in the mockup, no further than it still holds the part. */
function insetCss({ place, rect, width }: DesignNode): Declaration[] {
  const { middle, ...sides } = place.inset ?? {};
  const widthPx = Math.round(rect.width);
  const isNarrow = width.kind !== "hug" && widthPx <= MIN_WIDE_PX;
  const isHeld = sides.left === undefined || sides.right === undefined;
  const css = Object.entries(sides).map(([side, length]): Declaration => {
    const isAcross = side === "left" || side === "right";
    const mayLeave = isAcross && isHeld && isNarrow && length > 0 && length + widthPx > MIN_WIDE_PX;
    return [side, mayLeave ? `clamp(0px, ${px(length)}, 100% - ${px(widthPx)})` : px(length)];
  });
  if (middle === undefined) return css;
  const from = middle < 0 ? `50% + ${px(-middle)}` : `50% - ${px(middle)}`;
  const most = `100% - ${px(widthPx + MIN_GUTTER_PX)}`;
  return [["left", `clamp(${px(MIN_GUTTER_PX)}, ${from}, ${most})`], ...css];
}

function widthCss(
  { width, height, picture, children, text, place }: DesignNode,
  kind: Layout["kind"],
): Declaration[] {
  const css: Declaration[] = [];
  const isImage = picture !== undefined && children.length === 0 && !text;
  if (width.kind === "fixed" && kind !== "columns" && kind !== "grid" && !isImage)
    css.push(["width", fixedWidth(width.px, kind, place)]);
  if (width.kind === "fill" && kind === "row") css.push(["flex", "1"]);
  if (width.kind === "fill" && width.maxPx !== undefined) css.push(["max-width", px(width.maxPx)]);
  if (height.kind === "fixed" && !isImage) css.push(["height", px(height.px)]);
  return css;
}

/** A width that a column's part has only where there is room for it, and so what is held at the middle of a band. */
function fixedWidth(lengthPx: number, kind: Layout["kind"], { inset }: Place): string {
  if (kind === "row") return px(lengthPx);
  if (!inset) return `min(100%, ${px(lengthPx)})`;
  const isBand = inset.middle !== undefined && lengthPx > MIN_WIDE_PX;
  return isBand ? `min(${px(lengthPx)}, 100% - ${px(2 * MIN_GUTTER_PX)})` : px(lengthPx);
}
