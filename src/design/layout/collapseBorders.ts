import { bottom, right } from "../../base/geometry";
import type { Border } from "../../inspect/inspection";
import type { BoxNode, LayoutNode } from "./layoutNode";

/** Neighbours overlap by no more than a border (CSS px). */
const MAX_OVERLAP_PX = 4;

/** Boxes that share a border lie over each other by it: the later one leaves it to the one before. */
export function collapseBorders(node: LayoutNode): LayoutNode {
  switch (node.kind) {
    case "text":
    case "divider":
      return node;
    case "box":
    case "picture":
      return { ...node, content: node.content && collapseBorders(node.content) };
    case "layers":
      return { ...node, children: node.children.map(collapseBorders) };
    case "row":
    case "column": {
      const children: LayoutNode[] = [];
      for (const child of node.children.map(collapseBorders)) {
        const last = children[children.length - 1];
        children.push(last && child.kind === "box" ? apart(last, child, node.kind) : child);
      }
      return { ...node, children };
    }
  }
}

function apart(before: LayoutNode, node: BoxNode, kind: "row" | "column"): BoxNode {
  const { rect, box } = node;
  const overlap = kind === "column" ? bottom(before.rect) - rect.y : right(before.rect) - rect.x;
  if (overlap <= 0 || overlap > MAX_OVERLAP_PX || before.kind !== "box") return node;
  const side = kind === "column" ? "top" : "left";
  const moved =
    kind === "column"
      ? { ...rect, y: rect.y + overlap, height: rect.height - overlap }
      : { ...rect, x: rect.x + overlap, width: rect.width - overlap };
  const border: Border | undefined = box.border && {
    ...box.border,
    [side]: Math.max(0, box.border[side] - overlap),
  };
  return { ...node, rect: moved, box: { ...box, box: moved, border } };
}
