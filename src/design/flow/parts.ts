import type { Rect } from "../../base/geometry";
import { right } from "../../base/geometry";
import type { Border, Box } from "../../inspect/inspection";
import type { LayoutNode } from "../layout/layoutNode";
import type { DesignNode, Layout, Look, Place, Sides } from "../design";

/** From this on equal margins of a band are those of a centred container (CSS px). */
export const MIN_INSET_PX = 40;

export const NO_SIDES: Sides = { top: 0, right: 0, bottom: 0, left: 0 };

export const PLAIN_LOOK: Look = {
  fill: undefined,
  border: undefined,
  radius: undefined,
  shadow: undefined,
};

export const PLAIN_PLACE: Place = { before: 0, across: 0, align: undefined, inset: undefined };

export const PLAIN_LAYOUT: Layout = {
  kind: "column",
  gapPx: 0,
  padding: NO_SIDES,
  containedPx: undefined,
  align: "stretch",
  justify: "start",
  sparePx: 0,
  roomPx: 0,
  columnPx: undefined,
};

/** A leaf or container with everything left plain that is not said. */
export function designNode(
  parts: Pick<DesignNode, "id" | "meaning" | "rect"> & Partial<DesignNode>,
): DesignNode {
  return {
    width: { kind: "fill" },
    height: { kind: "hug" },
    layout: undefined,
    place: PLAIN_PLACE,
    look: PLAIN_LOOK,
    text: undefined,
    picture: undefined,
    children: [],
    component: undefined,
    ...parts,
  };
}

export function lookOfBox({ fill, border, radius, shadow }: Box): Look {
  return { fill, border, radius, shadow };
}

/** What is within a border. */
export function innerRect(rect: Rect, border: Border | undefined): Rect {
  if (!border) return rect;
  return {
    x: rect.x + border.left,
    y: rect.y + border.top,
    width: rect.width - border.left - border.right,
    height: rect.height - border.top - border.bottom,
  };
}

/** The id of what was measured, or for groups that of their first part with "g" before it. */
export function idOf(node: LayoutNode): string {
  switch (node.kind) {
    case "text":
      return node.block.id;
    case "box":
      return node.box.id;
    case "picture":
      return node.picture.id;
    case "divider":
      return node.divider.id;
    case "row":
    case "column":
    case "layers":
      return `g${idOf(node.children[0] as LayoutNode)}`;
  }
}

/** Whether a part's middle is that of the room from `left` to `rightEdge` (CSS px). */
export function isCentredIn(
  rect: Rect,
  left: number,
  rightEdge: number,
  tolerancePx: number,
): boolean {
  return Math.abs(rect.x - left - (rightEdge - right(rect))) <= 2 * tolerancePx;
}

/** All single lines and paragraphs in a part of the page. */
export function textsIn(node: LayoutNode | undefined): (LayoutNode & { kind: "text" })[] {
  if (!node) return [];
  if (node.kind === "text") return [node];
  if (node.kind === "divider") return [];
  if (node.kind === "box" || node.kind === "picture") return textsIn(node.content);
  return node.children.flatMap(textsIn);
}
