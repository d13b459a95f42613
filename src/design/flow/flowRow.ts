import type { Rect } from "../../base/geometry";
import { bottom, right } from "../../base/geometry";
import type { Align, DesignNode, Layout, Sizing } from "../design";
import type { LayoutNode } from "../layout/layoutNode";
import type { Arranged, FlowContext, Flowed, Wish } from "./flowed";
import { breakWidth, hasWrapping, ownWidth } from "./ownWidth";
import { MIN_INSET_PX, PLAIN_LAYOUT, PLAIN_PLACE } from "./parts";
import { areColumns, equalColumns, structuralColumns, type Track } from "./rowColumns";
import { roundLength, spread } from "./spread";

/** The last part is flush with the end of the row within this (CSS px). */
const FLUSH_PX = 3;

/** What leaves more than this share of its room before it stands at the end. */
const MIN_END_SHARE = 0.5;

/** A gap this much wider than the others is room that is left over (CSS px). */
const MIN_ROOM_PX = 24;

/** Columns that end this far before their room does keep that as padding (CSS px). */
const MAX_END_PX = 64;

/** Parts beside each other in `frame`, the padding box of their container. */
export function flowRow(
  nodes: readonly LayoutNode[],
  frame: Rect,
  wish: Wish,
  context: FlowContext,
): Arranged {
  const sides = paddingAcross(nodes, frame, wish, context);
  const content: Rect = {
    ...frame,
    x: frame.x + sides.left,
    width: frame.width - sides.left - sides.right,
  };
  const { containedPx, justify } = sides;
  // Where the room is what the parts make of it, nothing is left over that could keep them apart.
  const keepsApart = justify === "start" && wish.width.kind !== "hug" && !wish.isShrunk;
  const columns = equalColumns(nodes, content) ?? structuralColumns(nodes, content, context.page);
  const line = columns
    ? alongTracks(nodes, columns.tracks, context)
    : inLine(nodes, content, keepsApart, context);
  const layout: Layout = columns
    ? {
        ...PLAIN_LAYOUT,
        kind: columns.kind,
        gapPx: columns.gapPx,
        columnPx: columns.columnPx,
      }
    : line.layout;
  const top = Math.max(0, roundLength(Math.min(...nodes.map(({ rect }) => rect.y)) - frame.y));
  const cross = alignAcross(nodes, line.flowed, frame.y + top, columns !== undefined);
  const heightPx = Math.max(
    ...line.flowed.map((flowed, i) => (cross.lower[i] ?? 0) + flowed.heightPx),
  );
  const below = Math.max(0, roundLength(frame.height - top - heightPx));
  const children = line.flowed.map(({ node }, i): DesignNode => ({
    ...node,
    width: line.widths[i] ?? node.width,
    place: {
      ...PLAIN_PLACE,
      before: line.before[i] ?? 0,
      across: cross.lower[i] ?? 0,
    },
  }));
  // Where nothing reaches for the end of the room, what is left there is room for words that are drawn a little wider.
  const isOpen =
    !columns &&
    justify === "start" &&
    layout.justify === "start" &&
    containedPx === undefined &&
    line.widths.every(({ kind }) => kind !== "fill") &&
    !line.before.includes("auto");
  const after = isOpen ? Math.min(sides.left, sides.right) : sides.right;
  const padding = { top, bottom: below, left: sides.left, right: after };
  return {
    layout: {
      ...layout,
      align: cross.align,
      padding,
      containedPx,
      justify: justify === "start" ? layout.justify : justify,
      sparePx:
        justify === "end"
          ? (nodes[0] as LayoutNode).rect.x - frame.x
          : layout.sparePx + sides.right - after,
      roomPx: frame.width,
    },
    children,
    heightPx: top + heightPx + below,
  };
}

interface Line {
  readonly layout: Layout;
  readonly flowed: readonly Flowed[];
  readonly widths: readonly Sizing[];
  readonly before: readonly (number | "auto")[];
}

function alongTracks(
  nodes: readonly LayoutNode[],
  tracks: readonly Track[],
  context: FlowContext,
): Line {
  return {
    layout: PLAIN_LAYOUT,
    flowed: nodes.map((node, i) => {
      const track = tracks[i] as Track;
      const width: Sizing = { kind: "fill" };
      return context.flow(node, { width, frame: track.frame }, context);
    }),
    widths: tracks.map((track) => track.width),
    before: nodes.map(() => 0),
  };
}

/**
 * Parts that follow each other as words do; what is wide and has text that wraps takes the room that is left.
 *
 * @param keepsApart Whether room that is left over may keep parts apart.
 */
function inLine(
  nodes: readonly LayoutNode[],
  content: Rect,
  keepsApart: boolean,
  context: FlowContext,
): Line {
  const gapsBetween = nodes
    .slice(1)
    .map((one, k) => one.rect.x - right((nodes[k] as LayoutNode).rect));
  const nearest = Math.max(0, Math.min(...gapsBetween, MIN_ROOM_PX));
  const wrapping = nodes.filter((node) => node.kind !== "box" && hasWrapping(node));
  const widestOne = [...wrapping].sort((a, b) => b.rect.width - a.rect.width)[0];
  const flexible = widestOne ? nodes.indexOf(widestOne) : -1;
  const ends = nodes.map((node, i) => {
    if (!wrapping.includes(node)) return right(node.rect);
    const next = nodes[i + 1];
    return next ? next.rect.x - nearest : right(content);
  });
  const isAtEnd = right(content) - (ends[ends.length - 1] as number) <= FLUSH_PX;
  const widths = nodes.map((node, i): Sizing => {
    // Where the row ends before its room does, what would take that room has a width of its own.
    if (i === flexible && isAtEnd) {
      const room = (ends[i] as number) - node.rect.x;
      const maxPx = node.kind === "text" ? breakWidth(node, room) : undefined;
      return maxPx === undefined ? { kind: "fill" } : { kind: "fill", maxPx };
    }
    if (node.kind === "text" && wrapping.includes(node))
      return { kind: "fixed", px: breakWidth(node, Infinity) ?? Math.ceil(node.rect.width) };
    if (wrapping.includes(node))
      return { kind: "fixed", px: Math.round((ends[i] as number) - node.rect.x) };
    return ownWidth(node);
  });
  const flowed = nodes.map((node, i) => {
    const frame = { x: node.rect.x, width: (ends[i] as number) - node.rect.x };
    return context.flow(node, { width: widths[i] as Sizing, frame }, context);
  });
  const extents = nodes.map(({ rect }, i) => ({
    start: rect.x,
    length: (ends[i] as number) - rect.x,
  }));
  const gaps = nodes.slice(1).map(({ rect }, i) => rect.x - (ends[i] as number));
  const isFlush = isAtEnd && flexible < 0;
  const widest = gaps.indexOf(Math.max(...gaps));
  const others = gaps.filter((_, i) => i !== widest);
  const second = Math.max(0, ...others);
  const hasRoom = (gaps[widest] ?? 0) >= MIN_ROOM_PX && (gaps[widest] ?? 0) > 1.5 * second;
  const isEven =
    nodes.length > 1 && gaps.every((gap) => Math.abs(gap - (gaps[0] as number)) <= 1.5);
  const room = gaps.reduce((sum, gap) => sum + Math.max(0, gap), 0);
  if (keepsApart && isFlush && (hasRoom || isEven)) {
    if (nodes.length === 2 || isEven)
      return {
        layout: { ...PLAIN_LAYOUT, kind: "row", gapPx: 0, justify: "between", sparePx: room },
        flowed,
        widths,
        before: nodes.map(() => 0),
      };
    const [head, tail] = [extents.slice(0, widest + 1), extents.slice(widest + 1)];
    // The room in the middle counts for nothing: both groups are kept apart as if they stood side by side.
    const end = head[head.length - 1];
    const shift = end && tail[0] ? tail[0].start - end.start - end.length : 0;
    const gap = typicalGap(others);
    const { gapPx, before } = spread([
      ...head,
      ...tail.map(({ start, length }) => ({ start: start - shift + gap, length })),
    ]);
    return {
      layout: { ...PLAIN_LAYOUT, kind: "row", gapPx, sparePx: room - gapPx },
      flowed,
      widths,
      before: before.map((extra, i) => (i === widest + 1 ? "auto" : extra)),
    };
  }
  const { gapPx, before } = spread(extents);
  const bounded = widths[flexible];
  const isBounded = bounded?.kind === "fill" && bounded.maxPx !== undefined && isAtEnd;
  if (isBounded && flexible < nodes.length - 1) {
    const pushed = before.map((extra, i) => (i === flexible + 1 ? ("auto" as const) : extra));
    return { layout: { ...PLAIN_LAYOUT, kind: "row", gapPx }, flowed, widths, before: pushed };
  }
  const sparePx = right(content) - (ends[ends.length - 1] as number);
  return { layout: { ...PLAIN_LAYOUT, kind: "row", gapPx, sparePx }, flowed, widths, before };
}

function typicalGap(gaps: readonly number[]): number {
  const sorted = [...gaps].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** How parts stand across the row: on one middle, on one top, on one baseline, or each lowered by its own. */
function alignAcross(
  nodes: readonly LayoutNode[],
  flowed: readonly Flowed[],
  top: number,
  isColumns: boolean,
): { readonly align: Align; readonly lower: readonly number[] } {
  const zero = nodes.map(() => 0);
  const height = Math.max(...flowed.map(({ heightPx }) => heightPx));
  const offs = nodes.map(({ rect }) => rect.y - top);
  const ends = nodes.map(({ rect }) => bottom(rect) - top);
  if (isColumns && offs.every((off) => off <= 1.5)) {
    // Only of boxes it is seen where they end.
    const last = Math.max(...ends);
    const stretched = nodes.every(
      ({ kind }, i) => kind !== "box" || last - (ends[i] as number) <= 1.5,
    );
    return { align: stretched ? "stretch" : "start", lower: zero };
  }
  const centred = nodes.every(
    (_, i) => Math.abs((offs[i] as number) - (height - (flowed[i] as Flowed).heightPx) / 2) <= 0.6,
  );
  if (centred) return { align: "center", lower: zero };
  if (offs.every((off) => off <= 0.6)) return { align: "start", lower: zero };
  const baselines = nodes.map((node) =>
    node.kind === "text" ? node.block.lines[0]?.baselineY : undefined,
  );
  if (baselines.every((y) => y !== undefined && Math.abs(y - (baselines[0] as number)) <= 0.5))
    return { align: "baseline", lower: zero };
  return { align: isColumns ? "stretch" : "start", lower: offs.map(roundLength) };
}

/** What is left and right of a row. */
interface Across {
  readonly left: number;
  readonly right: number;
  readonly containedPx: number | undefined;
  /** Where in more room its parts stand. */
  readonly justify: "start" | "center" | "end";
}

function paddingAcross(
  nodes: readonly LayoutNode[],
  frame: Rect,
  wish: Wish,
  { page, insetPx }: FlowContext,
): Across {
  const first = nodes[0] as LayoutNode;
  const last = nodes[nodes.length - 1] as LayoutNode;
  const before = Math.max(0, first.rect.x - frame.x);
  const after = Math.max(0, right(frame) - right(last.rect));
  const plain = (left: number, rightSide: number): Across => ({
    left: Math.round(left),
    right: Math.round(rightSide),
    containedPx: undefined,
    justify: "start",
  });
  if (wish.width.kind === "hug") return plain(before, after);
  const isBand = frame.width >= page.size.width - 4;
  const symmetric = Math.abs(before - after) <= FLUSH_PX;
  const contain = (inset: number): Across => ({
    left: inset,
    right: inset,
    containedPx: Math.round(frame.width - 2 * inset),
    justify: "start",
  });
  const gaps = nodes.slice(1).map(({ rect }, i) => rect.x - right((nodes[i] as LayoutNode).rect));
  const widest = Math.max(0, ...gaps);
  const isLoose = widest >= 0.15 * frame.width;
  const nearInset =
    insetPx !== undefined && insetPx >= MIN_INSET_PX && Math.abs(before - insetPx) <= 2;
  if (isBand && nearInset) return contain(insetPx);
  const isMiddle =
    symmetric && before > 2 && !isLoose && !nodes.some(hasWrapping) && before >= 0.1 * frame.width;
  if (isMiddle) return { ...plain(0, 0), justify: "center" };
  const isEnd =
    !isLoose &&
    !nodes.some(hasWrapping) &&
    before > MIN_END_SHARE * frame.width &&
    after < widest + MIN_ROOM_PX;
  if (isEnd && !areColumns(nodes)) return { ...plain(0, after), justify: "end" };
  if (isBand && before >= MIN_INSET_PX && after >= before - FLUSH_PX) return contain(before);
  if (symmetric) return plain(before, before);
  // Where columns are seen to end, their room does.
  if (areColumns(nodes) && last.kind === "box" && after <= MAX_END_PX) return plain(before, after);
  // A wide gap in the middle says that what is behind it stands at the end.
  if (isLoose && after <= 0.1 * frame.width) return plain(before, after);
  return plain(before, Math.min(before, after));
}
