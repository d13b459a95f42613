import type { DesignNode } from "../../../design/design";
import { px } from "../../page/declaration";

/** What is wider than this may not fit a narrow window (CSS px). */
export const MIN_WIDE_PX = 280;

/** What a row must have left before it may wrap: text is a little wider here and there (CSS px). */
const MIN_SPARE_PX = 4;

/** What fills a row's room may become this narrow before it goes on below the others (CSS px). */
const MAX_BASIS_PX = 200;

/** Beside parts no wider than this together, what fills the room still has enough of it in any window (CSS px). */
const MAX_BESIDE_PX = 96;

/** How wide the content of a container is in the mockup (CSS px); undefined where its content makes it as wide as it is. */
export function contentWidth({ layout, look, width, rect }: DesignNode): number | undefined {
  if (!layout || width.kind === "hug") return undefined;
  if (layout.containedPx !== undefined) return layout.containedPx;
  const { left, right } = layout.padding;
  const border = look.border ? look.border.left + look.border.right : 0;
  return (layout.roomPx === 0 ? rect.width - border : layout.roomPx) - left - right;
}

/** A distance from an edge, as long as the room leaves `keepPx` for what stands behind it. */
export function heldOff(lengthPx: number, keepPx: number): string {
  const mayLeave = lengthPx > 0 && keepPx > 0 && lengthPx + keepPx > MIN_WIDE_PX;
  return mayLeave ? `clamp(0px, ${px(lengthPx)}, 100% - ${px(keepPx)})` : px(lengthPx);
}

/** Whether a row goes on below where its room ends: one that leaves nothing to spare in the mockup would do so there already. */
export function mayWrap(row: DesignNode): boolean {
  const { children, width, layout } = row;
  if (layout?.kind !== "row" || children.length < 2 || width.kind === "hug") return false;
  const filling = children.find((child) => child.width.kind === "fill");
  if (filling) return basisIn(filling, row) !== undefined;
  return layout.sparePx >= MIN_SPARE_PX;
}

/** Whether a row's parts leave what fills its room too little of that in a narrow window, or go beyond it. */
export function isWideRow({ children, layout, rect }: DesignNode): boolean {
  if (layout?.kind !== "row" || children.length < 2 || rect.width <= MIN_WIDE_PX) return false;
  // A field of one width narrows as what fills the room does.
  const filling = children.find(
    ({ width, meaning }) =>
      width.kind === "fill" || (width.kind === "fixed" && meaning.tag === "input"),
  );
  return filling === undefined || besidePx(filling, children, layout.gapPx) > MAX_BESIDE_PX;
}

/**
 * How narrow a part that fills the room of a row may become before it goes on below (CSS px); undefined where it never needs to, or
 * would do so in the mockup already.
 */
export function basisIn(node: DesignNode, row: DesignNode): number | undefined {
  const { layout, children } = row;
  const room = contentWidth(row);
  if (node.width.kind !== "fill" || layout?.kind !== "row" || room === undefined) return undefined;
  if (children.filter(({ width }) => width.kind === "fill").length > 1) return undefined;
  const beside = besidePx(node, children, layout.gapPx);
  if (beside <= MAX_BESIDE_PX) return undefined;
  const own = node.width.maxPx ?? room - beside;
  const basis = Math.min(MAX_BASIS_PX, Math.floor((0.7 * own) / 10) * 10);
  return basis > 0 && basis + beside + MIN_SPARE_PX <= room ? basis : undefined;
}

/** How much of a row's room the parts beside `node` take, with what keeps them apart. */
function besidePx(node: DesignNode, children: readonly DesignNode[], gapPx: number): number {
  const others = children.filter((child) => child !== node);
  const gaps = children
    .slice(1)
    .reduce((sum, { place }) => sum + gapPx + (place.before === "auto" ? 0 : place.before), 0);
  return others.reduce((sum, { rect }) => sum + rect.width, gaps);
}
