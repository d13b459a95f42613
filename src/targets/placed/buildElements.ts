import type { Rect } from "../../base/geometry";
import { bottom } from "../../base/geometry";
import type { Border, Picture } from "../../inspect/inspection";
import { arrangeFlow, arrangeLayers } from "./arrange";
import type { TextBlock, TextRun, TextStyle } from "../../design/draft/draft";
import type {
  BoxNode,
  FlowNode,
  LayersNode,
  LayoutNode,
  PictureNode,
  TextNode,
} from "../../design/layout/layoutNode";
import type { InheritedStyle } from "./lookOf";
import { boxLook, textLook } from "./lookOf";
import { px, type Declaration } from "../page/declaration";
import { directionOf } from "../page/directionOf";
import type { PageElement, TextLineContent } from "./pageElement";
import { snap } from "./pageElement";
import type { Palette } from "../page/palette";
import { runLook } from "../page/runLook";
import type { PageFacts } from "../../design/meaning/roles";
import { wrapItems } from "./wrapItems";
import { boxRole, flowRole, pictureRole, runRole, textRole } from "../../design/meaning/roles";

/** What every element is built with. */
export interface Workshop {
  readonly page: PageFacts;
  readonly palette: Palette;
  readonly inherited: InheritedStyle;
  /** Where the crop of a picture is stored, relative to the page. */
  readonly assetPath: (picture: Picture) => string;
  /** Whether a button, badge or field is being built. */
  readonly inControl: boolean;
}

const NO_BORDER: Omit<Border, "color"> = { top: 0, right: 0, bottom: 0, left: 0 };

/** The element of `node`; `place` is what its parent wants it to declare. */
export function buildElement(
  node: LayoutNode,
  place: readonly Declaration[],
  shop: Workshop,
): PageElement {
  switch (node.kind) {
    case "text":
      return buildText(node, place, shop);
    case "box":
      return buildBox(node, place, shop);
    case "picture":
      return buildPicture(node, place, shop);
    case "divider":
      return {
        ...EMPTY,
        tag: "div",
        name: "divider",
        look: [["background", shop.palette.use(node.divider.color)]],
        place: [...sizeCss(node.rect), ...place],
        attributes: { role: "separator" },
      };
    case "row":
    case "column":
      return buildFlow(node, place, shop);
    case "layers":
      return buildLayers(node, place, shop);
  }
}

/** What a container declares for its children's sake, and the children. */
interface Inside {
  readonly place: readonly Declaration[];
  readonly children: readonly PageElement[];
}

/** A container's declarations and children for whatever lies in it, placed in `frame`. */
export function buildContent(content: LayoutNode | undefined, frame: Rect, shop: Workshop): Inside {
  if (!content) return { place: [], children: [] };
  const isGroup = content.kind === "row" || content.kind === "column";
  // A list, a table or a navigation stays an element of its own; other groups are what the container arranges.
  if (isGroup && flowRole(content, shop.page).tag !== "div")
    return arrangeIn(frame, [content], "column", shop);
  if (isGroup) return arrangeIn(frame, content.children, content.kind, shop);
  if (content.kind === "layers") return arrangeIn(frame, content.children, "layers", shop);
  return arrangeIn(frame, [content], "column", shop);
}

/** Declarations and children of a container that arranges exactly `nodes`. */
function arrangeIn(
  frame: Rect,
  nodes: readonly LayoutNode[],
  kind: "row" | "column" | "layers",
  shop: Workshop,
): Inside {
  const arrangement =
    kind === "layers" ? arrangeLayers(frame, nodes) : arrangeFlow(kind, frame, nodes);
  return {
    place: arrangement.container,
    children: nodes.map((node, i) => buildElement(node, arrangement.children[i] ?? [], shop)),
  };
}

const EMPTY = { attributes: {}, text: [], children: [] } as const;

function buildText(
  { block, rect }: TextNode,
  place: readonly Declaration[],
  shop: Workshop,
): PageElement {
  const role = textRole(block, shop.page, shop.inControl);
  const width: Declaration[] =
    block.align === "left" || place.some(([property]) => property === "width")
      ? []
      : [["width", px(snap(rect.width))]];
  return {
    ...role,
    look: textLook(block, shop.inherited, shop.palette),
    place: [...width, ...cutAtPageEnd(rect, shop.page.size.height), ...place],
    attributes: { ...(role.tag === "a" ? { href: "#" } : {}), ...directionOf(block) },
    text: textOf(block, shop),
    children: [],
  };
}

/** A line box that reaches below the page would make it taller: it is cut there. */
function cutAtPageEnd(rect: Rect, pageHeight: number): Declaration[] {
  if (bottom(rect) <= pageHeight) return [];
  return [
    ["height", px(Math.max(0, pageHeight - snap(rect.y)))],
    ["overflow", "hidden"],
  ];
}

function textOf({ lines, style }: TextBlock, shop: Workshop): TextLineContent[] {
  return lines.map(({ runs }) => runs.flatMap((run) => runContent(run, style, shop)));
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
  const size = own.sizePx === style.sizePx ? undefined : px(own.sizePx);
  const look = runLook(own, style, shop.palette, size);
  const attributes = role.tag === "a" ? { href: "#" } : {};
  return [...space, { ...EMPTY, ...role, look, place: [], attributes, text: [[text]] }];
}

function buildBox(node: BoxNode, place: readonly Declaration[], shop: Workshop): PageElement {
  const { box, rect, content } = node;
  const border = box.border ?? NO_BORDER;
  const frame: Rect = {
    x: rect.x + border.left,
    y: rect.y + border.top,
    width: rect.width - border.left - border.right,
    height: rect.height - border.top - border.bottom,
  };
  const role = boxRole(node, shop.page);
  const phrasingOnly = role.tag === "button" || role.tag === "span";
  const inControl = shop.inControl || phrasingOnly || role.name === "field";
  const inner = buildContent(content, frame, { ...shop, inControl });
  return {
    ...EMPTY,
    ...role,
    look: boxLook(box, shop.palette),
    place: [...sizeCss(rect), ...inner.place, ...place],
    attributes: role.tag === "button" ? { type: "button" } : {},
    children: phrasingOnly ? inner.children.map(asPhrasing) : inner.children,
  };
}

/** HTML allows only phrasing content in buttons and spans: the same element as a span. */
function asPhrasing(element: PageElement): PageElement {
  const tag = element.tag === "img" ? "img" : "span";
  const attributes = tag === "img" ? element.attributes : {};
  return { ...element, tag, attributes, children: element.children.map(asPhrasing) };
}

function buildPicture(
  node: PictureNode,
  place: readonly Declaration[],
  shop: Workshop,
): PageElement {
  const { picture, rect, content } = node;
  const path = shop.assetPath(picture);
  const role = pictureRole(node);
  if (!content)
    return {
      ...EMPTY,
      ...role,
      look: [],
      place: [...sizeCss(rect), ...place],
      attributes: { src: path, alt: "" },
    };
  const inner = buildContent(content, rect, shop);
  return {
    ...EMPTY,
    ...role,
    look: [["background", `url("${path}") 0 0 / 100% 100% no-repeat`]],
    place: [...sizeCss(rect), ...inner.place, ...place],
    children: inner.children,
  };
}

function buildFlow(node: FlowNode, place: readonly Declaration[], shop: Workshop): PageElement {
  const role = flowRole(node, shop.page);
  const inner = arrangeIn(node.rect, node.children, node.kind, shop);
  const needsWidth =
    inner.place.some(([, value]) => value === "center") &&
    node.kind === "column" &&
    !place.some(([property]) => property === "width");
  return {
    ...EMPTY,
    ...role,
    look: [],
    place: [
      ...(needsWidth ? [["width", px(snap(node.rect.width))] as const] : []),
      ...inner.place,
      ...place,
    ],
    children: wrapItems(role.tag, inner.children),
  };
}

function buildLayers(node: LayersNode, place: readonly Declaration[], shop: Workshop): PageElement {
  const inner = arrangeIn(node.rect, node.children, "layers", shop);
  const positioned = place.some(([property]) => property === "position");
  return {
    ...EMPTY,
    tag: "div",
    name: "layers",
    look: [],
    place: [...sizeCss(node.rect), ...(positioned ? [] : inner.place), ...place],
    children: inner.children,
  };
}

function sizeCss(rect: Rect): Declaration[] {
  return [
    ["width", px(snap(rect.x + rect.width) - snap(rect.x))],
    ["height", px(snap(rect.y + rect.height) - snap(rect.y))],
  ];
}
