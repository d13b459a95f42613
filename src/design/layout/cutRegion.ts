import type { Rect } from "../../base/geometry";
import { area, bottom, boundingRect, right } from "../../base/geometry";
import type { LayoutNode } from "./layoutNode";
import { flowNode, layersNode } from "./layoutNode";
import type { LayoutItem } from "./layoutItem";

type Axis = "x" | "y";

/** Parts that overlap by no more than this still stand beside each other (CSS px): margins turn negative. */
const OVERLAP_TOLERANCES_PX: readonly number[] = [0, 2, 4];

/** Gaps at least this share of the widest are cut together. */
const WIDE_GAP_SHARE = 0.8;

/** A page with more overlapping parts than this is not searched for the one in the way. */
const MAX_SEARCHED_ITEMS = 40;

/** Pieces of a region along one axis, with the gaps between them. */
interface Cut {
  readonly axis: Axis;
  /** At least two, in order. */
  readonly pieces: readonly (readonly LayoutItem[])[];
  /** CSS px, one less than pieces. */
  readonly gaps: readonly number[];
}

type Build = (item: LayoutItem) => LayoutNode;

/**
 * Arranges parts by recursive XY-cut (Nagy & Seth 1984): the region is cut where its widest gaps run, the pieces again,
 * until single parts are left. Where no cut is possible because parts overlap, they become layers.
 *
 * @param items At least one.
 */
export function cutRegion(items: readonly LayoutItem[], build: Build): LayoutNode {
  const [first] = items;
  if (first && items.length === 1) return build(first);
  const cut = chooseCut(items);
  if (!cut) return stackLayers(items, build);
  const kind = cut.axis === "x" ? "row" : "column";
  const children = cut.pieces.map((piece) => cutRegion(piece, build));
  return flowNode(
    kind,
    children.flatMap((child) => (child.kind === kind ? child.children : [child])),
  );
}

function chooseCut(items: readonly LayoutItem[]): Cut | undefined {
  for (const tolerance of OVERLAP_TOLERANCES_PX) {
    const rows = findCut(items, "y", tolerance);
    const columns = findCut(items, "x", tolerance);
    if (!rows || !columns) {
      const only = rows ?? columns;
      if (only) return atWideGaps(only);
      continue;
    }
    if (hasAlignedCells(rows)) return rows;
    const wide = atWideGaps(columns);
    const columnsFirst =
      Math.max(...columns.gaps) > Math.max(...rows.gaps) && areTall(wide.pieces, items);
    return columnsFirst ? wide : atWideGaps(rows);
  }
  return undefined;
}

/** All places along `axis` that no item crosses; undefined when there are none. */
function findCut(items: readonly LayoutItem[], axis: Axis, tolerancePx: number): Cut | undefined {
  const sorted = [...items].sort((a, b) => start(a.extent, axis) - start(b.extent, axis));
  const pieces: LayoutItem[][] = [];
  const gaps: number[] = [];
  let reach = -Infinity;
  for (const item of sorted) {
    const gap = start(item.extent, axis) - reach;
    const piece = pieces[pieces.length - 1];
    // A part inside the tolerance must still reach beyond the others, or it would be put behind them.
    const stepsForward = end(item.extent, axis) - reach > tolerancePx;
    if (piece && (gap < -tolerancePx || !stepsForward)) piece.push(item);
    else {
      if (piece) gaps.push(gap);
      pieces.push([item]);
    }
    reach = Math.max(reach, end(item.extent, axis));
  }
  return pieces.length > 1 ? { axis, pieces, gaps } : undefined;
}

/** The same cut at its widest gaps only: what stands closer together stays together. */
function atWideGaps(cut: Cut): Cut {
  const limit = Math.max(...cut.gaps) * WIDE_GAP_SHARE;
  if (limit <= 0) return cut;
  const pieces: LayoutItem[][] = [];
  const gaps: number[] = [];
  cut.pieces.forEach((piece, index) => {
    const gap = index === 0 ? Infinity : (cut.gaps[index - 1] ?? 0);
    const last = pieces[pieces.length - 1];
    if (last && gap < limit) last.push(...piece);
    else {
      if (last) gaps.push(gap);
      pieces.push([...piece]);
    }
  });
  return { axis: cut.axis, pieces, gaps };
}

/** Whether every piece is a column in its own right: half as high as the region, or of three rows and more. */
function areTall(
  pieces: readonly (readonly LayoutItem[])[],
  region: readonly LayoutItem[],
): boolean {
  const height = boundingRect(region.map(({ extent }) => extent)).height;
  return pieces.every(
    (piece) =>
      boundingRect(piece.map(({ extent }) => extent)).height >= 0.5 * height ||
      (findCut(piece, "y", 0)?.pieces.length ?? 1) >= 3,
  );
}

/** Whether at least two rows fall into the same number of cells, two or more, each under the one above. */
function hasAlignedCells(rows: Cut): boolean {
  const cells = rows.pieces.map((piece) =>
    findCut(piece, "x", 0)?.pieces.map((cell) => boundingRect(cell.map((item) => item.extent))),
  );
  const [first] = cells;
  if (!first) return false;
  return cells.every(
    (row) =>
      row?.length === first.length && row.every((cell, i) => isUnder(cell, first[i] as Rect)),
  );
}

function isUnder(a: Rect, b: Rect): boolean {
  const tolerance = 3;
  return (
    Math.abs(a.x - b.x) <= tolerance ||
    Math.abs(right(a) - right(b)) <= tolerance ||
    Math.abs(a.x + a.width / 2 - b.x - b.width / 2) <= tolerance
  );
}

/**
 * Parts that overlap. If one of them alone is in the way (a badge on a corner, a caption on a photo), the rest flows
 * and that one lies on it, or under it where it is larger; else all are placed absolutely.
 */
function stackLayers(items: readonly LayoutItem[], build: Build): LayoutNode {
  if (items.length > 2 && items.length <= MAX_SEARCHED_ITEMS) {
    const smallestFirst = [...items].sort((a, b) => area(a.extent) - area(b.extent));
    for (const lifted of smallestFirst) {
      const rest = items.filter((item) => item !== lifted);
      if (!chooseCut(rest)) continue;
      const around = boundingRect(rest.map(({ extent }) => extent));
      const layers = [cutRegion(rest, build), build(lifted)];
      return layersNode(area(lifted.extent) > area(around) ? layers.reverse() : layers);
    }
  }
  return layersNode(
    overlapGroups(items)
      .map((group) => cutOrBuild(group, build))
      .flat(),
  );
}

/** Groups that touch nobody else can still flow in themselves. */
function cutOrBuild(group: readonly LayoutItem[], build: Build): LayoutNode[] {
  return chooseCut(group) ? [cutRegion(group, build)] : group.map(build);
}

/** Connected groups of overlapping parts, each in paint order (larger parts first). */
function overlapGroups(items: readonly LayoutItem[]): LayoutItem[][] {
  const groups: LayoutItem[][] = [];
  for (const item of items) {
    const touching = groups.filter((group) => group.some((other) => overlap(item, other)));
    const merged = [...touching.flat(), item];
    for (const group of touching) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups.map((group) => group.sort((a, b) => area(b.extent) - area(a.extent)));
}

function overlap({ extent: a }: LayoutItem, { extent: b }: LayoutItem): boolean {
  return a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);
}

const start = (rect: Rect, axis: Axis): number => rect[axis];
const end = (rect: Rect, axis: Axis): number => (axis === "x" ? right(rect) : bottom(rect));
