import { bottom, right } from "../../base/geometry";
import type { Border } from "../../inspect/inspection";
import type { BoxNode, LayoutNode } from "./layoutNode";
import { mapContent } from "./layoutNode";

/** Neighbours overlap by no more than a border (CSS px). */
const MAX_OVERLAP_PX = 4;

/** Boxes that share a border lie over each other by it: the later one leaves it to the one before. */
export function collapseBorders(node: LayoutNode): LayoutNode {
  const mapped = mapContent(node, collapseBorders);
  if (mapped.kind !== "row" && mapped.kind !== "column") return mapped;
  const children: LayoutNode[] = [];
  for (const child of mapped.children) {
    const last = children[children.length - 1];
    children.push(last && child.kind === "box" ? apart(last, child, mapped.kind) : child);
  }
  return { ...mapped, children };
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
