import type { Rgb } from "../../base/color";
import { boundingRect, right, type Rect, type Size } from "../../base/geometry";
import { blend, parseCssColor, type CssColor } from "./cssColor";
import { Covers, isShown, opacityOf, visiblePart } from "./nodeVisibility";
import type { RenderedTextLine } from "../renderer";
import type { SnapshotNode, TextFragment } from "./snapshotTree";

/** How the text of a fragment looks. */
export interface TextLook {
  readonly color: string;
  readonly fontFamily: string;
  readonly fontSize: string;
  readonly fontWeight: string;
}

/** A fragment with the node that drew it. */
export interface DrawnText extends TextFragment {
  readonly node: SnapshotNode;
  readonly look: TextLook;
}

/** What can be read of a text that is cut off at a side. */
export interface ShownText {
  /** With the ellipsis that ends it, if one does; empty when nothing of it is drawn. */
  readonly text: string;
  /** Where it ends, CSS px of the page; undefined: where it is cut. */
  readonly right?: number;
}

/** The texts of `nodes`, as the page's styles say. */
export function drawnTexts(nodes: readonly SnapshotNode[]): DrawnText[] {
  return nodes.flatMap((node) =>
    node.fragments.map((fragment) => ({ ...fragment, node, look: lookOf(node) })),
  );
}

function lookOf({ style, parent }: SnapshotNode): TextLook {
  const isInDrawing = parent !== undefined && /^(text|tspan|textpath)$/.test(parent.tag);
  const fill = isInDrawing ? style.fill : style["-webkit-text-fill-color"] || style.color;
  const isCutOut = parseCssColor(fill).alpha < 0.08 && style["background-clip"].includes("text");
  return {
    color: isCutOut ? (style["background-image"].match(/rgba?\([^)]*\)/)?.[0] ?? fill) : fill,
    fontFamily: style["font-family"],
    fontSize: style["font-size"],
    fontWeight: style["font-weight"],
  };
}

/**
 * The visible lines among `texts`: fragments of one block that stand side by side become one line, with the look of
 * its longest fragment. In paint order, at most `limit`.
 *
 * @param shown what can be read of cut texts; where it says nothing, that is estimated.
 */
export function readTextLines(
  texts: readonly DrawnText[],
  nodes: readonly SnapshotNode[],
  size: Size,
  limit: number,
  shown: ReadonlyMap<DrawnText, ShownText> = new Map(),
): RenderedTextLine[] {
  const covers = new Covers(nodes, size);
  const seen = texts.flatMap((text) => visibleText(text, size, covers, shown.get(text)) ?? []);
  return joinLines(seen)
    .map((parts, order) => ({ parts, order }))
    .sort((a, b) => paintOrderOf(a.parts) - paintOrderOf(b.parts) || a.order - b.order)
    .map(({ parts }) => toLine(parts))
    .filter((line) => line.text !== "")
    .slice(0, limit);
}

const paintOrderOf = (parts: readonly DrawnText[]): number => parts[0]?.node.paintOrder ?? 0;

/** What can be seen of a text, undefined when nothing can. */
function visibleText(
  drawn: DrawnText,
  size: Size,
  covers: Covers,
  shown: ShownText | undefined,
): DrawnText | undefined {
  const { node, box } = drawn;
  const text = readable(shown?.text ?? drawn.text, node);
  if (text.trim() === "" || box.width <= 0 || box.height <= 0 || !isShown(node)) return undefined;
  if (parseCssColor(drawn.look.color).alpha * opacityOf(node) < 0.08) return undefined;
  const part = visiblePart(node, box, size);
  if (!part || part.height < 0.4 * box.height || part.width < Math.min(2, box.width))
    return undefined;
  if (covers.hides(node, part)) return undefined;
  if (shown) {
    const width = shown.right === undefined ? part.width : shown.right - part.x;
    return { ...drawn, text, box: { ...part, width } };
  }
  if (part.width > box.width - 1) return { ...drawn, text };
  // As many characters as the visible width holds on average.
  const from = Math.round(((part.x - box.x) / box.width) * text.length);
  const to = Math.round(((right(part) - box.x) / box.width) * text.length);
  const ellipsis = blockOf(node).style["text-overflow"] === "ellipsis" ? "…" : "";
  return { ...drawn, text: `${text.slice(from, ellipsis ? to - 1 : to)}${ellipsis}`, box: part };
}

/** Without icon-font characters; of generated content (bullets, ticks) only what has letters or digits. */
function readable(text: string, node: SnapshotNode): string {
  const plain = text.replace(/[\u200b\u00ad\ue000-\uf8ff]/g, "");
  const isGenerated = node.parent?.tag.startsWith("::") || node.tag.startsWith("::");
  return isGenerated && !/[\p{L}\p{N}]/u.test(plain) ? "" : plain;
}

/** The nearest box that breaks its texts into lines. */
export function blockOf(node: SnapshotNode): SnapshotNode {
  let at = node;
  while (
    at.parent &&
    (at.tag === "#text" || /^(inline|contents)$/.test(at.style.display) || at.tag.startsWith("::"))
  )
    at = at.parent;
  return at;
}

function joinLines(texts: readonly DrawnText[]): DrawnText[][] {
  const lines: DrawnText[][] = [];
  const open = new Map<SnapshotNode, DrawnText[]>();
  for (const text of texts) {
    const block = blockOf(text.node);
    const line = open.get(block);
    const last = line?.[line.length - 1];
    if (line && last && standsBeside(last, text)) line.push(text);
    else {
      const started = [text];
      lines.push(started);
      open.set(block, started);
    }
  }
  return lines;
}

function standsBeside(left: DrawnText, next: DrawnText): boolean {
  const common =
    Math.min(left.box.y + left.box.height, next.box.y + next.box.height) -
    Math.max(left.box.y, next.box.y);
  const gap = next.box.x - right(left.box);
  const em = Math.max(fontSizeOf(left), fontSizeOf(next));
  return (
    common > 0.5 * Math.min(left.box.height, next.box.height) && gap > -0.5 * em && gap < 1.2 * em
  );
}

const fontSizeOf = ({ look }: DrawnText): number => Number.parseFloat(look.fontSize) || 0;

function toLine(parts: readonly DrawnText[]): RenderedTextLine {
  const main = parts.reduce((a, b) => (b.text.trim().length > a.text.trim().length ? b : a));
  let text = "";
  let end: Rect | undefined;
  for (const part of parts) {
    const gap = end ? part.box.x - right(end) : 0;
    text += gap > 0.12 * fontSizeOf(part) ? ` ${part.text}` : part.text;
    end = part.box;
  }
  return {
    text: text.replace(/\s+/g, " ").trim(),
    box: boundingRect(parts.map((part) => part.box)),
    color: colorOf(main),
    fontFamily: firstFamily(main.look.fontFamily),
    fontSizePx: fontSizeOf(main),
    fontWeight: Number.parseInt(main.look.fontWeight, 10) || 400,
    selector: main.node.selector,
  };
}

function firstFamily(families: string): string {
  return (/^\s*("[^"]*"|'[^']*'|[^,]*)/.exec(families)?.[1] ?? "").replace(/["']/g, "").trim();
}

/** The text's colour over what its ancestors paint behind it. */
function colorOf({ node, look }: DrawnText): Rgb {
  const color = parseCssColor(look.color);
  const alpha = color.alpha * opacityOf(node);
  return blend({ rgb: color.rgb, alpha }, backgroundOf(node));
}

function backgroundOf(node: SnapshotNode): Rgb {
  const layers: CssColor[] = [];
  for (let at: SnapshotNode | undefined = node; at; at = at.parent) {
    if (at.tag === "#text") continue;
    const { rgb, alpha } = parseCssColor(at.style["background-color"]);
    layers.push({ rgb, alpha: alpha * opacityOf(at) });
    if (alpha >= 1) break;
  }
  return layers.reduceRight<Rgb>((under, layer) => blend(layer, under), [255, 255, 255]);
}
