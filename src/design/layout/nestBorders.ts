import { channelDistance, type Rgb } from "../../base/color";
import type { Rect } from "../../base/geometry";
import { bottom, right } from "../../base/geometry";
import type { Border, CornerRadii } from "../../inspect/inspection";
import type { BoxNode, LayoutNode } from "./layoutNode";
import { mapContent } from "./layoutNode";

/** Edges nearer than this are one (CSS px). */
const SAME_EDGE_PX = 1;

/** Sides that differ by more are two lines beside each other (channel steps). */
const SAME_COLOR = 40;

/**
 * A part that fills a bordered box up to its edge is measured with that edge, as if it had the border, too: it leaves it to the box
 * around it.
 */
export function nestBorders(node: LayoutNode): LayoutNode {
  const outer = node.kind === "box" && node.box.border ? leaveEdges(node) : node;
  return mapContent(outer, nestBorders);
}

function leaveEdges(around: BoxNode): BoxNode {
  const leave = (node: LayoutNode): LayoutNode => {
    if (node.kind === "box") return within(node, around);
    return node.kind === "row" || node.kind === "column" ? mapContent(node, leave) : node;
  };
  return { ...around, content: around.content && leave(around.content) };
}

/** `node` without those sides of its border that are those of the box around it. */
function within(node: BoxNode, { rect: outer, box }: BoxNode): BoxNode {
  const { rect } = node;
  const own = node.box.border;
  const around = box.border;
  if (!own || !around) return node;
  const isAlike = {
    top: Math.abs(rect.y - outer.y) <= SAME_EDGE_PX,
    right: Math.abs(right(rect) - right(outer)) <= SAME_EDGE_PX,
    bottom: Math.abs(bottom(rect) - bottom(outer)) <= SAME_EDGE_PX,
    left: Math.abs(rect.x - outer.x) <= SAME_EDGE_PX,
  };
  const isShared = (side: keyof typeof isAlike): boolean =>
    isAlike[side] &&
    own[side] > 0 &&
    around[side] > 0 &&
    channelDistance(colorOf(own, side), colorOf(around, side)) <= SAME_COLOR;
  const edge = {
    top: isShared("top") ? outer.y + around.top : rect.y,
    right: isShared("right") ? right(outer) - around.right : right(rect),
    bottom: isShared("bottom") ? bottom(outer) - around.bottom : bottom(rect),
    left: isShared("left") ? outer.x + around.left : rect.x,
  };
  const inner: Rect = {
    x: edge.left,
    y: edge.top,
    width: edge.right - edge.left,
    height: edge.bottom - edge.top,
  };
  if (inner.width <= 0 || inner.height <= 0) return node;
  const border: Border = {
    ...own,
    top: isShared("top") ? 0 : own.top,
    right: isShared("right") ? 0 : own.right,
    bottom: isShared("bottom") ? 0 : own.bottom,
    left: isShared("left") ? 0 : own.left,
  };
  const isPlain = border.top + border.right + border.bottom + border.left === 0;
  const moved = {
    ...node.box,
    box: inner,
    border: isPlain ? undefined : border,
    radius: innerRadius(node.box.radius, (one, other) => isShared(one) && isShared(other)),
  };
  return { ...node, rect: inner, box: moved };
}

function colorOf(border: Border, side: Side): Rgb {
  return border.colors?.[side] ?? border.color;
}

type Side = "top" | "right" | "bottom" | "left";

/** Corners that two left sides made are rounder outside the border than inside. */
function innerRadius(
  radius: CornerRadii,
  isLeft: (one: Side, other: Side) => boolean,
): CornerRadii {
  const inside = (corner: number, one: Side, other: Side): number =>
    isLeft(one, other) ? Math.max(0, corner - 1) : corner;
  return {
    topLeft: inside(radius.topLeft, "top", "left"),
    topRight: inside(radius.topRight, "top", "right"),
    bottomRight: inside(radius.bottomRight, "bottom", "right"),
    bottomLeft: inside(radius.bottomLeft, "bottom", "left"),
  };
}
