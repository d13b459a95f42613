import type { DesignNode } from "../../design/design";
import type { TextBlock, TextRun, TextStyle } from "../../design/draft/draft";
import { wrapRange } from "../../design/flow/wrapWidth";
import { runRole } from "../../design/meaning/roles";
import type { Picture } from "../../inspect/inspection";
import { layoutCss } from "./layout/layoutCss";
import { narrowCss } from "./layout/narrowCss";
import { placeCss } from "./layout/placeCss";
import { controlParts } from "./controlParts";
import { boxLook, typeOf } from "./lookOf";
import type { Declaration } from "../page/declaration";
import { directionOf } from "../page/directionOf";
import { typeSize, type PageElement, type TextLineContent } from "./pageElement";
import type { Palette } from "../page/palette";
import { decorationOf, runLook } from "../page/runLook";
import { narrowTableCss, tableCss } from "./layout/tableCss";

/** What every element is built with. */
export interface Workshop {
  readonly palette: Palette;
  /** Where the crop of a picture is stored, relative to the page. */
  readonly assetPath: (picture: Picture) => string;
  /** Whether a button, badge or field is being built: HTML allows only phrasing content there. */
  readonly inControl: boolean;
}

/** Smaller pictures are as large as they are, whatever the window (CSS px). */
const MIN_FLUID_PX = 160;

/** What holds no other element: what was seen in it is drawn with it, as the tick of a box is, or cannot be there. */
const HOLDS_NOTHING = /^(input|select|textarea|img|hr)$/;

const EMPTY = { attributes: {}, style: [], type: {}, narrow: [], text: [], children: [] } as const;

/** The element of `node`, which stands in `parent`. */
export function buildElement(node: DesignNode, parent: DesignNode, shop: Workshop): PageElement {
  const { meaning, picture, text } = node;
  const isControl = meaning.tag === "button" || meaning.tag === "span" || meaning.tag === "a";
  const inside = { ...shop, inControl: shop.inControl || isControl };
  const isImage = meaning.tag === "img" && picture !== undefined;
  const { tag } = meaning;
  const line = text && decorationOf(text.style);
  const control = controlParts(node);
  // A coloured word in a heading is no link.
  const inText = { ...inside, inControl: inside.inControl || /^h[1-6]$/.test(tag) };
  return {
    tag,
    name: meaning.name,
    attributes: { ...attributesOf(node, tag, shop), ...control?.attributes },
    style: [
      ...(picture && !isImage ? backgroundCss(shop.assetPath(picture)) : []),
      ...boxLook(node.look, shop.palette),
      // Buttons centre their words and do not inherit that.
      ...(tag === "button" && text && node.width.kind !== "hug" && text.align === "left"
        ? [["text-align", "start"] as const]
        : []),
      ...(line ? [["text-decoration", line] as const] : []),
      ...(tableCss(node, parent) ?? [...layoutCss(node, parent), ...placeCss(node, parent)]),
      ...(control?.style ?? []),
      ...(isImage && node.width.kind === "fill" && node.rect.width >= MIN_FLUID_PX
        ? [["width", "100%"] as const]
        : []),
    ],
    type: text
      ? { ...typeOf(text, shop.palette), ...(tag === "button" ? {} : alignOf(node, text)) }
      : {},
    narrow: tableCss(node, parent) ? narrowTableCss(node, parent) : narrowCss(node, parent),
    text: control ? control.text : text ? textOf(text, inText) : [],
    children: [
      ...(control?.options ?? []).map(optionOf),
      ...(HOLDS_NOTHING.test(tag)
        ? []
        : node.children.map((child) => buildElement(child, node, inside))),
    ],
  };
}

function optionOf(words: string): PageElement {
  return { ...EMPTY, tag: "option", name: "option", text: [[words]] };
}

function attributesOf(
  { meaning, picture, rect, text }: DesignNode,
  tag: string,
  shop: Workshop,
): Record<string, string> {
  const attributes: Record<string, string> = /^(select|textarea)$/.test(tag)
    ? {}
    : { ...meaning.attributes, ...(text ? directionOf(text) : {}) };
  if (tag === "a") attributes["href"] ??= "#";
  if (tag === "button") attributes["type"] ??= "button";
  if (tag !== "img" || !picture) return attributes;
  const { alt = "", ...others } = attributes;
  return {
    src: shop.assetPath(picture),
    alt,
    width: String(Math.round(rect.width)),
    height: String(Math.round(rect.height)),
    ...others,
  };
}

function backgroundCss(path: string): Declaration[] {
  return [["background", `url("${path}") center / cover no-repeat`]];
}

/** Where lines stand in what is wider than they are. */
function alignOf({ width }: DesignNode, block: TextBlock): Record<string, string> {
  const { align, lines } = block;
  if (width.kind === "hug" && lines.length === 1) return {};
  const start = "dir" in directionOf(block) ? "right" : "left";
  return { "text-align": align === "center" ? align : align === start ? "start" : "end" };
}

/** Lines that break where their words end are one text; others were broken by whoever wrote them. */
function textOf(block: TextBlock, shop: Workshop): TextLineContent[] {
  const { lines, style } = block;
  const contents = lines.map(({ runs }) => runs.flatMap((run) => runContent(run, style, shop)));
  const { from, to } = wrapRange(block);
  if (to <= from) return contents;
  return [joinAlike(contents.flatMap((line, index) => (index > 0 ? [" ", ...line] : line)))];
}

/** A link or bold words that go on in the next line are one element. */
function joinAlike(parts: readonly (string | PageElement)[]): (string | PageElement)[] {
  const joined: (string | PageElement)[] = [];
  for (const part of parts) {
    const last = joined[joined.length - 1];
    const before = joined[joined.length - 2];
    const isSame =
      last === " " &&
      typeof part === "object" &&
      typeof before === "object" &&
      before.tag === part.tag &&
      before.style.join() === part.style.join();
    if (isSame) {
      joined.splice(-2, 2, {
        ...before,
        text: [[...before.text.flat(), " ", ...part.text.flat()]],
      });
    } else joined.push(part);
  }
  return joined;
}

/** A run as text, or as an element when it has a style of its own. */
function runContent(
  { text, own, spaced }: TextRun,
  style: TextStyle,
  shop: Workshop,
): (string | PageElement)[] {
  const space = spaced ? [" "] : [];
  if (!own) return [...space, text];
  const role = runRole(own, style, shop.inControl);
  const attributes: Record<string, string> = role.tag === "a" ? { href: "#" } : {};
  const size = Math.abs(own.sizePx - style.sizePx) > 0.5 ? typeSize(own.sizePx) : undefined;
  const look = runLook(own, style, shop.palette, size);
  return [...space, { ...EMPTY, ...role, style: look, attributes, text: [[text]] }];
}
