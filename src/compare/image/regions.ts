import { area, boundingRect, intersection, type Rect, type Size } from "../../base/geometry";
import type { Region } from "../comparison";

/** Cells of the grid on which differing pixels are gathered, CSS px. */
const CELL = 8;
/** A person takes in a handful of places, a model not many more. */
const MAX_REGIONS = 24;
/** Fewer differing pixels than this (at scale 1) are specks. */
const MIN_PIXELS = 6;

/** Pixels gathered in one place; device px. */
interface Cluster {
  readonly box: Rect;
  readonly pixels: number;
}

/**
 * The places where pixels differ, largest first, at most {@link MAX_REGIONS}: differing pixels are gathered on a coarse
 * grid, cells that touch belong together, and boxes that lie mostly in others are merged with them.
 *
 * @param mask one byte per device pixel of `size`, 1 where different
 * @returns boxes in CSS px
 */
export function findRegions(mask: Uint8Array, size: Size, deviceScaleFactor: number): Region[] {
  const cells = gatherCells(mask, size, Math.max(1, Math.round(CELL * deviceScaleFactor)));
  const clusters = mergeOverlapping(connectCells(cells));
  const minPixels = MIN_PIXELS * deviceScaleFactor ** 2;
  return clusters
    .filter((cluster) => cluster.pixels >= minPixels)
    .sort((a, b) => b.pixels - a.pixels)
    .slice(0, MAX_REGIONS)
    .map(({ box, pixels }) => ({
      box: {
        x: box.x / deviceScaleFactor,
        y: box.y / deviceScaleFactor,
        width: box.width / deviceScaleFactor,
        height: box.height / deviceScaleFactor,
      },
      mismatchRatio: pixels / area(box),
      weight: pixels / area(size),
    }));
}

/** The mask on a coarse grid: for each cell with differing pixels their number and their box. */
interface Cells {
  readonly columns: number;
  readonly rows: number;
  readonly clusters: readonly (Cluster | undefined)[];
}

function gatherCells(mask: Uint8Array, { width, height }: Size, cell: number): Cells {
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const pixels = new Uint32Array(columns * rows);
  // left, top, right, bottom of each cell's differing pixels
  const extents = new Int32Array(columns * rows * 4);
  for (let y = 0; y < height; y++) {
    const row = mask.subarray(y * width, (y + 1) * width);
    const first = row.indexOf(1);
    if (first < 0) continue;
    for (let x = first; x < width; x++) {
      if (row[x] === 0) continue;
      const at = Math.floor(y / cell) * columns + Math.floor(x / cell);
      const e = at * 4;
      if (pixels[at] === 0) {
        extents[e] = x;
        extents[e + 1] = y;
        extents[e + 2] = x + 1;
      } else {
        extents[e] = Math.min(extents[e] as number, x);
        extents[e + 2] = Math.max(extents[e + 2] as number, x + 1);
      }
      extents[e + 3] = y + 1;
      pixels[at] = (pixels[at] as number) + 1;
    }
  }
  const clusters = Array.from(pixels, (count, at): Cluster | undefined => {
    if (count === 0) return undefined;
    const [x = 0, y = 0, x1 = 0, y1 = 0] = extents.subarray(at * 4, at * 4 + 4);
    return { box: { x, y, width: x1 - x, height: y1 - y }, pixels: count };
  });
  return { columns, rows, clusters };
}

/** Cells that touch, corners included, joined; along a row one empty cell between them is bridged, as between words. */
function connectCells({ columns, rows, clusters }: Cells): Cluster[] {
  const seen = new Uint8Array(clusters.length);
  const joined: Cluster[] = [];
  for (let start = 0; start < clusters.length; start++) {
    if (seen[start] || !clusters[start]) continue;
    seen[start] = 1;
    const open = [start];
    const members: Cluster[] = [];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      members.push(clusters[at] as Cluster);
      const row = Math.floor(at / columns);
      const column = at % columns;
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
        for (let x = Math.max(0, column - 2); x <= Math.min(columns - 1, column + 2); x++) {
          const next = y * columns + x;
          if (seen[next] || !clusters[next]) continue;
          seen[next] = 1;
          open.push(next);
        }
    }
    joined.push(joinClusters(members));
  }
  return joined;
}

/** Merges clusters that lie mostly in another's box, until none do. Only the largest are looked at: no more are shown. */
function mergeOverlapping(clusters: readonly Cluster[]): Cluster[] {
  let merged = [...clusters].sort((a, b) => b.pixels - a.pixels).slice(0, MAX_REGIONS * 8);
  for (let before = Infinity; merged.length < before;) {
    before = merged.length;
    const kept: Cluster[] = [];
    for (const cluster of merged) {
      const at = kept.findIndex((other) => liesMostlyIn(other.box, cluster.box));
      if (at < 0) kept.push(cluster);
      else kept[at] = joinClusters([kept[at] as Cluster, cluster]);
    }
    merged = kept;
  }
  return merged;
}

/** Whether the common part is more than half of the smaller box. */
function liesMostlyIn(a: Rect, b: Rect): boolean {
  const common = intersection(a, b);
  return common !== undefined && area(common) > Math.min(area(a), area(b)) / 2;
}

function joinClusters(clusters: readonly Cluster[]): Cluster {
  return {
    box: boundingRect(clusters.map((cluster) => cluster.box)),
    pixels: clusters.reduce((sum, cluster) => sum + cluster.pixels, 0),
  };
}
