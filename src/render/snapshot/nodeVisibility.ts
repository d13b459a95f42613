import { area, intersection, type Rect, type Size } from "../../base/geometry";
import { parseCssColor } from "./cssColor";
import { onCanvas, type SnapshotNode } from "./snapshotTree";

/** Less than this is as good as nothing. */
const MIN_ALPHA = 0.08;
const OPAQUE_TAGS = new Set(["img", "video", "canvas", "iframe"]);

/** The product of a node's own and its ancestors' opacities, 0–1. */
export function opacityOf(node: SnapshotNode | undefined): number {
  let opacity = 1;
  for (let at = node; at; at = at.parent)
    if (at.tag !== "#text") opacity *= Number.parseFloat(at.style.opacity || "1");
  return opacity;
}

/** Whether styles let the node be seen at all (not whether anything covers it). */
export function isShown(node: SnapshotNode): boolean {
  if (node.style.visibility !== "visible" || opacityOf(node) < MIN_ALPHA) return false;
  for (let at: SnapshotNode | undefined = node; at; at = at.parent)
    if (isClippedAway(at)) return false;
  return true;
}

/** The usual ways to hide text from all but screen readers. */
function isClippedAway({ style }: SnapshotNode): boolean {
  return (
    /^inset\((50|100)%/.test(style["clip-path"]) ||
    /^circle\(0/.test(style["clip-path"]) ||
    (style.position !== "static" && /^rect\((?:[01]px,? ?){4}\)$/.test(style.clip))
  );
}

/** The part of `box`, drawn by `node`, that no ancestor's overflow cuts off, on a canvas of `size`. */
export function visiblePart(node: SnapshotNode, box: Rect, size: Size): Rect | undefined {
  let part = onCanvas(box, size);
  // An absolutely positioned box is cut only by ancestors its containing block lies in.
  let escapes: "none" | "static" | "all" = escapeOf(node);
  for (let at = node.parent; at && part; at = at.parent) {
    const { style } = at;
    if (at.tag.startsWith("#") || at.tag === "html" || at.tag === "body") continue;
    const contains = style.position !== "static" || style.transform !== "none";
    if (escapes === "static" && contains) escapes = "none";
    if (escapes === "all" && style.transform !== "none") escapes = "none";
    if (escapes !== "none") continue;
    if (
      style["overflow-x"] !== "visible" ||
      style["overflow-y"] !== "visible" ||
      at.tag === "iframe"
    )
      part = intersection(part, at.box);
    escapes = escapeOf(at);
  }
  return part;
}

function escapeOf({ tag, style }: SnapshotNode): "none" | "static" | "all" {
  if (tag === "#text") return "none";
  if (style.position === "fixed") return "all";
  return style.position === "absolute" ? "static" : "none";
}

/** What can hide others: opaque boxes of a page, to be asked by paint order. */
export class Covers {
  private readonly nodes: readonly SnapshotNode[];

  constructor(nodes: readonly SnapshotNode[], size: Size) {
    this.nodes = nodes.filter(
      (node) => isOpaque(node) && onCanvas(node.box, size) !== undefined && isShown(node),
    );
  }

  /** Whether something painted later lies over most of `box`. */
  hides(node: SnapshotNode, box: Rect): boolean {
    return this.nodes.some((cover) => {
      if (cover.paintOrder <= node.paintOrder) return false;
      const common = intersection(cover.box, box);
      if (!common || area(common) < 0.6 * area(box)) return false;
      for (let at: SnapshotNode | undefined = node; at; at = at.parent)
        if (at === cover) return false;
      return opacityOf(cover) > 0.9;
    });
  }
}

function isOpaque({ tag, style }: SnapshotNode): boolean {
  if (tag === "#text") return false;
  if (OPAQUE_TAGS.has(tag) && tag !== "iframe") return true;
  if (parseCssColor(style["background-color"]).alpha > 0.9) return true;
  const image = style["background-image"];
  if (!image.includes("gradient(") || style["background-clip"].includes("text")) return false;
  const colors = image.match(/rgba?\([^)]*\)/g) ?? [];
  return colors.length > 0 && colors.every((color) => parseCssColor(color).alpha > 0.9);
}
