import type { DesignNode, Layout, Sides } from "../../../design/design";
import { px, type Declaration } from "../../page/declaration";
import { contentWidth, mayWrap } from "./roomCss";

/** What narrow windows keep free beside a centred container (CSS px). */
export const MIN_GUTTER_PX = 16;

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

function displayCss(node: DesignNode, layout: Layout, isStretched: boolean): Declaration[] {
  const gap: Declaration[] =
    layout.gapPx > 0 && node.children.length > 1 ? [["gap", px(layout.gapPx)]] : [];
  switch (layout.kind) {
    case "layers":
    case "pinned":
      return [["position", "relative"]];
    case "column": {
      if (hasFoot(node)) return footCss(layout, gap);
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
      const columns = trackCss(node);
      const { windowLessPx: less } = layout;
      const whole = less === 0 ? "100vh" : `calc(100vh - ${px(less ?? 0)})`;
      const height: Declaration[] = less === undefined ? [] : [["min-height", whole]];
      return [
        ["display", "grid"],
        ["grid-template-columns", columns],
        ...startCss(layout),
        ...gap,
        ...height,
      ];
    }
  }
}

/** Columns that take more than this share of the room share it with the others, whatever it is. */
const MAX_FIXED_SHARE = 0.34;

/** So do those that are nearly as wide as what fills the room. */
const MAX_ALIKE = 0.8;

/** The columns of a row of parts: narrow ones as wide as they are, the others share the rest as they do in the mockup. */
function trackCss(node: DesignNode): string {
  const { children, layout } = node;
  const room = contentWidth(node) ?? node.rect.width;
  const gaps = (layout?.gapPx ?? 0) * (children.length - 1);
  const fixed = children.map(({ width }) => (width.kind === "fixed" ? width.px : undefined));
  const filling = fixed.filter((width) => width === undefined).length;
  const taken = fixed.reduce<number>((sum, width) => sum + (width ?? 0), gaps);
  const rest = filling === 0 ? 0 : (room - taken) / filling;
  const isWide = (width: number): boolean =>
    width > MAX_FIXED_SHARE * room || width > MAX_ALIKE * rest;
  if (filling === 0 || rest <= 0 || !fixed.some((width) => width !== undefined && isWide(width)))
    return fixed.map((width) => (width === undefined ? "1fr" : px(width))).join(" ");
  return fixed
    .map((width) => {
      if (width !== undefined && !isWide(width)) return px(width);
      return `${Math.round(width ?? rest)}fr`;
    })
    .join(" ");
}

function startCss({ align }: Layout): Declaration[] {
  return align === "stretch" ? [] : [["align-items", align]];
}

/** A column whose last part stands at its end, however high it is. */
export function hasFoot({ layout, children }: DesignNode): boolean {
  return layout?.kind === "column" && children.some(({ place }) => place.before === "auto");
}

function footCss({ align }: Layout, gap: readonly Declaration[]): Declaration[] {
  const across: Declaration[] = align === "stretch" ? [] : [["align-items", FLEX_ALIGN[align]]];
  return [["display", "flex"], ["flex-direction", "column"], ...across, ...gap];
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
  const { top, bottom, left } = padding;
  const gutter = gutterCss(containedPx, left);
  if (top === 0 && bottom === 0) return [["padding-inline", gutter]];
  const block = top === bottom ? [px(top), gutter] : [px(top), gutter, px(bottom)];
  return [["padding", block.join(" ")]];
}

function gutterCss(containedPx: number, insetPx: number): string {
  const least = insetPx > 0 ? Math.min(MIN_GUTTER_PX, insetPx) : MIN_GUTTER_PX;
  return `max(${px(least)}, calc(50% - ${px(containedPx / 2)}))`;
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
  const [start, end, below, before] = [px(top), across(right), px(bottom), across(left)];
  if (before !== end) return [start, end, below, before].join(" ");
  if (start !== below) return [start, end, below].join(" ");
  return start === end ? start : `${start} ${end}`;
}
