import { channelDistance } from "../../base/color";
import type { Rect } from "../../base/geometry";
import { bottom, boundingRect, right } from "../../base/geometry";
import type { Border } from "../../inspect/inspection";
import type { BoxNode, DividerNode, LayoutNode } from "./layoutNode";
import { flowNode, mapContent } from "./layoutNode";

/** A rule this near to a box's edge is that edge (CSS px). */
const TOUCH_PX = 1.5;

/** Rules thicker than this are bars (CSS px). */
const MAX_RULE_PX = 4;

/** Round corners shorten an edge by so much at each end (CSS px). */
const CORNER_PX = 6;

/** A rule in a colour nearer than this to the border's is as the rest of it (channel steps). */
const SAME_COLOR = 24;

type Side = "top" | "right" | "bottom" | "left";

/**
 * Lines that run along the whole edge of a painted box become its border: an edge of another colour than the rest is
 * found as a line of its own, just inside the box or just outside.
 */
export function foldRules(node: LayoutNode): LayoutNode {
  const mapped = mapContent(node, foldRules);
  if (mapped.kind === "box") return foldInside(mapped);
  if (mapped.kind !== "row" && mapped.kind !== "column") return mapped;
  const children = foldBetween(mapped.children, mapped.kind);
  const [only] = children;
  return only && children.length === 1 ? only : flowNode(mapped.kind, children);
}

/** Rules first or last in a box. */
function foldInside(box: BoxNode): BoxNode {
  const { content } = box;
  if (content?.kind !== "column" && content?.kind !== "row") return box;
  const [before, after]: [Side, Side] =
    content.kind === "column" ? ["top", "bottom"] : ["left", "right"];
  let { children } = content;
  let folded = box;
  const first = children[0];
  if (first?.kind === "divider" && touches(first, folded.rect, before, true)) {
    folded = withEdge(folded, first, before);
    children = children.slice(1);
  }
  const last = children[children.length - 1];
  if (last?.kind === "divider" && touches(last, folded.rect, after, true)) {
    folded = withEdge(folded, last, after);
    children = children.slice(0, -1);
  }
  if (folded === box) return box;
  const [only] = children;
  if (!only) return { ...folded, content: undefined };
  return { ...folded, content: children.length === 1 ? only : flowNode(content.kind, children) };
}

/** Rules beside a box in a row or column. */
function foldBetween(nodes: readonly LayoutNode[], kind: "row" | "column"): LayoutNode[] {
  const [before, after]: [Side, Side] = kind === "column" ? ["top", "bottom"] : ["left", "right"];
  const folded: LayoutNode[] = [];
  for (const node of nodes) {
    const last = folded[folded.length - 1];
    if (node.kind === "divider" && last?.kind === "box" && touches(node, last.rect, after, false))
      folded[folded.length - 1] = withEdge(last, node, after);
    else if (
      last?.kind === "divider" &&
      node.kind === "box" &&
      touches(last, node.rect, before, false)
    )
      folded[folded.length - 1] = withEdge(node, last, before);
    else folded.push(node);
  }
  return folded;
}

/** Whether a rule runs along the whole of one side of `rect`, inside or outside. */
function touches(
  { rect: rule, divider }: DividerNode,
  rect: Rect,
  side: Side,
  inside: boolean,
): boolean {
  const isHorizontal = side === "top" || side === "bottom";
  if ((divider.orientation === "horizontal") !== isHorizontal) return false;
  if (Math.min(rule.width, rule.height) > MAX_RULE_PX) return false;
  const along = isHorizontal
    ? Math.abs(rule.x - rect.x) <= CORNER_PX && Math.abs(right(rule) - right(rect)) <= CORNER_PX
    : Math.abs(rule.y - rect.y) <= CORNER_PX && Math.abs(bottom(rule) - bottom(rect)) <= CORNER_PX;
  const distances: Record<Side, number> = inside
    ? {
        top: rule.y - rect.y,
        bottom: bottom(rect) - bottom(rule),
        left: rule.x - rect.x,
        right: right(rect) - right(rule),
      }
    : {
        top: rect.y - bottom(rule),
        bottom: rule.y - bottom(rect),
        left: rect.x - right(rule),
        right: rule.x - right(rect),
      };
  return along && Math.abs(distances[side]) <= TOUCH_PX;
}

function withEdge(node: BoxNode, { rect, divider }: DividerNode, side: Side): BoxNode {
  const old: Border = node.box.border ?? {
    color: divider.color,
    top: 0,
    right: 0,
    bottom: 0,
    left: 0,
  };
  if (old[side] > 0) return { ...node, rect: boundingRect([node.rect, rect]) };
  const width = Math.max(
    1,
    Math.round(side === "top" || side === "bottom" ? rect.height : rect.width),
  );
  const isOnly = old.top + old.right + old.bottom + old.left === 0;
  const isOther = !isOnly && channelDistance(divider.color, old.color) > SAME_COLOR;
  const border: Border = {
    ...old,
    color: isOnly ? divider.color : old.color,
    [side]: width,
    ...(isOther && { colors: { ...old.colors, [side]: divider.color } }),
  };
  const place = boundingRect([node.rect, rect]);
  return { ...node, rect: place, box: { ...node.box, box: place, border } };
}
