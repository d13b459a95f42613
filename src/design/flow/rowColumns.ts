import type { Rect } from "../../base/geometry";
import { right } from "../../base/geometry";
import type { Sizing } from "../design";
import type { LayoutNode } from "../layout/layoutNode";
import type { PageFacts } from "../meaning/roles";
import { textsIn } from "./parts";

/** Where a column stands, and what it takes of the room. */
export interface Track {
  readonly frame: Pick<Rect, "x" | "width">;
  readonly width: Sizing;
}

export interface Columns {
  readonly kind: "grid" | "columns";
  readonly gapPx: number;
  readonly tracks: readonly Track[];
  /** Of a grid: how narrow its columns may become. */
  readonly columnPx: number | undefined;
}

/** Widths and pitches of equal columns agree within this (CSS px). */
const SAME_PX = 2;

/** Columns narrower than this are cells of a line, not parts of the page (CSS px). */
const MIN_COLUMN_PX = 110;

/** A part less high than this holds a line or two: it is no column of the page (CSS px). */
const MIN_HEIGHT_PX = 56;

/** Two or more columns alike that share the whole room. */
export function equalColumns(nodes: readonly LayoutNode[], content: Rect): Columns | undefined {
  const count = nodes.length;
  const areTexts = count >= 3 && nodes.every(({ kind }) => kind === "text");
  if (count < 2 || !(areTexts || areColumns(nodes))) return undefined;
  const isPainted = ({ kind }: LayoutNode): boolean =>
    kind === "box" || kind === "picture" || kind === "layers";
  const painted = nodes.every(isPainted);
  const widths = nodes.map(({ rect }) => rect.width);
  const widest = Math.max(...widths);
  if (painted && widest - Math.min(...widths) > SAME_PX) return undefined;
  const pitch =
    commonPitch(nodes.map(({ rect }) => rect.x)) ??
    commonPitch(nodes.map(({ rect }) => rect.x + rect.width / 2));
  if (pitch === undefined) return undefined;
  const gap = count * pitch - content.width;
  // Centred words do not reach their column's edges: the room is then that of whole columns around them.
  const fillsRoom = gap >= -SAME_PX && gap <= 0.5 * pitch;
  if (!fillsRoom) return undefined;
  const gapPx = Math.max(0, Math.round(gap));
  const columnWidth = (content.width - gapPx * (count - 1)) / count;
  if (widest > columnWidth + SAME_PX || columnWidth < MIN_COLUMN_PX) return undefined;
  if (painted && Math.abs(widest - columnWidth) > SAME_PX) return undefined;
  const inColumns = nodes.every(({ rect }, i) => {
    const start = content.x + i * (columnWidth + gapPx);
    const atStart = Math.abs(rect.x - start) <= SAME_PX + 1;
    return atStart || Math.abs(rect.x + rect.width / 2 - start - columnWidth / 2) <= SAME_PX;
  });
  if (areTexts && !inColumns) return undefined;
  return {
    kind: "grid",
    gapPx,
    columnPx: leastColumn(content.width, count, gapPx, columnWidth),
    tracks: nodes.map((_, i) => ({
      frame: { x: content.x + i * (columnWidth + gapPx), width: columnWidth },
      width: { kind: "fill" },
    })),
  };
}

/** The distance all neighbours have; undefined where they differ. */
function commonPitch(places: readonly number[]): number | undefined {
  const steps = places.slice(1).map((place, i) => place - (places[i] as number));
  const mean = steps.reduce((sum, one) => sum + one, 0) / steps.length;
  return steps.every((step) => Math.abs(step - mean) <= SAME_PX) ? mean : undefined;
}

/** Narrow enough that as many columns as the mockup has fit, wide enough that one more does not. */
function leastColumn(room: number, count: number, gapPx: number, columnWidth: number): number {
  const withOneMore = (room - gapPx * count) / (count + 1);
  const nice =
    Math.max(Math.ceil((withOneMore + 1) / 10), Math.floor((columnWidth * 0.85) / 10)) * 10;
  return Math.min(nice, Math.floor(columnWidth));
}

/** Parts of the page beside each other: a sidebar and what it belongs to, words and a picture. */
export function structuralColumns(
  nodes: readonly LayoutNode[],
  content: Rect,
  { size }: PageFacts,
): Columns | undefined {
  const isStructure = nodes.length <= 4 && areColumns(nodes);
  if (!isStructure || content.width < Math.min(480, 0.6 * size.width)) return undefined;
  const first = nodes[0] as LayoutNode;
  const last = nodes[nodes.length - 1] as LayoutNode;
  if (right(last.rect) < content.x + 0.6 * content.width) return undefined;
  const gaps = nodes.slice(1).map(({ rect }, i) => rect.x - right((nodes[i] as LayoutNode).rect));
  const isFlush = isSidebar(first, size) || isSidebar(last, size);
  const gapPx = isFlush ? 0 : Math.max(0, Math.round(Math.min(...gaps)));
  const starts = nodes.map((node, i) => {
    const before = nodes[i - 1];
    if (!before) return content.x;
    return isSolid(before) ? right(before.rect) + gapPx : node.rect.x;
  });
  const ends = nodes.map((node, i) => {
    const next = starts[i + 1];
    if (next === undefined) return right(content);
    return isSolid(node) ? right(node.rect) : next - gapPx;
  });
  const widths = nodes.map((_, i) => (ends[i] as number) - (starts[i] as number));
  const widest = Math.max(...widths);
  return {
    kind: "columns",
    gapPx,
    columnPx: undefined,
    tracks: nodes.map((_, i) => {
      const width = widths[i] as number;
      const fills = widest - width <= SAME_PX;
      return {
        frame: { x: starts[i] as number, width },
        width: fills ? { kind: "fill" } : { kind: "fixed", px: Math.round(width) },
      };
    }),
  };
}

function isSidebar(node: LayoutNode, size: PageFacts["size"]): boolean {
  const { rect } = node;
  const atEdge = rect.x <= 2 || right(rect) >= size.width - 2;
  return (
    isSolid(node) && atEdge && rect.height > 0.5 * size.height && rect.width < 0.4 * size.width
  );
}

/** Whether its edges are seen. */
function isSolid({ kind }: LayoutNode): boolean {
  return kind === "box" || kind === "picture";
}

/** Whether all are parts of the page, none a word in a line. */
export function areColumns(nodes: readonly LayoutNode[]): boolean {
  return nodes.every(isBlocky);
}

/** A card, a column of things, a picture: no word, no button, no icon. */
function isBlocky(node: LayoutNode): boolean {
  const { width, height } = node.rect;
  if (width < MIN_COLUMN_PX || height < MIN_HEIGHT_PX) return false;
  if (node.kind === "text") return node.block.lines.length > 1;
  if (node.kind === "picture") return true;
  return node.kind !== "divider" && (textsIn(node).length > 0 || height > 100);
}
