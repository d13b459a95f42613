import type { Protocol } from "puppeteer";
import { ERROR_PAGE } from "../page/emptyErrorFrames";
import { intersection, type Rect, type Size } from "../../base/geometry";

/** The computed styles a snapshot carries, in the order it carries them. */
export const SNAPSHOT_STYLES = [
  "display",
  "position",
  "z-index",
  "visibility",
  "opacity",
  "overflow-x",
  "overflow-y",
  "clip",
  "clip-path",
  "color",
  "-webkit-text-fill-color",
  "fill",
  "background-color",
  "background-image",
  "background-clip",
  "font-family",
  "font-size",
  "font-weight",
  "text-overflow",
  "transform",
  "border-left-width",
  "border-top-width",
  "padding-left",
  "padding-top",
] as const;

export type SnapshotStyle = Readonly<Record<(typeof SNAPSHOT_STYLES)[number], string>>;

/** A piece of text that the page drew on one line, from one text node. CSS px. */
export interface TextFragment {
  readonly text: string;
  readonly box: Rect;
}

/** Something the page laid out: an element, a pseudo element, or a text. */
export interface SnapshotNode {
  /** "h1", "#text", "::before" … */
  readonly tag: string;
  /** The nearest laid-out ancestor; of a frame's document, the frame's element. */
  readonly parent: SnapshotNode | undefined;
  readonly box: Rect;
  readonly style: SnapshotStyle;
  /** Later is painted above; nodes of one layer share it. */
  readonly paintOrder: number;
  /** Empty unless this is a text. */
  readonly fragments: readonly TextFragment[];
  /** A CSS selector of the element (of a text: of its element). */
  readonly selector: string;
  /** Which child of its parent each element on the way from the body is, from 1: "1/3/2"; "" for the body itself. */
  readonly path: string;
  readonly backendNodeId: number;
}

/** The laid-out nodes of the page and its frames in tree order, coordinates of the page. */
export function readLayoutNodes(
  snapshot: Protocol.DOMSnapshot.CaptureSnapshotResponse,
): readonly SnapshotNode[] {
  const nodes: SnapshotNode[] = [];
  readDocument(snapshot, 0, undefined, { x: 0, y: 0 }, nodes);
  return nodes;
}

function readDocument(
  snapshot: Protocol.DOMSnapshot.CaptureSnapshotResponse,
  documentIndex: number,
  frame: SnapshotNode | undefined,
  origin: { readonly x: number; readonly y: number },
  into: SnapshotNode[],
): void {
  const document = snapshot.documents[documentIndex];
  if (!document) return;
  const { layout } = document;
  const text = (index: number | undefined): string =>
    index === undefined || index < 0 ? "" : (snapshot.strings[index] ?? "");
  if (text(document.documentURL).startsWith(ERROR_PAGE)) return;
  const rect = ([x = 0, y = 0, width = 0, height = 0]: readonly number[] = []): Rect => ({
    x: x + origin.x,
    y: y + origin.y,
    width,
    height,
  });
  const fragments = readFragments(document, text, rect);
  const tree = domTree(document, text);
  const firstOf = new Map<number, SnapshotNode>();
  const frames = new Map(
    document.nodes.contentDocumentIndex?.index.map((node, i) => [
      node,
      document.nodes.contentDocumentIndex?.value[i] as number,
    ]),
  );
  layout.nodeIndex.forEach((nodeIndex, layoutIndex) => {
    const styles = layout.styles[layoutIndex] ?? [];
    const sibling = firstOf.get(nodeIndex);
    let parent = sibling;
    for (let at = tree.parentOf(nodeIndex); !parent && at !== undefined; at = tree.parentOf(at))
      parent = firstOf.get(at);
    parent ??= frame;
    const own = Object.fromEntries(
      SNAPSHOT_STYLES.map((name, i) => [name, text(styles[i])]),
    ) as SnapshotStyle;
    const tag = tree.tagOf(nodeIndex);
    const isText = tag === "#text" || sibling !== undefined;
    const node: SnapshotNode = {
      tag: sibling ? "#text" : tag,
      parent,
      box: rect(layout.bounds[layoutIndex]),
      style: isText && parent ? parent.style : own,
      paintOrder: flowsWithText(tag, own)
        ? (parent?.paintOrder ?? 0)
        : (layout.paintOrders?.[layoutIndex] ?? 0),
      fragments: fragments.get(layoutIndex) ?? [],
      selector: tree.selectorOf(nodeIndex),
      path: tree.pathOf(nodeIndex),
      backendNodeId: document.nodes.backendNodeId?.[nodeIndex] ?? 0,
    };
    if (!sibling) firstOf.set(nodeIndex, node);
    into.push(node);
    const inner = frames.get(nodeIndex);
    if (inner !== undefined)
      readDocument(snapshot, inner, node, frameOrigin(snapshot, inner, node), into);
  });
}

/**
 * Whether a form control is painted with the text around it. Some browsers give each a layer of its own, which would
 * move it behind everything beside it.
 */
function flowsWithText(tag: string, style: SnapshotStyle): boolean {
  return (
    /^(input|select|textarea|button)$/.test(tag) &&
    style.position === "static" &&
    style["z-index"] === "auto" &&
    style.transform === "none" &&
    Number.parseFloat(style.opacity) === 1
  );
}

/** Where the page puts the origin of a frame's document. */
function frameOrigin(
  snapshot: Protocol.DOMSnapshot.CaptureSnapshotResponse,
  documentIndex: number,
  { box, style }: SnapshotNode,
): { x: number; y: number } {
  const inner = snapshot.documents[documentIndex];
  const px = (value: string): number => Number.parseFloat(value) || 0;
  return {
    x:
      box.x +
      px(style["border-left-width"]) +
      px(style["padding-left"]) -
      (inner?.scrollOffsetX ?? 0),
    y:
      box.y +
      px(style["border-top-width"]) +
      px(style["padding-top"]) -
      (inner?.scrollOffsetY ?? 0),
  };
}

function readFragments(
  { layout, textBoxes }: Protocol.DOMSnapshot.DocumentSnapshot,
  text: (index: number | undefined) => string,
  rect: (bounds: readonly number[] | undefined) => Rect,
): Map<number, TextFragment[]> {
  const fragments = new Map<number, TextFragment[]>();
  textBoxes.layoutIndex.forEach((layoutIndex, i) => {
    const start = textBoxes.start[i] ?? 0;
    const fragment = {
      text: text(layout.text[layoutIndex]).slice(start, start + (textBoxes.length[i] ?? 0)),
      box: rect(textBoxes.bounds[i]),
    };
    const list = fragments.get(layoutIndex);
    if (list) list.push(fragment);
    else fragments.set(layoutIndex, [fragment]);
  });
  return fragments;
}

/** Ids and classes that need no escaping in a selector. */
const PLAIN_NAME = /^[a-z][\w-]{0,40}$/i;

interface DomTree {
  parentOf(node: number): number | undefined;
  tagOf(node: number): string;
  selectorOf(node: number): string;
  pathOf(node: number): string;
}

function domTree(
  { nodes }: Protocol.DOMSnapshot.DocumentSnapshot,
  text: (index: number | undefined) => string,
): DomTree {
  const parentOf = (node: number): number | undefined => {
    const parent = nodes.parentIndex?.[node] ?? -1;
    return parent < 0 ? undefined : parent;
  };
  const tagOf = (node: number): string => text(nodes.nodeName?.[node]).toLowerCase();
  const isElement = (node: number): boolean =>
    nodes.nodeType?.[node] === 1 && !tagOf(node).startsWith("::");
  const attributeOf = (node: number, name: string): string => {
    const attributes = nodes.attributes?.[node] ?? [];
    for (let i = 0; i + 1 < attributes.length; i += 2)
      if (text(attributes[i]) === name) return text(attributes[i + 1]);
    return "";
  };
  const classesOf = (node: number): readonly string[] =>
    attributeOf(node, "class")
      .split(/\s+/)
      .filter((name) => PLAIN_NAME.test(name));
  const uses = countUses((nodes.nodeName ?? []).map((_, node) => classesOf(node)));
  const positions = childPositions(nodes.parentIndex ?? [], isElement);
  const known = new Map<number, string>();
  const selectorOf = (node: number): string => {
    const found = known.get(node);
    if (found !== undefined) return found;
    const parent = parentOf(node);
    const selector = selectorFrom(node, parent);
    known.set(node, selector);
    return selector;
  };
  const selectorFrom = (node: number, parent: number | undefined): string => {
    if (!isElement(node)) return parent === undefined ? "" : selectorOf(parent);
    const tag = tagOf(node);
    if (tag === "html" || tag === "body" || parent === undefined) return tag;
    const id = attributeOf(node, "id");
    if (PLAIN_NAME.test(id)) return `#${id}`;
    const classes = classesOf(node);
    // A class of its own is where a reader of the stylesheet looks first.
    const ownClass = classes.find((name) => uses.get(name) === 1);
    if (ownClass !== undefined) return `.${ownClass}`;
    const above = selectorOf(parent);
    const [shared] = classes;
    const own = `${tag}${shared === undefined ? "" : `.${shared}`}:nth-child(${positions[node] ?? 1})`;
    return above === "body" || above === "" ? own : `${above} > ${own}`;
  };
  const pathOf = (node: number): string => {
    const parent = parentOf(node);
    if (parent === undefined || tagOf(node) === "body") return "";
    if (!isElement(node)) return pathOf(parent);
    const above = pathOf(parent);
    return `${above === "" ? "" : `${above}/`}${positions[node] ?? 1}`;
  };
  return { parentOf, tagOf, selectorOf, pathOf };
}

function countUses(classes: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const name of classes.flat()) uses.set(name, (uses.get(name) ?? 0) + 1);
  return uses;
}

/** For each node, which of its parent's elements it is, from 1. */
function childPositions(
  parents: readonly number[],
  isElement: (node: number) => boolean,
): readonly number[] {
  const counts = new Map<number, number>();
  return parents.map((parent, node) => {
    if (!isElement(node)) return 0;
    const position = (counts.get(parent) ?? 0) + 1;
    counts.set(parent, position);
    return position;
  });
}

/** The part of `box` on a canvas of `size` that starts at the page's origin. */
export function onCanvas(box: Rect, size: Size): Rect | undefined {
  return intersection(box, { x: 0, y: 0, ...size });
}
