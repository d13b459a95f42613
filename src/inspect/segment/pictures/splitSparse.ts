import { areaOf, grow, heightOf, widthOf, type Bounds } from "../../../base/bounds";
import type { Unexplained } from "./unexplained";
import { SPARSE } from "./tuning";

type Axis = "rows" | "columns";

/** What one row or column of a region holds: how many marked pixels, from where up to where. */
interface Scan {
  readonly counts: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/**
 * Cuts a region whose bounds hold little of it into parts that are about as large as what is marked: a photo and the
 * wave below it, a card and the soft rim around it. Cut after cut, each time along the row or column that saves
 * most area, else where full rows end and nearly empty ones begin. `mask` is `width` wide, 1 where a pixel is marked.
 *
 * @returns none when nothing in the region is marked.
 */
export function splitSparse(
  region: Bounds,
  mask: Uint8Array,
  width: number,
  unit: number,
): Unexplained[] {
  const pixels = countIn(region, mask, width);
  if (pixels === 0) return [];
  const sides = ringSides(region, Math.round(SPARSE.ringThickness * unit));
  // What is too thin to have an inside is a strip, not a ring; its sides would overlap.
  if (
    areaOf(region) >= SPARSE.smallArea * unit ** 2 &&
    areaOf(sides.inside) > 0 &&
    countIn(sides.inside, mask, width) <= SPARSE.leastInside * pixels
  )
    return sides.strips.flatMap((strip) => split(strip, mask, width, unit, 0));
  const parts = split(region, mask, width, unit, SPARSE.maxDepth);
  const area = parts.reduce((sum, part) => sum + areaOf(part), 0);
  const saved = areaOf(region) - area;
  const isDrawing =
    pixels < SPARSE.strokes * area && areaOf(region) < SPARSE.largeShare * mask.length;
  if (
    !isDrawing &&
    saved >= Math.min(SPARSE.worthArea * unit ** 2, SPARSE.worthShare * mask.length)
  )
    return parts;
  return [{ ...region, pixels }];
}

function split(
  region: Bounds,
  mask: Uint8Array,
  width: number,
  unit: number,
  depth: number,
): Unexplained[] {
  const rows = scan(region, mask, width, "rows");
  const pixels = rows.counts.reduce((sum, count) => sum + count, 0);
  if (pixels === 0) return [];
  const tight = tighten(region, rows);
  if (
    depth === 0 ||
    pixels >= SPARSE.full * areaOf(tight) ||
    areaOf(tight) < SPARSE.smallArea * unit ** 2
  )
    return [{ ...tight, pixels }];
  const cut = findCut(tight, mask, width, unit, pixels >= SPARSE.ratherFull * areaOf(tight));
  if (!cut) return [{ ...tight, pixels }];
  const [before, after] = partAt(tight, cut.axis, cut.at);
  return [before, after].flatMap((part) => split(part, mask, width, unit, depth - 1));
}

/** The four sides of a ring, and what they enclose. */
function ringSides(ring: Bounds, thickness: number): { strips: Bounds[]; inside: Bounds } {
  const { x0, y0, x1, y1 } = ring;
  const inside = grow(ring, -thickness);
  return {
    inside,
    strips: [
      { x0, x1, y0, y1: inside.y0 },
      { x0, x1, y0: inside.y1, y1 },
      { x0, x1: inside.x0, y0: inside.y0, y1: inside.y1 },
      { x0: inside.x1, x1, y0: inside.y0, y1: inside.y1 },
    ],
  };
}

function countIn({ x0, y0, x1, y1 }: Bounds, mask: Uint8Array, width: number): number {
  let count = 0;
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) count += mask[y * width + x] as number;
  return count;
}

interface Cut {
  readonly axis: Axis;
  readonly at: number;
  /** Higher is better. */
  readonly gain: number;
}

function findCut(
  region: Bounds,
  mask: Uint8Array,
  width: number,
  unit: number,
  isRatherFull: boolean,
): Cut | undefined {
  const axes = (["rows", "columns"] as const).map((axis) => {
    const lines = scan(region, mask, width, axis);
    const across = axis === "rows" ? widthOf(region) : heightOf(region);
    return { axis, lines, across };
  });
  const best = (cuts: readonly Cut[]): Cut | undefined =>
    cuts.reduce<Cut | undefined>((a, b) => (a && a.gain >= b.gain ? a : b), undefined);
  const saving = best(axes.map(({ axis, lines, across }) => savingCut(axis, lines, across)));
  if (saving && saving.gain >= (isRatherFull ? SPARSE.muchSaved : SPARSE.leastSaved)) return saving;
  const change = best(
    axes.map(({ axis, lines, across }) => changeCut(axis, lines, across, SPARSE.leastPart * unit)),
  );
  return change && change.gain > 0 ? change : undefined;
}

/** The cut after which the bounds of both parts together are smallest. `gain` is the share of the area saved. */
function savingCut(axis: Axis, { counts, from, to }: Scan, across: number): Cut {
  const length = counts.length;
  const before = extents(counts, from, to, 1);
  const after = extents(counts, from, to, -1);
  let [at, least] = [0, across * length];
  for (let cut = 1; cut < length; cut++) {
    const rest = (before[cut - 1] as number) + (after[cut] as number);
    if (rest < least) [at, least] = [cut, rest];
  }
  return { axis, at, gain: 1 - least / (across * length) };
}

/** For each line the area of the bounds around all marks up to it, in the direction of `step`. */
function extents(counts: Int32Array, from: Int32Array, to: Int32Array, step: 1 | -1): number[] {
  const areas: number[] = new Array<number>(counts.length).fill(0);
  let [low, high, first, last] = [Infinity, -Infinity, -1, -1];
  for (let k = step > 0 ? 0 : counts.length - 1; k >= 0 && k < counts.length; k += step) {
    if ((counts[k] as number) > 0) {
      if (first < 0) first = k;
      last = k;
      low = Math.min(low, from[k] as number);
      high = Math.max(high, to[k] as number);
    }
    areas[k] = first < 0 ? 0 : (high - low) * (Math.abs(last - first) + 1);
  }
  return areas;
}

/** The cut between a full part and a nearly empty one. `gain` is the difference of their fullness, 0 without any. */
function changeCut(axis: Axis, { counts }: Scan, across: number, leastPart: number): Cut {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let best = { axis, at: 0, gain: 0 };
  let [sum, most] = [0, 0];
  for (let cut = 1; cut < counts.length; cut++) {
    sum += counts[cut - 1] as number;
    const rest = counts.length - cut;
    if (cut < leastPart || rest < leastPart) continue;
    const [before, after] = [sum / cut / across, (total - sum) / rest / across];
    const isChange =
      Math.max(before, after) >= SPARSE.fullPart && Math.min(before, after) <= SPARSE.emptyPart;
    // Otsu's measure: the variance between the two parts.
    const variance = (before - after) ** 2 * cut * rest;
    if (!isChange || variance <= most) continue;
    most = variance;
    best = { axis, at: cut, gain: Math.abs(before - after) };
  }
  return best;
}

function scan(region: Bounds, mask: Uint8Array, width: number, axis: Axis): Scan {
  const isRows = axis === "rows";
  const lines = isRows ? heightOf(region) : widthOf(region);
  const counts = new Int32Array(lines);
  const from = new Int32Array(lines).fill(0x7fffffff);
  const to = new Int32Array(lines);
  for (let y = region.y0; y < region.y1; y++)
    for (let x = region.x0; x < region.x1; x++) {
      if (mask[y * width + x] !== 1) continue;
      const line = isRows ? y - region.y0 : x - region.x0;
      const across = isRows ? x - region.x0 : y - region.y0;
      counts[line] = (counts[line] as number) + 1;
      if (across < (from[line] as number)) from[line] = across;
      if (across >= (to[line] as number)) to[line] = across + 1;
    }
  return { counts, from, to };
}

/** The bounds of what is marked, seen by rows. */
function tighten(region: Bounds, { counts, from, to }: Scan): Bounds {
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  const left = from.reduce((least, value) => Math.min(least, value), 0x7fffffff);
  const right = to.reduce((most, value) => Math.max(most, value), 0);
  return {
    x0: region.x0 + left,
    y0: region.y0 + first,
    x1: region.x0 + right,
    y1: region.y0 + last + 1,
  };
}

function partAt(region: Bounds, axis: Axis, at: number): [Bounds, Bounds] {
  return axis === "rows"
    ? [
        { ...region, y1: region.y0 + at },
        { ...region, y0: region.y0 + at },
      ]
    : [
        { ...region, x1: region.x0 + at },
        { ...region, x0: region.x0 + at },
      ];
}
