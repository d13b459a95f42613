import type { Rect } from "../../base/geometry";
import { boundingRect } from "../../base/geometry";
import type { Box, Divider, Picture } from "../../inspect/inspection";
import type { TextBlock } from "../draft/draft";
import { baselineOffset, extentPx } from "../draft/faceMetrics";

/** A part of the page and where it lies (CSS px). Its element will have exactly this border box. */
export type LayoutNode = TextNode | BoxNode | PictureNode | DividerNode | FlowNode | LayersNode;

export interface TextNode {
  readonly kind: "text";
  readonly rect: Rect;
  readonly block: TextBlock;
}

/** A painted rectangle and what lies in it. */
export interface BoxNode {
  readonly kind: "box";
  readonly rect: Rect;
  readonly box: Box;
  readonly content: LayoutNode | undefined;
}

/** A crop of the mockup; with content, it is the background of a container. */
export interface PictureNode {
  readonly kind: "picture";
  readonly rect: Rect;
  readonly picture: Picture;
  readonly content: LayoutNode | undefined;
}

export interface DividerNode {
  readonly kind: "divider";
  readonly rect: Rect;
  readonly divider: Divider;
}

/** Children one after the other, left to right or top to bottom. */
export interface FlowNode {
  readonly kind: "row" | "column";
  readonly rect: Rect;
  /** At least two. */
  readonly children: readonly LayoutNode[];
}

/** Children that overlap: placed absolutely, in paint order. */
export interface LayersNode {
  readonly kind: "layers";
  readonly rect: Rect;
  readonly children: readonly LayoutNode[];
}

/** The node with what is in it changed; texts and dividers hold nothing. */
export function mapContent(node: LayoutNode, change: (part: LayoutNode) => LayoutNode): LayoutNode {
  switch (node.kind) {
    case "text":
    case "divider":
      return node;
    case "box":
    case "picture":
      return { ...node, content: node.content && change(node.content) };
    case "row":
    case "column":
    case "layers":
      return { ...node, children: node.children.map(change) };
  }
}

/** The rectangle of a block's line boxes: its height is a whole number of line heights. */
export function lineBoxRect(block: TextBlock, deviceScaleFactor: number): Rect {
  const { style, lines, lineHeightPx } = block;
  const extent = extentPx(style.extent, style.sizePx, deviceScaleFactor);
  const offset = baselineOffset(extent, lineHeightPx, deviceScaleFactor);
  const top = firstBaseline(block) - offset;
  const x0 = Math.min(...lines.map((line) => line.originX));
  const x1 = Math.max(...lines.map((line) => line.originX + line.advanceWidth));
  return { x: x0, y: top, width: x1 - x0, height: lineHeightPx * lines.length };
}

/**
 * Where the first baseline must be so that all of them, one line height apart and rounded to pixels, come nearest to
 * the measured ones: the middle of what the lines ask for.
 */
function firstBaseline({ lines, lineHeightPx }: TextBlock): number {
  const wishes = lines.map((line, index) => line.baselineY - index * lineHeightPx);
  return (Math.min(...wishes) + Math.max(...wishes)) / 2;
}

export function textNode(block: TextBlock, deviceScaleFactor: number): TextNode {
  return { kind: "text", rect: lineBoxRect(block, deviceScaleFactor), block };
}

export function flowNode(kind: FlowNode["kind"], children: readonly LayoutNode[]): FlowNode {
  return { kind, rect: boundingRect(children.map((child) => child.rect)), children };
}

export function layersNode(children: readonly LayoutNode[]): LayersNode {
  return { kind: "layers", rect: boundingRect(children.map((child) => child.rect)), children };
}
