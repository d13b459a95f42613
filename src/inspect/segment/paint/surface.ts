import type { Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import { areaOf, heightOf, widthOf, type Bounds } from "../../../base/bounds";
import type { Components } from "../pixels/labelComponents";
import { ColorCount, colorAtIndex } from "../pixels/pixels";

/** A component thick enough to be painted ground rather than ink, with what its outline says about its shape. */
export interface Surface extends Bounds {
  readonly label: number;
  readonly area: number;
  readonly core: number;
  /** First and last column in every row (from y0), last and first row in every column (from x0). */
  readonly outline: Outline;
  /** Share of the bounds inside the outline, holes filled. */
  readonly hull: number;
  /** Share of the bounds that is the component itself. */
  readonly solidity: number;
  /** Top, right, bottom, left: the share of each side of the bounds that the outline reaches. */
  readonly sides: readonly [number, number, number, number];
  /** The most frequent colour, and its share of the surface: about 1 when plain, low on a gradient. */
  readonly color: Rgb;
  readonly flatness: number;
}

export interface Outline {
  readonly rowStart: Int32Array;
  readonly rowEnd: Int32Array;
  readonly columnStart: Int32Array;
  readonly columnEnd: Int32Array;
}

/** Measures the components named by `candidates` in one pass over the bitmap. `unit` is device px in a CSS px. */
export function measureSurfaces(
  bitmap: Bitmap,
  components: Components,
  candidates: readonly number[],
  unit: number,
): Surface[] {
  const outlines = traceOutlines(components, candidates);
  return candidates.map((label, index) => {
    const bounds = boundsOf(components, label);
    const outline = outlines[index] as Outline;
    const area = components.area[label] as number;
    const mode = sampleColor(bitmap, components, label, bounds);
    return {
      ...bounds,
      label,
      area,
      core: components.core[label] as number,
      outline,
      hull: hullShare(bounds, outline),
      solidity: area / areaOf(bounds),
      sides: sideShares(bounds, outline, 2 * unit),
      color: mode.color,
      flatness: mode.share,
    };
  });
}

export const boundsOf = (components: Components, label: number): Bounds => ({
  x0: components.x0[label] as number,
  y0: components.y0[label] as number,
  x1: components.x1[label] as number,
  y1: components.y1[label] as number,
});

function traceOutlines(components: Components, candidates: readonly number[]): Outline[] {
  const { labels, width, height } = components;
  const indexOf = new Int32Array(components.count).fill(-1);
  const outlines = candidates.map((label, index) => {
    indexOf[label] = index;
    const bounds = boundsOf(components, label);
    return {
      rowStart: new Int32Array(heightOf(bounds)).fill(width),
      rowEnd: new Int32Array(heightOf(bounds)).fill(-1),
      columnStart: new Int32Array(widthOf(bounds)).fill(height),
      columnEnd: new Int32Array(widthOf(bounds)).fill(-1),
    };
  });
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const label = labels[i] as number;
      const index = indexOf[label] as number;
      if (index < 0) continue;
      const outline = outlines[index] as Outline;
      const row = y - (components.y0[label] as number);
      const column = x - (components.x0[label] as number);
      if (x < (outline.rowStart[row] as number)) outline.rowStart[row] = x;
      outline.rowEnd[row] = x;
      if (y < (outline.columnStart[column] as number)) outline.columnStart[column] = y;
      outline.columnEnd[column] = y;
    }
  return outlines;
}

function hullShare(bounds: Bounds, outline: Outline): number {
  let inside = 0;
  outline.rowStart.forEach((start, row) => {
    inside += Math.max(0, (outline.rowEnd[row] as number) - start + 1);
  });
  return inside / areaOf(bounds);
}

function sideShares(bounds: Bounds, outline: Outline, near: number): Surface["sides"] {
  const share = (values: Int32Array, isNear: (value: number) => boolean): number =>
    values.reduce((sum, value) => sum + (isNear(value) ? 1 : 0), 0) / values.length;
  return [
    share(outline.columnStart, (y) => y - bounds.y0 <= near),
    share(outline.rowEnd, (x) => bounds.x1 - 1 - x <= near),
    share(outline.columnEnd, (y) => bounds.y1 - 1 - y <= near),
    share(outline.rowStart, (x) => x - bounds.x0 <= near),
  ];
}

/** The mode of at most about 900 evenly spread pixels. */
function sampleColor(bitmap: Bitmap, components: Components, label: number, bounds: Bounds) {
  const step = Math.max(1, Math.floor(Math.sqrt(areaOf(bounds) / 900)));
  const count = new ColorCount();
  for (let y = bounds.y0; y < bounds.y1; y += step)
    for (let x = bounds.x0; x < bounds.x1; x += step) {
      const i = y * bitmap.width + x;
      if (components.labels[i] === label) count.add(bitmap, i);
    }
  return count.mode ?? { color: colorAtIndex(bitmap, components.seed[label] as number), share: 1 };
}
