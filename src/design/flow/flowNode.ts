import type { Rect } from "../../base/geometry";
import { right } from "../../base/geometry";
import type { DesignNode, Layout, Place, Sizing } from "../design";
import type { BoxNode, FlowNode, LayoutNode, PictureNode, TextNode } from "../layout/layoutNode";
import type { Meaning } from "../meaning/meaning";
import type { PageFacts } from "../meaning/roles";
import { boxRole, flowRole, pictureRole, textRole } from "../meaning/roles";
import { flowColumn } from "./flowColumn";
import { flowLayers } from "./flowLayers";
import { flowRow } from "./flowRow";
import { designNode, idOf, innerRect, isCentredIn, lookOfBox, textsIn } from "./parts";
import { wrapRange } from "./wrapWidth";

/** What the flow of every part depends on. */
export interface FlowContext {
  readonly page: PageFacts;
  /** How far the page's content is kept from both its edges, where most of it is; undefined where nothing is. */
  readonly insetPx: number | undefined;
  /** Whether a button, badge or field is being built. */
  readonly inControl: boolean;
}

/** A part in flow, and how high it will be drawn: measured heights and drawn ones differ by fractions. */
export interface Flowed {
  readonly node: DesignNode;
  readonly heightPx: number;
}

/** How a container arranges its parts, and the parts. */
export interface Arranged {
  readonly layout: Layout;
  readonly children: readonly DesignNode[];
  /** Padding included. */
  readonly heightPx: number;
}

/** What the container has decided for a part. */
export interface Wish {
  readonly width: Sizing;
  /** From where to where its border box will reach across the page. */
  readonly frame: Pick<Rect, "x" | "width">;
  /** Where its text stands in it. */
  readonly align?: "left" | "center" | "right";
}

export function flowNode(node: LayoutNode, wish: Wish, context: FlowContext): Flowed {
  switch (node.kind) {
    case "text":
      return flowText(node, wish, context);
    case "box":
      return flowBox(node, wish, context);
    case "picture":
      return flowPicture(node, wish, context);
    case "divider": {
      const heightPx = Math.max(1, Math.round(node.rect.height));
      const isRule = node.divider.orientation === "horizontal";
      const meaning: Meaning = isRule
        ? { tag: "hr", name: "rule" }
        : { tag: "div", name: "divider" };
      const look = { fill: { kind: "solid", color: node.divider.color } as const };
      const leaf = designNode({ id: idOf(node), meaning, rect: node.rect, width: wish.width });
      return {
        heightPx,
        node: {
          ...leaf,
          height: { kind: "fixed", px: heightPx },
          look: { ...leaf.look, ...look },
        },
      };
    }
    case "layers":
      return flowLayers(node, wish, context);
    case "row":
    case "column": {
      const frame = { ...wish.frame, y: node.rect.y, height: node.rect.height };
      const arranged = arrange(node, frame, wish, context);
      return {
        heightPx: arranged.heightPx,
        node: designNode({
          id: idOf(node),
          meaning: groupMeaning(node, context),
          rect: node.rect,
          width: wish.width,
          layout: arranged.layout,
          children: arranged.children,
        }),
      };
    }
  }
}

/** Lists and tables need more than their outer element: what they are is read by `meaning`. */
function groupMeaning(node: FlowNode, { page }: FlowContext): Meaning {
  const role = flowRole(node, page);
  return role.tag === "nav" ? role : { ...role, tag: "div" };
}

/** Whatever lies in a container whose padding box is `frame`. */
export function arrange(
  content: LayoutNode,
  frame: Rect,
  wish: Wish,
  context: FlowContext,
): Arranged {
  if (content.kind === "row") return flowRow(content.children, frame, wish, context);
  if (content.kind === "column") return flowColumn(content.children, frame, wish, context);
  return flowColumn([content], frame, wish, context);
}

function flowText({ block, rect }: TextNode, wish: Wish, { page, inControl }: FlowContext): Flowed {
  const align = wish.align ?? (block.lines.length > 1 ? block.align : "left");
  const meaning = textRole(block, page, inControl);
  return {
    heightPx: rect.height,
    node: designNode({
      id: block.id,
      meaning,
      rect,
      width: wish.width,
      text: { ...block, align },
    }),
  };
}

function flowBox(node: BoxNode, wish: Wish, context: FlowContext): Flowed {
  const { box, rect, content } = node;
  const meaning = boxRole(node, context.page);
  const inControl = context.inControl || /^(button|badge|field)$/.test(meaning.name);
  const frame: Rect = { ...wish.frame, y: rect.y, height: rect.height };
  const inner = innerRect(frame, box.border);
  const shared = { id: box.id, meaning, rect, look: lookOfBox(box), width: wish.width };
  if (!content)
    return {
      heightPx: rect.height,
      node: designNode({ ...shared, height: { kind: "fixed", px: Math.round(rect.height) } }),
    };
  const arranged = arrange(content, inner, wish, { ...context, inControl });
  const heightPx = arranged.heightPx + rect.height - inner.height;
  const [only] = arranged.children;
  const merged = content.kind === "text" && only?.text && arranged.children.length === 1;
  return {
    heightPx,
    node: merged
      ? designNode({
          ...shared,
          layout: arranged.layout,
          text: only.text,
        })
      : designNode({ ...shared, layout: arranged.layout, children: arranged.children }),
  };
}

function flowPicture(node: PictureNode, wish: Wish, context: FlowContext): Flowed {
  const { rect, content, picture } = node;
  const meaning = pictureRole(node);
  const leaf = { id: picture.id, meaning, rect, picture, width: wish.width };
  if (!content) return { heightPx: Math.round(rect.height), node: designNode(leaf) };
  const frame: Rect = { ...wish.frame, y: rect.y, height: rect.height };
  const arranged = arrange(content, frame, wish, context);
  return {
    heightPx: arranged.heightPx,
    node: designNode({ ...leaf, layout: arranged.layout, children: arranged.children }),
  };
}

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
    case "text": {
      const shift = centred || flushRight || indent <= 2 ? 0 : indent;
      const aligned = node.block.lines.length > 1 && indent <= 2 ? node.block.align : textAlign;
      const maxPx = breakWidth(node, room - shift);
      const place = {
        across: Math.round(shift),
        align: maxPx !== undefined && centred ? ("center" as const) : undefined,
      };
      const width: Sizing = maxPx === undefined ? { kind: "fill" } : { kind: "fill", maxPx };
      return { width, frame: whole, align: aligned, place };
    }
    case "row":
    case "column":
      return { width: { kind: "fill" }, frame: whole, place: { across: 0, align: undefined } };
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

function fixed(lengthPx: number): Sizing {
  return { kind: "fixed", px: Math.round(lengthPx) };
}

/** Parts of one button stand no further apart than this (CSS px). */
const MAX_WORD_GAP_PX = 32;

function widestGap(nodes: readonly LayoutNode[]): number {
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
        node.children.some((child) => child.rect.width >= widest - 1 && isMadeOfWords(child))
      );
    }
    default:
      return false;
  }
}

export function hasWrapping(node: LayoutNode): boolean {
  return textsIn(node).some(({ block }) => block.lines.length > 1);
}

/** A box as wide as one row of words and what is left and right of it alike. */
function hugs({ rect, content }: BoxNode): boolean {
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
