import type { Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import type { Attempts } from "../../attempts";
import {
  areaOf,
  encloses,
  grow,
  heightOf,
  toBounds,
  toRect,
  widthOf,
  type Bounds,
} from "../../../base/bounds";
import type { PaintedBox } from "../boxes/paintedBox";
import { rimsOf } from "../paint/findBorder";
import { fitPaint } from "../paint/fitPaint";
import type { Runs } from "../text/findRuns";
import type { Grounds } from "../boxes/findSurfaces";
import { findUnexplained, Trust } from "./findUnexplained";
import type { Unexplained } from "./unexplained";
import type { Components } from "../pixels/labelComponents";
import { paintExpected } from "../paint/paintExpected";
import { channelDistanceAt, ColorCount } from "../pixels/pixels";
import type { SegmentedDivider, SegmentedPicture } from "../segmentation";
import type { Surface } from "../paint/surface";

/** What has been understood of a mockup before its pictures are looked for. */
export interface Understood {
  /** The mockup without compression noise, and as it is. */
  readonly bitmap: Bitmap;
  readonly untouched: Bitmap;
  /** How far noise moves the colours of `untouched`, 0–255; 0 for none. */
  readonly ringing: number;
  readonly components: Components;
  readonly background: Rgb;
  readonly grounds: Grounds;
  readonly boxes: readonly PaintedBox[];
  readonly runs: Runs;
  readonly dividers: readonly SegmentedDivider[];
  readonly unit: number;
  readonly attempts: Attempts;
}

/** The regions that boxes, dividers and `lines` do not explain. */
export function findRest(understood: Understood, lines: readonly Bounds[]): Unexplained[] {
  const { bitmap, components, background, boxes, dividers, unit, attempts } = understood;
  const runs = dividers.map(({ box, color }) => ({ ...toBounds(box), color }));
  const expected = paintExpected(bitmap, background, boxes, runs, attempts);
  const shadows = boxes.flatMap((box) =>
    box.shadow ? [grow(box, box.shadow.blur + box.shadow.dy + 2 * unit)] : [],
  );
  const inked = lines.map((line) => grow(line, unit));
  const rims = boxes.flatMap(({ border, surface, edges }) =>
    border ? rimsOf(surface, edges) : [],
  );
  return findUnexplained(
    bitmap,
    expected,
    components,
    trustPixels(understood, expected),
    [...inked, ...rims],
    shadows,
    unit,
    attempts,
  );
}

/**
 * Per label: plain ground is trusted, ground that no paint fits only when it is nearly what is expected there (a soft
 * shadow), texture only when it hardly differs.
 */
function trustPixels(
  { bitmap, components, grounds, boxes, runs, attempts }: Understood,
  expected: Bitmap,
): Uint8Array {
  const trust = new Uint8Array(components.count).fill(Trust.texture);
  for (let label = 0; label < components.count; label++)
    if (runs.isRun[label] === 1) trust[label] = Trust.plain;
  const painted = new Set(boxes.map((box) => box.surface));
  const trustOf = (surface: Surface): number => {
    if (painted.has(surface) || fitPaint(bitmap, components, surface)) return Trust.plain;
    return isNearly(bitmap, expected, components, surface) ? Trust.nearly : Trust.none;
  };
  for (const surface of grounds.surfaces)
    trust[surface.label] =
      attempts.attempt("surfaces", surface, () => trustOf(surface)) ?? Trust.none;
  return trust;
}

/** Whether a surface differs little from what is expected there: on average and nearly everywhere. */
function isNearly(
  bitmap: Bitmap,
  expected: Bitmap,
  { labels, width }: Components,
  surface: Surface,
): boolean {
  const step = Math.max(1, Math.floor(Math.sqrt(areaOf(surface) / 2500)));
  const differences: number[] = [];
  for (let y = surface.y0; y < surface.y1; y += step)
    for (let x = surface.x0; x < surface.x1; x += step) {
      const i = y * width + x;
      if (labels[i] === surface.label)
        differences.push(channelDistanceAt(bitmap.rgba, expected.rgba, i));
    }
  differences.sort((a, b) => a - b);
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  return mean <= 6 && (differences[Math.floor(differences.length * 0.98)] ?? 0) <= 20;
}

/** A photo: large, and little of it understood. */
export const isPhoto = (region: Unexplained, unit: number): boolean =>
  widthOf(region) >= 60 * unit &&
  heightOf(region) >= 40 * unit &&
  region.pixels > 0.3 * areaOf(region);

/** Whether `inner` is part of a picture: inside a region most of which is not understood. */
export const isPartOf = (region: Unexplained, inner: Bounds, unit: number): boolean =>
  areaOf(region) > 900 * unit ** 2 &&
  region.pixels > 0.3 * areaOf(region) &&
  encloses(region, inner, unit);

export function toPicture(bitmap: Bitmap, region: Bounds, unit: number): SegmentedPicture {
  const isIcon = Math.max(widthOf(region), heightOf(region)) <= 48 * unit;
  return {
    box: toRect(region),
    kind: isIcon ? "icon" : "picture",
    background: colorAround(bitmap, region),
  };
}

/** The most frequent colour of the ring of pixels around `bounds`. */
function colorAround(bitmap: Bitmap, bounds: Bounds): Rgb {
  const { width, height } = bitmap;
  const count = new ColorCount();
  const add = (x: number, y: number): void => {
    if (x >= 0 && y >= 0 && x < width && y < height) count.add(bitmap, y * width + x);
  };
  for (let x = bounds.x0 - 2; x < bounds.x1 + 2; x++) {
    add(x, bounds.y0 - 2);
    add(x, bounds.y1 + 1);
  }
  for (let y = bounds.y0 - 1; y < bounds.y1 + 1; y++) {
    add(bounds.x0 - 2, y);
    add(bounds.x1 + 1, y);
  }
  return count.mode?.color ?? [255, 255, 255];
}
