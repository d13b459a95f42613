import type { Wish } from "./flowed";
import { right } from "../../base/geometry";
import type { Place, Sizing } from "../design";
import type { BoxNode, LayoutNode, TextNode } from "../layout/layoutNode";
import { isCentredIn, textsIn } from "./parts";
import { areColumns } from "./rowColumns";
import { wrapRange } from "./wrapWidth";

/** The width a part takes in a column whose content reaches from `left` to `rightEdge`. */
export function widthInColumn(
  node: LayoutNode,
  left: number,
  rightEdge: number,
): Wish & { readonly place: Pick<Place, "across" | "align"> } {
  const { rect } = node;
  const room = rightEdge - left;
  const indent = rect.x - left;
  const after = rightEdge - right(rect);
  const fills = indent <= 2 && after <= 2;
  const centred = !fills && indent > 2 && isCentredIn(rect, left, rightEdge, 1.25);
  const flushRight = !centred && after <= 2 && indent > 2;
  const whole = { x: left, width: room };
  const own = { x: rect.x, width: rect.width };
  const align = centred ? "center" : flushRight ? "end" : undefined;
  const textAlign = centred ? "center" : flushRight ? "right" : "left";
  switch (node.kind) {
    case "text":
      return node.block.lines.length > 1
        ? paragraphWidth(node, left, room)
        : {
            width: { kind: "fill" },
            frame: whole,
            align: textAlign,
            place: {
              across: align || indent <= 2 ? 0 : Math.round(indent),
              align: undefined,
            },
          };
    case "row":
    case "column": {
      const place = { across: 0, align: undefined };
      // What is seen to end before its room does must not grow into it.
      if (endsSolid(node) && indent <= 2 && after >= MIN_ROOM_PX)
        return {
          width: { kind: "fill", maxPx: Math.round(rect.width + indent) },
          frame: { x: left, width: rect.width + indent },
          place,
        };
      return { width: { kind: "fill" }, frame: whole, place };
    }
    default: {
      if (fills)
        return {
          width: { kind: "fill" },
          frame: { x: left, width: room },
          place: { across: 0, align: undefined },
        };
      const width = ownWidth(node);
      const shift = align || indent <= 2 ? 0 : Math.round(indent);
      return { width, frame: own, place: { across: shift, align: align ?? "start" } };
    }
  }
}

/**
 * A paragraph says itself how it is aligned. It reaches as far as it breaks; where that is less than its room, it stands where its
 * lines do.
 */
function paragraphWidth(
  node: TextNode,
  left: number,
  room: number,
): Wish & { readonly place: Pick<Place, "across" | "align"> } {
  const { rect, block } = node;
  const { align } = block;
  const indent = rect.x - left;
  const after = room - indent - rect.width;
  const isMiddle = align === "center" && isCentredIn(rect, left, left + room, 1.25);
  const isAtEdge = align === "right" ? after <= 2 : isMiddle || indent <= 2;
  const shift = isAtEdge ? 0 : align === "right" ? after : indent;
  const maxPx = breakWidth(node, isAtEdge ? room : align === "left" ? room - indent : Infinity);
  const frame = { x: left, width: room };
  if (maxPx === undefined)
    return {
      width: { kind: "fill" },
      frame,
      align,
      place: { across: Math.round(shift), align: undefined },
    };
  const beside = (rect.width - maxPx) / 2;
  const across = align === "center" && !isAtEdge ? indent + beside : shift;
  const place = isMiddle ? "center" : align === "right" ? "end" : undefined;
  return {
    width: { kind: "fill", maxPx },
    frame,
    align,
    place: { across: Math.round(Math.max(0, across)), align: place },
  };
}

/** Parts that end this far before their room does have a width of their own (CSS px). */
const MIN_ROOM_PX = 24;

/** Whether a row of blocks ends with an edge that is seen. */
function endsSolid(node: LayoutNode): boolean {
  if (node.kind !== "row" || !areColumns(node.children)) return false;
  const last = node.children[node.children.length - 1];
  return last?.kind === "box" || last?.kind === "picture";
}

/**
 * Boxes around centred words hug them, and so do words; groups hug them while nothing in them wraps. Other boxes and
 * pictures have a size of their own.
 */
export function ownWidth(node: LayoutNode): Sizing {
  switch (node.kind) {
    case "text":
      return { kind: "hug" };
    case "box":
      return hugs(node) ? { kind: "hug" } : fixed(node.rect.width);
    case "row":
    case "column": {
      return isMadeOfWords(node) ? { kind: "hug" } : fixed(node.rect.width);
    }
    default:
      return fixed(node.rect.width);
  }
}

export function fixed(lengthPx: number): Sizing {
  return { kind: "fixed", px: Math.round(lengthPx) };
}

/** Parts of one button stand no further apart than this (CSS px). */
const MAX_WORD_GAP_PX = 32;

export function widestGap(nodes: readonly LayoutNode[]): number {
  return Math.max(
    0,
    ...nodes.slice(1).map(({ rect }, i) => rect.x - right((nodes[i] as LayoutNode).rect)),
  );
}

/** Whether a group is as wide as the words, icons and buttons in it, and not the other way round. */
function isMadeOfWords(node: LayoutNode): boolean {
  switch (node.kind) {
    case "text":
      return node.block.lines.length === 1;
    case "picture":
      return !node.content;
    case "box":
      return hugs(node);
    case "row":
      return node.children.every((child) => isMadeOfWords(child) || child.kind === "box");
    case "column": {
      const widest = Math.max(...node.children.map(({ rect }) => rect.width));
      return (
        !hasWrapping(node) &&
        node.children.some(
          (child) => child.rect.width >= widest - 1 && isMadeOfWords(child) && !isLoose(child),
        )
      );
    }
    default:
      return false;
  }
}

/** Whether a row reaches as far as its room does, not as far as its words do. */
function isLoose(node: LayoutNode): boolean {
  return node.kind === "row" && widestGap(node.children) > MAX_WORD_GAP_PX;
}

export function hasWrapping(node: LayoutNode): boolean {
  return textsIn(node).some(({ block }) => block.lines.length > 1);
}

/** A box as wide as one row of words and what is left and right of it alike. */
export function hugs({ rect, content }: BoxNode): boolean {
  if (!content || content.kind === "column" || content.kind === "layers") return false;
  if (content.kind === "text" && content.block.lines.length > 1) return false;
  if (textsIn(content).length === 0 && content.kind !== "picture") return false;
  if (content.kind === "row" && widestGap(content.children) > MAX_WORD_GAP_PX) return false;
  const room = Math.max(2, 0.04 * rect.width);
  return isCentredIn(content.rect, rect.x, right(rect), room) && content.rect.x - rect.x <= 40;
}

/** The width a paragraph must not exceed to break as it does; undefined where its room says so already. */
export function breakWidth({ block }: TextNode, room: number): number | undefined {
  const { from, to } = wrapRange(block);
  if (room < to) return undefined;
  const spare = Math.min(to - from, 40);
  const middle = from + spare / 2;
  const nice = Math.round(middle / 10) * 10;
  return nice > from + 1 && nice < to - 1 ? nice : Math.ceil(middle);
}
