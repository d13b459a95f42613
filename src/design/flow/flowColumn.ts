import type { Rect } from "../../base/geometry";
import { right } from "../../base/geometry";
import type { Align, DesignNode, Sides } from "../design";
import type { LayoutNode } from "../layout/layoutNode";
import { flowNode as group } from "../layout/layoutNode";
import type { Arranged, FlowContext, Wish } from "./flowed";
import { hasWrapping, widthInColumn } from "./ownWidth";
import { isCentredIn, MIN_INSET_PX, PLAIN_LAYOUT } from "./parts";
import { roundLength, spread } from "./spread";
import { wrapRange } from "./wrapWidth";

/** Centred content this far from both edges is not held off by padding but by being centred (CSS px). */
const MAX_PADDING_PX = 64;

/** Narrower containers are not divided any further (CSS px). */
const MIN_GATHER_PX = 240;

/** Parts less far from the edge than this stand at it (CSS px). */
const MIN_INDENT_PX = 6;

/** Parts below each other in `frame`, the padding box of their container. */
export function flowColumn(
  parts: readonly LayoutNode[],
  frame: Rect,
  wish: Wish,
  context: FlowContext,
): Arranged {
  const nodes = gatherIndented(parts, frame);
  const sides = paddingAcross(nodes, frame, wish, context);
  const left = frame.x + sides.left;
  const rightEdge = right(frame) - sides.right;
  const isShrunkRoom = wish.width.kind === "hug" || wish.isShrunk === true;
  const flowed = nodes.map((node) => {
    const own = widthInColumn(node, left, rightEdge);
    const isShrunk = isShrunkRoom && own.width.kind === "fill";
    const { node: child, heightPx } = context.flow(node, { ...own, isShrunk }, context);
    return { child, heightPx, top: node.rect.y, place: own.place };
  });
  const top = Math.max(0, roundLength((nodes[0]?.rect.y ?? frame.y) - frame.y));
  const drift = frame.y + top - (nodes[0]?.rect.y ?? frame.y);
  const { gapPx, before } = spread(
    flowed.map(({ top: start, heightPx }) => ({ start: start + drift, length: heightPx })),
  );
  const content =
    flowed.reduce((sum, { heightPx }) => sum + heightPx, 0) +
    before.reduce((sum, extra) => sum + extra + gapPx, -gapPx);
  const below = Math.max(0, roundLength(frame.height - top - content));
  const aligns = flowed.map(({ place }) => place.align);
  const align = commonAlign(
    aligns,
    flowed.map(({ child }) => child),
  );
  const children = flowed.map(({ child, place }, i): DesignNode => ({
    ...child,
    place: {
      before: before[i] ?? 0,
      across: place.across,
      align: place.align === align ? undefined : place.align,
      inset: undefined,
    },
  }));
  return {
    layout: {
      ...PLAIN_LAYOUT,
      gapPx,
      align,
      padding: { ...sides, top, bottom: below },
      containedPx: sides.containedPx,
      roomPx: frame.width,
    },
    children,
    heightPx: top + content + below,
  };
}

/**
 * Where some parts reach from edge to edge and others keep off both edges alike, those in a row of the latter become
 * a group: it holds them off once.
 */
function gatherIndented(nodes: readonly LayoutNode[], frame: Rect): readonly LayoutNode[] {
  const isWhole = ({ rect, kind }: LayoutNode): boolean =>
    kind !== "text" && rect.x - frame.x <= 2 && right(frame) - right(rect) <= 2;
  if (frame.width < MIN_GATHER_PX || !nodes.some(isWhole)) return nodes;
  const others = nodes.filter((node) => !isWhole(node));
  const indent = Math.min(...others.map(({ rect }) => rect.x - frame.x));
  if (others.length < 2 || indent < MIN_INDENT_PX) return nodes;
  const gathered: LayoutNode[] = [];
  let run: LayoutNode[] = [];
  const flush = (): void => {
    if (run.length > 1) gathered.push(group("column", run));
    else gathered.push(...run);
    run = [];
  };
  for (const node of nodes) {
    if (isWhole(node)) {
      flush();
      gathered.push(node);
    } else run.push(node);
  }
  flush();
  return gathered;
}

/** Centred or left where all parts that do not fill the room are, and words that fill it, too; else each says it for itself. */
function commonAlign(
  aligns: readonly (Align | undefined)[],
  children: readonly DesignNode[],
): Align {
  const wanted = new Set(aligns.filter((_, i) => children[i]?.width.kind !== "fill"));
  const [only] = wanted;
  // What does not fill the room any more stands where it is aligned, whatever its words say.
  const stretched = children.some(
    ({ width, text }) => width.kind === "fill" && (!text || TEXT_ALIGN[text.align] !== only),
  );
  return wanted.size === 1 && only !== undefined && !stretched ? only : "stretch";
}

const TEXT_ALIGN = { left: "start", center: "center", right: "end" } as const;

type Across = Pick<Sides, "left" | "right" | "top" | "bottom"> & {
  readonly containedPx: number | undefined;
};

/** What is left and right of a container's content. */
function paddingAcross(
  nodes: readonly LayoutNode[],
  frame: Rect,
  wish: Wish,
  { page, insetPx }: FlowContext,
): Across {
  const lefts = nodes.map(({ rect }) => rect.x - frame.x);
  const rights = nodes.map(({ rect }) => right(frame) - right(rect));
  const spare = spareOfLines(nodes, lefts, rights);
  const before = Math.max(0, commonEdge(lefts) - spare.left);
  const after = Math.max(0, commonEdge(rights) - spare.right);
  const isBand = frame.width >= page.size.width - 4;
  const none = { top: 0, bottom: 0 };
  const symmetric = Math.abs(before - after) <= 2;
  const padding = (side: number, other = side): Across => ({
    ...none,
    left: Math.round(side),
    right: Math.round(other),
    containedPx: undefined,
  });
  const contained = (inset: number): Across => ({
    ...none,
    left: inset,
    right: inset,
    containedPx: Math.round(frame.width - 2 * inset),
  });
  const centred = nodes.every(({ rect }) => isCentredIn(rect, frame.x, right(frame), 1.25));
  if (wish.width.kind === "hug") return padding(before, after);
  if (isBand) {
    const inset =
      insetPx !== undefined && before >= insetPx - 2 && after >= insetPx - 2 ? insetPx : undefined;
    if (
      symmetric &&
      !(centred && inset !== undefined) &&
      before >= MIN_INSET_PX &&
      !isNarrow(nodes, frame)
    )
      return contained(before);
    if (inset !== undefined && inset >= MIN_INSET_PX) return contained(inset);
    if (inset !== undefined) return padding(inset);
    if (!centred && before >= MIN_INSET_PX && after >= before - 2) return contained(before);
  }
  // How far centred words reach says nothing of the padding: it only must not break them.
  const widest = nodes.reduce((a, b) => (b.rect.width > a.rect.width ? b : a));
  const isRoom = widest.kind === "box" || hasWrapping(widest);
  if (centred) return padding(isRoom && before <= MAX_PADDING_PX ? before : Math.min(before, 16));
  if (nodes.every(isLine)) return aroundLines(before, after, padding);
  if (symmetric || after > before) return padding(before);
  return padding(before, after);
}

/** The longest line of a paragraph has at most this much room beyond it (CSS px). */
const MAX_SPARE_PX = 16;

/** Lines that have this much room are no reason for more of it (CSS px). */
const ENOUGH_PX = 3;

/**
 * Where nothing but a paragraph says how wide a container is, that is wider than its longest line by half of what would not let another
 * word in: words drawn a little wider must not break elsewhere.
 */
function spareOfLines(
  nodes: readonly LayoutNode[],
  lefts: readonly number[],
  rights: readonly number[],
): Pick<Sides, "left" | "right"> {
  const none = { left: 0, right: 0 };
  const [start, end] = [Math.min(...lefts), Math.min(...rights)];
  const paragraph = nodes.find(
    (node, i) => node.kind === "text" && node.block.lines.length > 1 && rights[i] === end,
  );
  if (paragraph?.kind !== "text") return none;
  const { block, rect } = paragraph;
  const others = rights.filter((_, i) => isSolid(nodes[i]));
  const { to } = wrapRange(block);
  const sparePx = Math.min((to - rect.width) / 2, MAX_SPARE_PX, ...others.map((one) => one - end));
  if (sparePx <= 0) return none;
  if (block.align === "center") return { left: sparePx / 2, right: sparePx / 2 };
  const hasRoom = block.align === "right" || end - start >= ENOUGH_PX;
  return hasRoom ? none : { left: 0, right: sparePx };
}

/** Whether it would be seen to reach further. */
function isSolid(node: LayoutNode | undefined): boolean {
  return node !== undefined && /^(box|picture|divider|layers)$/.test(node.kind);
}

/** Single lines get this much more room than they were measured to take, lest they break (CSS px). */
const SPARE_PX = 8;

/** Single lines stand at the edge they are nearer to; what is left beyond them is no padding. */
function aroundLines(
  before: number,
  after: number,
  padding: (left: number, right: number) => Across,
): Across {
  const beyond = (near: number, far: number): number => Math.max(0, Math.min(near, far - SPARE_PX));
  const isAtEnd = before > 2 * after;
  return isAtEnd ? padding(beyond(after, before), after) : padding(before, beyond(before, after));
}

function isLine(node: LayoutNode): boolean {
  return node.kind === "text" && node.block.lines.length === 1;
}

/** Where most parts begin, among those within a pixel or two of the outermost: icons reach out of their box a little. */
function commonEdge(distances: readonly number[]): number {
  const least = Math.min(...distances);
  const near = distances.filter((distance) => distance <= least + 1.6).map(Math.round);
  const counts = near.map((one) => near.filter((other) => other === one).length);
  const most = counts.indexOf(Math.max(...counts));
  return near.length > 2 ? (near[most] ?? least) : least;
}

/** Whether nothing but short centred words is there: how far they reach says nothing of the container. */
function isNarrow(nodes: readonly LayoutNode[], frame: Rect): boolean {
  return nodes.every((node) => node.kind === "text" && node.rect.width < 0.5 * frame.width);
}
