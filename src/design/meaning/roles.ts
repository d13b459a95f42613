import type { Rgb } from "../../base/color";
import { isMonospaced } from "../../fonts/fontStack";
import type { Size } from "../../base/geometry";
import { bottom, right } from "../../base/geometry";
import { weightedMedian } from "../../base/median";
import type { Box } from "../../inspect/inspection";
import type { Meaning } from "./meaning";
import { characters } from "../draft/draft";
import type { Draft, RunStyle, TextBlock, TextStyle } from "../draft/draft";
import type { BoxNode, FlowNode, LayoutNode, PictureNode } from "../layout/layoutNode";

/** What the roles of parts depend on. */
export interface PageFacts {
  readonly size: Size;
  /** The size most characters are set in. */
  readonly textSizePx: number;
  /** Sizes of headings, largest first. */
  readonly headingSizes: readonly number[];
  /** The id of the block that is the page's h1. */
  readonly titleId: string | undefined;
}

export function describePage(draft: Draft): PageFacts {
  const textSizePx = medianTextSize(draft.blocks);
  const headings = draft.blocks.filter((block) => isHeadingLike(block, textSizePx));
  const headingSizes = [...new Set(headings.map((block) => Math.round(block.style.sizePx)))].sort(
    (a, b) => b - a,
  );
  const title = headings.find((block) => Math.round(block.style.sizePx) === headingSizes[0]);
  return { size: draft.size, textSizePx, headingSizes, titleId: title?.id };
}

/** The size that half of all characters do not reach. */
function medianTextSize(blocks: readonly TextBlock[]): number {
  const sizes = blocks.map((block) => ({ value: block.style.sizePx, count: characters(block) }));
  return weightedMedian(sizes, 16);
}

function isHeadingLike(block: TextBlock, textSizePx: number): boolean {
  const { sizePx, weight } = block.style;
  const large = sizePx >= 1.2 * textSizePx || (sizePx >= 1.1 * textSizePx && weight >= 600);
  const wordy = block.lines.some((line) => /\p{L}{3}/u.test(line.text));
  return large && wordy && block.lines.length <= 3 && characters(block) <= 120;
}

/** @param inControl Whether the text stands on a button, badge or field: then it is no heading and no link. */
export function textRole(block: TextBlock, page: PageFacts, inControl: boolean): Meaning {
  const { style } = block;
  if (inControl) return { tag: "span", name: "label" };
  if (isHeadingLike(block, page.textSizePx)) {
    if (block.id === page.titleId) return { tag: "h1", name: "title" };
    const rank = page.headingSizes.indexOf(Math.round(style.sizePx));
    return rank <= 1 ? { tag: "h2", name: "heading" } : { tag: "h3", name: "subheading" };
  }
  if (block.lines.length > 1 || characters(block) > 60) return { tag: "p", name: "text" };
  if (isSaturated(style.color) || style.underlined) return { tag: "a", name: "link" };
  if (style.sizePx < 0.9 * page.textSizePx) return { tag: "span", name: "caption" };
  return { tag: "span", name: style.weight >= 600 ? "label" : "text" };
}

/** A part of a sentence: code, a link when it is underlined or stands out by colour, else bold or plain. */
export function runRole(own: RunStyle, block: TextStyle, inControl: boolean): Meaning {
  if (isMonospaced(own.family) && !isMonospaced(block.family)) return { tag: "code", name: "code" };
  const linked = own.underlined || (isSaturated(own.color) && !isSaturated(block.color));
  if (linked && !inControl) return { tag: "a", name: "inline-link" };
  return own.weight > block.weight
    ? { tag: "strong", name: "strong" }
    : { tag: "span", name: "inline" };
}

export function boxRole(node: BoxNode, page: PageFacts): Meaning {
  const { rect, box, content } = node;
  const band = rect.width > 0.9 * page.size.width;
  if (band && rect.y <= 2 && rect.height < 160 && content) return { tag: "header", name: "header" };
  if (band && content && isAtPageEnd(node, page)) return { tag: "footer", name: "footer" };
  if (isSidebar(node, page)) return { tag: "aside", name: "sidebar" };
  const control = controlRole(node);
  if (control) return control;
  if (!content)
    return { tag: "div", name: rect.height <= 12 || rect.width <= 12 ? "bar" : "block" };
  if (band) return { tag: "section", name: "section" };
  if (box.shadow || box.border || cornersOf(box).some((radius) => radius > 0))
    return { tag: "div", name: "card" };
  return { tag: "div", name: "panel" };
}

function isAtPageEnd({ rect }: LayoutNode, { size }: PageFacts): boolean {
  return (
    rect.y > 0.6 * size.height && bottom(rect) >= size.height - 2 && rect.height < 0.4 * size.height
  );
}

function isSidebar({ rect, content }: BoxNode, { size }: PageFacts): boolean {
  const atEdge = rect.x <= 2 || right(rect) >= size.width - 2;
  return atEdge && rect.height > 0.6 * size.height && rect.width < 0.35 * size.width && !!content;
}

/** Buttons, badges and fields: small boxes around one line of text. */
function controlRole({ rect, box, content }: BoxNode): Meaning | undefined {
  const words = textsIn(content);
  const [text] = words;
  const lineCount = words.reduce((sum, block) => sum + block.lines.length, 0);
  if (rect.width > 560 || rect.height > 72 || lineCount > 1) return undefined;
  const round = Math.max(...cornersOf(box));
  const tall = rect.height >= 24 && rect.width >= 80;
  if (!text) {
    const empty = !content && box.border && tall && rect.width > 2.5 * rect.height;
    return empty ? { tag: "div", name: "field" } : undefined;
  }
  const [line] = text.lines;
  if (!line) return undefined;
  const before = line.ink.x - rect.x;
  const after = right(rect) - right(line.ink);
  const centered = Math.abs(before - after) <= 6;
  if (!centered && box.border && tall && after > 2 * before) return { tag: "div", name: "field" };
  const small = rect.height < 24 && line.text.length <= 24;
  if (small && round > 0) return { tag: "span", name: "badge" };
  const filled = box.fill.kind === "gradient" || isSaturated(box.fill.color) || round >= 2;
  if (rect.height >= 20 && (centered || content?.kind === "row") && filled)
    return { tag: "button", name: "button" };
  return undefined;
}

export function pictureRole(node: PictureNode): Meaning {
  if (node.content) return { tag: "section", name: "hero" };
  return { tag: "img", name: node.picture.kind === "icon" ? "icon" : "picture" };
}

export function flowRole(node: FlowNode, page: PageFacts): Meaning {
  if (isNavigation(node, page)) return { tag: "nav", name: "nav" };
  if (isTable(node)) return { tag: "table", name: "table" };
  if (isRepeated(node)) return { tag: "ul", name: "list" };
  return { tag: "div", name: node.kind === "row" ? "row" : "stack" };
}

/** Short single words one after the other at the top or the side of the page. */
function isNavigation(node: FlowNode, { size }: PageFacts): boolean {
  const words = node.children.filter(
    (child) =>
      child.kind === "text" && child.block.lines.length === 1 && characters(child.block) < 24,
  );
  const place =
    node.kind === "row" ? bottom(node.rect) < 140 : right(node.rect) < 0.25 * size.width;
  return words.length >= 3 && words.length === node.children.length && place;
}

/** At least three rows of the same number of cells, three or more; lines between the rows do not count. */
function isTable(node: FlowNode): boolean {
  if (node.kind !== "column") return false;
  const rows = node.children.filter((child) => child.kind !== "divider");
  const widths = new Set(rows.map(cellCount));
  const [width = 0] = widths;
  return rows.length >= 3 && widths.size === 1 && width >= 3;
}

function cellCount(node: LayoutNode): number {
  if (node.kind === "row") return node.children.length;
  return node.kind === "box" && node.content?.kind === "row" ? node.content.children.length : 1;
}

/** At least three children built alike. */
function isRepeated(node: FlowNode): boolean {
  const shapes = new Set(node.children.map(shapeOf));
  return node.children.length >= 3 && shapes.size === 1;
}

/** The structure of a part as text: equal for parts that are built alike. */
function shapeOf(node: LayoutNode): string {
  switch (node.kind) {
    case "text":
    case "divider":
      return node.kind;
    case "picture":
    case "box":
      return `${node.kind}(${node.content ? shapeOf(node.content) : ""})`;
    case "row":
    case "column":
    case "layers":
      return `${node.kind}[${node.children.map(shapeOf).join()}]`;
  }
}

function textsIn(node: LayoutNode | undefined): TextBlock[] {
  if (!node) return [];
  if (node.kind === "text") return [node.block];
  if (node.kind === "divider") return [];
  if (node.kind === "box" || node.kind === "picture") return textsIn(node.content);
  return node.children.flatMap(textsIn);
}

function isSaturated(color: Rgb): boolean {
  return Math.max(...color) - Math.min(...color) > 90;
}

function cornersOf({ radius }: Box): number[] {
  return [radius.topLeft, radius.topRight, radius.bottomRight, radius.bottomLeft];
}
