import type { Rect } from "../base/geometry";
import { bottom, boundingRect, right } from "../base/geometry";
import type { Design, DesignNode, Layout, Tokens } from "./design";
import { commonStyle } from "./draft/commonStyle";
import type { Draft } from "./draft/draft";
import type { SettledDraft } from "./draft/settleType";
import type { FlowContext } from "./flow/flowed";
import { flowNode } from "./flow/flowNode";
import { flowColumn } from "./flow/flowColumn";
import { designNode, isCentredIn, PLAIN_LAYOUT, PLAIN_PLACE } from "./flow/parts";
import { spread } from "./flow/spread";
import { stretchColumns } from "./flow/stretchColumns";
import type { LayoutNode } from "./layout/layoutNode";
import { flowNode as group } from "./layout/layoutNode";
import { assignMeanings } from "./meaning/assignMeanings";
import { describePage } from "./meaning/roles";

/** A part is a band when it reaches from edge to edge within this (CSS px). */
const EDGE_PX = 2;

/** Understands a page: what each part is and how it would flow in windows of other sizes. */
export function createDesign(
  { draft, lineHeight }: SettledDraft,
  tree: LayoutNode | undefined,
): Design {
  const page = describePage(draft);
  const bands = tree ? splitBands(tree, draft) : [];
  const insetPx = commonInset(bands, draft);
  const context: FlowContext = { page, insetPx, inControl: false, flow: flowNode };
  const frame: Rect = { x: 0, y: 0, ...draft.size };
  const flowed = designNode({
    id: "page",
    meaning: { tag: "body", name: "page" },
    rect: frame,
    look: {
      fill: { kind: "solid", color: draft.background },
      border: undefined,
      radius: undefined,
      shadow: undefined,
    },
    ...flowPage(bands, frame, context),
  });
  const title = draft.blocks.find(({ id }) => id === page.titleId) ?? draft.blocks[0];
  return stretchColumns({
    size: draft.size,
    deviceScaleFactor: draft.deviceScaleFactor,
    title: title ? shorten(title.lines.map(({ text }) => text).join(" ")) : "Page",
    root: assignMeanings(flowed, draft),
    tokens: tokensOf(draft, page.textSizePx, lineHeight),
  });
}

/** Longer titles are cut where they are shown (characters). */
const MAX_TITLE = 70;

function shorten(title: string): string {
  if (title.length <= MAX_TITLE) return title;
  const words = title.slice(0, MAX_TITLE - 1);
  return `${words.slice(0, Math.max(words.lastIndexOf(" "), 1))}…`;
}

/** A full-bleed part, or what stands between two of them. */
interface Band {
  readonly isFull: boolean;
  readonly nodes: readonly LayoutNode[];
}

function splitBands(content: LayoutNode, { size }: Draft): Band[] {
  const nodes = content.kind === "column" ? content.children : [content];
  const bands: { isFull: boolean; nodes: LayoutNode[] }[] = [];
  for (const node of nodes) {
    const { rect } = node;
    const isFull =
      (rect.x <= EDGE_PX && right(rect) >= size.width - EDGE_PX) || hasSidebar(node, size.width);
    const last = bands[bands.length - 1];
    if (!isFull && last && !last.isFull) last.nodes.push(node);
    else bands.push({ isFull, nodes: [node] });
  }
  return bands;
}

/** A row one of whose ends is a painted part at the edge of the page. */
function hasSidebar(node: LayoutNode, pageWidth: number): boolean {
  if (node.kind !== "row") return false;
  const first = node.children[0];
  const last = node.children[node.children.length - 1];
  const isWall = (part: LayoutNode | undefined): boolean =>
    part?.kind === "box" && part.rect.height >= 0.8 * node.rect.height && part.rect.height > 200;
  return (
    (isWall(first) && node.rect.x <= EDGE_PX) ||
    (isWall(last) && right(node.rect) >= pageWidth - EDGE_PX)
  );
}

/** How far content is kept from both edges of the page, where most of it is. */
function commonInset(bands: readonly Band[], { size }: Draft): number | undefined {
  const votes = new Map<number, number>();
  const vote = (rect: Rect): void => {
    const inset = Math.round(rect.x);
    if (inset > EDGE_PX && Math.abs(rect.x - (size.width - right(rect))) <= 2)
      votes.set(inset, (votes.get(inset) ?? 0) + rect.height);
  };
  for (const { nodes, isFull } of bands) {
    if (!isFull) {
      nodes.forEach(({ rect, kind }) => {
        if (kind !== "text") vote(rect);
      });
      if (nodes.length > 1) vote(group("column", nodes).rect);
    } else
      for (const node of nodes)
        if (node.kind === "box" && node.content && !isWords(node.content)) vote(node.content.rect);
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return best?.[0];
}

/** Whether nothing but words stands there: how far centred words reach says nothing of the container. */
function isWords(node: LayoutNode): boolean {
  return node.kind === "text" || (node.kind === "column" && node.children.every(isWords));
}

function flowPage(
  bands: readonly Band[],
  frame: Rect,
  context: FlowContext,
): Pick<DesignNode, "layout" | "children"> {
  const flowed = bands.map(({ isFull, nodes }) => {
    const [only] = nodes;
    const across = { x: 0, width: frame.width };
    if (isFull && only) {
      const { node, heightPx } = flowNode(
        only,
        { width: { kind: "fill" }, frame: across },
        context,
      );
      return { node, heightPx, top: only.rect.y };
    }
    const whole = group("column", nodes);
    const region: Rect = { ...whole.rect, ...across };
    const arranged = flowColumn(nodes, region, { width: { kind: "fill" }, frame: across }, context);
    const node = designNode({
      id: `g${whole.rect.y}`,
      meaning: { tag: "section", name: "section" },
      rect: region,
      layout: bands.length === 1 ? centredPiece(arranged.layout, frame) : arranged.layout,
      children: arranged.children,
    });
    return { node, heightPx: arranged.heightPx, top: whole.rect.y };
  });
  const first = flowed[0];
  const top = first ? Math.max(0, Math.round(first.top)) : 0;
  const { gapPx, before } = spread(
    flowed.map(({ top: start, heightPx }) => ({ start, length: heightPx })),
  );
  const only = bands.length === 1 && bands[0]?.isFull === false ? bands[0].nodes : undefined;
  const box = only && group("column", only).rect;
  const isMiddle =
    box !== undefined &&
    Math.abs(box.y - (frame.height - bottom(box))) <= 3 &&
    isCentredIn(box, 0, frame.width, 2) &&
    box.y > 24;
  return {
    layout: {
      ...PLAIN_LAYOUT,
      justify: isMiddle ? "center" : "start",
      padding: { ...PLAIN_LAYOUT.padding, top: isMiddle ? 0 : top },
    },
    children: wrapMain(
      flowed.map(({ node }, i) => ({
        ...node,
        place: { ...PLAIN_PLACE, before: (before[i] ?? 0) + (i > 0 ? gapPx : 0) },
      })),
    ),
  };
}

/** A mockup no wider than this that has no part from edge to edge shows a piece of a page (CSS px). */
const PIECE_PX = 640;

/** A piece of a page, a card say, is no wider in wide windows than it was drawn, and in their middle. */
function centredPiece(layout: Layout, { width }: Rect): Layout {
  const { left, right: after } = layout.padding;
  const isPiece = width <= PIECE_PX && left > 0 && Math.abs(left - after) <= EDGE_PX;
  return isPiece && layout.containedPx === undefined
    ? { ...layout, containedPx: width - left - after }
    : layout;
}

const AROUND = new Set(["header", "footer", "nav", "aside"]);

/** All between header and footer as `main`: one part is it itself, several stand in it. */
function wrapMain(bands: readonly DesignNode[]): readonly DesignNode[] {
  const first = bands.findIndex(({ meaning }) => !AROUND.has(meaning.tag));
  const last = bands.findLastIndex(({ meaning }) => !AROUND.has(meaning.tag));
  const inner = bands.slice(first, last + 1);
  const [only] = inner;
  if (first < 0 || !only) return bands;
  const isPlain = only.meaning.tag === "section" || only.meaning.tag === "div";
  const main: DesignNode =
    inner.length === 1 && isPlain
      ? { ...only, meaning: { ...only.meaning, tag: "main", name: "main" } }
      : designNode({
          id: `g${only.id}`,
          meaning: { tag: "main", name: "main" },
          rect: boundingRect(inner.map(({ rect }) => rect)),
          layout: PLAIN_LAYOUT,
          place: only.place,
          children: [{ ...only, place: PLAIN_PLACE }, ...inner.slice(1)],
        });
  return [...bands.slice(0, first), main, ...bands.slice(last + 1)];
}

/** The family and colour most characters have, and the rest that text inherits. */
function tokensOf(draft: Draft, textSizePx: number, lineHeight: number): Tokens {
  const { family, color } = commonStyle(draft);
  return {
    colors: [],
    family,
    textColor: color,
    textSizePx,
    lineHeight,
  };
}
