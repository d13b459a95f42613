import type { Unexplained } from "./unexplained";
import type { Bitmap } from "../../../image/bitmap";
import type { Attempts } from "../../attempts";
import {
  areaOf,
  clip,
  grow,
  heightOf,
  overlapX,
  overlapY,
  unite,
  widthOf,
  type Bounds,
} from "../../../base/bounds";
import type { Components } from "../pixels/labelComponents";
import { channelDistanceAt } from "../pixels/pixels";
import { splitSparse } from "./splitSparse";
import { UNEXPLAINED } from "./tuning";

/** How far a component may differ from what is expected of it before it counts as not understood. */
export const Trust = { none: 0, texture: 1, plain: 2, nearly: 3 } as const;
/**
 * The regions where `expected` differs from `bitmap` outside of `explained`, differences a few pixels apart taken
 * together. `trust` goes by label. `soft` regions (shadows) explain differences of up to 40. `unit` is device px in a CSS px.
 */
export function findUnexplained(
  bitmap: Bitmap,
  expected: Bitmap,
  components: Components,
  trust: Uint8Array,
  explained: readonly Bounds[],
  soft: readonly Bounds[],
  unit: number,
  attempts: Attempts,
): Unexplained[] {
  const parted = (region: Unexplained): Unexplained[] =>
    attempts.attempt("pictures", region, () =>
      splitSparse(region, differs, bitmap.width, unit),
    ) ?? [region];
  const differs = markDifferences(bitmap, expected, components, trust);
  for (const bounds of soft) clearWhere(differs, bitmap, bounds, expected, 40);
  for (const bounds of explained) clearWhere(differs, bitmap, bounds, expected, 256);
  const regions = collectRegions(differs, bitmap.width, bitmap.height, 4 * unit)
    .filter((region) => isWorthwhile(region, unit))
    .sort((a, b) => b.pixels - a.pixels)
    .slice(0, UNEXPLAINED.maxRegions);
  return mergeTouching(regions, 2 * unit)
    .filter((region) => !isFrame(region, unit))
    .flatMap(parted)
    .filter((region) => isWorthwhile(region, unit));
}

function markDifferences(
  bitmap: Bitmap,
  expected: Bitmap,
  { labels }: Components,
  trust: Uint8Array,
): Uint8Array {
  const differs = new Uint8Array(bitmap.width * bitmap.height);
  for (let i = 0; i < differs.length; i++) {
    const trusted = trust[labels[i] as number] as 0 | 1 | 2 | 3;
    if (channelDistanceAt(bitmap.rgba, expected.rgba, i) <= UNEXPLAINED.tolerance[trusted])
      continue;
    if (trusted === Trust.texture && isRim(bitmap, expected, i)) continue;
    differs[i] = 1;
  }
  return differs;
}

/** Whether a pixel shows a mixture of what is expected around it: the anti-aliased rim of a shape. */
function isRim(bitmap: Bitmap, expected: Bitmap, index: number): boolean {
  const { width, height } = bitmap;
  const y = Math.floor(index / width);
  const x = index - y * width;
  if (x === 0 || y === 0 || x === width - 1 || y === height - 1) return false;
  for (let channel = 0; channel < 3; channel++) {
    let [least, most] = [255, 0];
    for (let row = -1; row <= 1; row++)
      for (let column = -1; column <= 1; column++) {
        const value = expected.rgba[(index + row * width + column) * 4 + channel] as number;
        if (value < least) least = value;
        if (value > most) most = value;
      }
    const seen = bitmap.rgba[index * 4 + channel] as number;
    if (seen < least - 6 || seen > most + 6) return false;
  }
  return true;
}

/** Takes differences below `limit` inside `bounds` as explained. */
function clearWhere(
  differs: Uint8Array,
  bitmap: Bitmap,
  bounds: Bounds,
  expected: Bitmap,
  limit: number,
): void {
  const { width, height } = bitmap;
  const { x0, y0, x1, y1 } = clip(bounds, width, height);
  for (let y = y0; y < y1; y++)
    for (let i = y * width + x0; i < y * width + x1; i++)
      if (differs[i] === 1 && channelDistanceAt(bitmap.rgba, expected.rgba, i) < limit)
        differs[i] = 0;
}

/** Connected regions of differences, with up to `reach` px between neighbours. */
function collectRegions(
  differs: Uint8Array,
  width: number,
  height: number,
  reach: number,
): Unexplained[] {
  const near = dilate(differs, width, height, Math.ceil(reach / 2));
  const seen = new Uint8Array(near.length);
  const queue = new Int32Array(near.length);
  const regions: Unexplained[] = [];
  for (let start = 0; start < near.length; start++) {
    if (differs[start] !== 1 || seen[start] === 1) continue;
    let [x0, y0, x1, y1, pixels] = [width, height, 0, 0, 0];
    let [next, size] = [0, 0];
    queue[size++] = start;
    seen[start] = 1;
    while (next < size) {
      const i = queue[next++] as number;
      const y = Math.floor(i / width);
      const x = i - y * width;
      if (differs[i] === 1) {
        pixels++;
        x0 = Math.min(x0, x);
        x1 = Math.max(x1, x + 1);
        y0 = Math.min(y0, y);
        y1 = Math.max(y1, y + 1);
      }
      for (let side = 0; side < 4; side++) {
        if (side === 0 ? x === 0 : side === 1 ? x === width - 1 : false) continue;
        const neighbour = i + (side === 0 ? -1 : side === 1 ? 1 : side === 2 ? -width : width);
        if (near[neighbour] !== 1 || seen[neighbour] === 1) continue;
        seen[neighbour] = 1;
        queue[size++] = neighbour;
      }
    }
    regions.push({ x0, y0, x1, y1, pixels });
  }
  return regions;
}

/** Grows every set pixel into a square of 2·radius + 1, one direction after the other. */
function dilate(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const rows = new Uint8Array(mask.length);
  for (let y = 0; y < height; y++) {
    let last = -Infinity;
    for (let x = 0, i = y * width; x < width + radius; x++, i++) {
      if (x < width && mask[i] === 1) last = x;
      if (x >= radius && x - last <= 2 * radius) rows[i - radius] = 1;
    }
  }
  const result = new Uint8Array(mask.length);
  for (let x = 0; x < width; x++) {
    let last = -Infinity;
    for (let y = 0; y < height + radius; y++) {
      if (y < height && rows[y * width + x] === 1) last = y;
      if (y >= radius && y - last <= 2 * radius) result[(y - radius) * width + x] = 1;
    }
  }
  return result;
}

/** Specks and hairlines are left to the eye's mercy. */
function isWorthwhile(region: Unexplained, unit: number): boolean {
  const thin = Math.min(widthOf(region), heightOf(region)) < 3 * unit;
  return region.pixels >= (thin ? 60 : 12) * unit ** 2;
}

/** A thin ring around much that is understood: a crop of it would hide all of that. */
const isFrame = (region: Unexplained, unit: number): boolean =>
  areaOf(region) >= 4000 * unit ** 2 && region.pixels / areaOf(region) <= 0.02;

/** Regions whose bounds come closer than `gap` become one. */
function mergeTouching(regions: readonly Unexplained[], gap: number): Unexplained[] {
  const merged: Unexplained[] = [];
  for (const region of regions) {
    let current = region;
    for (;;) {
      const index = merged.findIndex((other) => touches(grow(other, gap), current));
      const other = merged[index];
      if (!other) break;
      merged.splice(index, 1);
      current = { ...unite(other, current), pixels: other.pixels + current.pixels };
    }
    merged.push(current);
  }
  return merged;
}

const touches = (a: Bounds, b: Bounds): boolean => overlapX(a, b) >= 0 && overlapY(a, b) >= 0;
