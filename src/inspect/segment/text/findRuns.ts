import type { Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import type { Attempts } from "../../attempts";
import { areaOf, heightOf, widthOf, type Bounds } from "../../../base/bounds";
import { findSegments, stackSegments, type Segments, type Stack } from "../boxes/findSegments";
import type { Components } from "../pixels/labelComponents";
import { isBlend, modeColor } from "../pixels/pixels";
import { boundsOf } from "../paint/surface";
import { RUNS } from "./tuning";

/** A straight run of one colour, at most 3 CSS px thick: a divider, or one side of a border or a bevel. */
export interface Run extends Bounds {
  readonly color: Rgb;
}

export interface Runs {
  readonly runs: readonly Run[];
  /** 1 for every label that is nothing but runs. */
  readonly isRun: Uint8Array;
}

/**
 * Finds components that are thin and straight, and those that are frames or grids of such lines. A run stands between
 * surfaces; the anti-aliased side of a letter's stem, thin and straight as well, has ink on one side.
 */
export function findRuns(
  bitmap: Bitmap,
  components: Components,
  isSurface: Uint8Array,
  unit: number,
  attempts: Attempts,
): Runs {
  const runs: Run[] = [];
  const isRun = new Uint8Array(components.count);
  const isSparse = new Uint8Array(components.count);
  const straight: { label: number; bounds: Bounds }[] = [];
  const sparse: { label: number; bounds: Bounds }[] = [];
  for (let label = 0; label < components.count; label++) {
    if (isSurface[label] === 1) continue;
    const bounds = boundsOf(components, label);
    const area = components.area[label] as number;
    if (isStraight(bounds, area, unit)) {
      straight.push({ label, bounds });
      isRun[label] = 1;
    } else if (isThinlySpread(bounds, area, unit)) {
      sparse.push({ label, bounds });
      isSparse[label] = 1;
    }
  }
  const segments = findSegments(components, isSparse, RUNS.shortest * unit);
  for (const { label, bounds } of sparse)
    attempts.attempt("dividers", bounds, () => {
      const parts = straightParts(segments.get(label), components.area[label] as number, unit);
      const sides = parts.map((side) => toRun(bitmap, side));
      if (sides.length === 0 || sides.some((side) => side === undefined)) return;
      isRun[label] = 1;
      for (const side of sides) if (side) runs.push(side);
    });
  for (const { label, bounds } of straight) {
    const run = attempts.attempt("dividers", bounds, () => toRun(bitmap, bounds));
    if (run && isBetweenGrounds(components, bounds, isSurface, isRun)) runs.push(run);
    else isRun[label] = 0;
  }
  return { runs, isRun };
}

/** Undefined when the colour varies, or only leads over from one side to the other: a soft or slanted edge. */
function toRun(bitmap: Bitmap, bounds: Bounds): Run | undefined {
  const mode = modeColor(bitmap, bounds);
  if (!mode || mode.share < 0.5) return undefined;
  const isFlat = widthOf(bounds) >= heightOf(bounds);
  const { x0, y0, x1, y1 } = bounds;
  const before = modeColor(
    bitmap,
    isFlat ? { x0, x1, y0: y0 - 1, y1: y0 } : { y0, y1, x0: x0 - 1, x1: x0 },
  );
  const after = modeColor(
    bitmap,
    isFlat ? { x0, x1, y0: y1, y1: y1 + 1 } : { y0, y1, x0: x1, x1: x1 + 1 },
  );
  const isHairline = Math.min(widthOf(bounds), heightOf(bounds)) === 1;
  if (before && after && isBlend(mode.color, before.color, after.color, isHairline ? 255 : 16))
    return undefined;
  return { ...bounds, color: mode.color };
}

function isStraight(bounds: Bounds, area: number, unit: number): boolean {
  const [width, height] = [widthOf(bounds), heightOf(bounds)];
  if (area < width * height * 0.85) return false;
  const thickness = RUNS.maxThickness * unit;
  return (height <= thickness && width >= 40 * unit) || (width <= thickness && height >= 24 * unit);
}

/** A frame or a grid, perhaps. */
function isThinlySpread(bounds: Bounds, area: number, unit: number): boolean {
  const [width, height] = [widthOf(bounds), heightOf(bounds)];
  return (
    Math.max(width, height) >= 40 * unit &&
    Math.min(width, height) >= 8 * unit &&
    area < areaOf(bounds) * 0.25
  );
}

/** Whether ground or other runs lie along both long sides. */
function isBetweenGrounds(
  { labels, width, height }: Components,
  bounds: Bounds,
  isSurface: Uint8Array,
  isRun: Uint8Array,
): boolean {
  const isFlat = widthOf(bounds) >= heightOf(bounds);
  const share = (fixed: number): number => {
    if (fixed < 0 || fixed >= (isFlat ? height : width)) return 1;
    let ground = 0;
    const [from, to] = isFlat ? [bounds.x0, bounds.x1] : [bounds.y0, bounds.y1];
    for (let k = from; k < to; k++) {
      const label = labels[isFlat ? fixed * width + k : k * width + fixed] as number;
      if (isSurface[label] === 1 || isRun[label] === 1) ground++;
    }
    return ground / (to - from);
  };
  const [before, after] = isFlat ? [bounds.y0 - 1, bounds.y1] : [bounds.x0 - 1, bounds.x1];
  return share(before) >= 0.6 && share(after) >= 0.6;
}

/** The straight parts of a frame or a grid of `area` pixels; none when much of it is not straight. */
function straightParts(segments: Segments | undefined, area: number, unit: number): Bounds[] {
  if (!segments) return [];
  const isThin = ({ from, to }: Stack): boolean => to - from <= RUNS.maxThickness * unit;
  const parts = [
    ...stackSegments(segments.flat)
      .filter(isThin)
      .map(({ start, end, from, to }) => ({ x0: start, x1: end, y0: from, y1: to })),
    ...stackSegments(segments.upright)
      .filter(isThin)
      .map(({ start, end, from, to }) => ({ x0: from, x1: to, y0: start, y1: end })),
  ];
  const covered = parts.reduce((sum, part) => sum + areaOf(part), 0);
  return covered >= area * 0.75 ? parts : [];
}
