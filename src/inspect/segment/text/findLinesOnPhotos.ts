import { channelDistance, type Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import type { Attempts } from "../../attempts";
import {
  areaOf,
  clip,
  grow,
  heightOf,
  overlapArea,
  widthOf,
  type Bounds,
} from "../../../base/bounds";
import type { Blob } from "../pixels/findInk";
import { groupLines, medianHeight, toLine, type GlyphLine } from "./groupLines";
import { ColorCount, distanceTo, pixelDistance } from "../pixels/pixels";
import type { PartedLine } from "../pictures/splitIcons";
import { PHOTO_LINES } from "./tuning";

/**
 * Text on photos. No surface lies behind it, but letters share one exact colour, which in a photo is rare: spots of
 * a frequent exact colour that stand in a row are taken for text. Noise makes colours less exact: by `ringing`, 0–255.
 */
export function findLinesOnPhotos(
  bitmap: Bitmap,
  photos: readonly Bounds[],
  ringing: number,
  unit: number,
  attempts: Attempts,
): PartedLine[] {
  const found: PartedLine[] = [];
  const seen = ringing === 0 || photos.length === 0 ? bitmap : inSteps(bitmap, PHOTO_LINES.step);
  for (const photo of photos) {
    const bounds = clip(photo, bitmap.width, bitmap.height);
    const lines = attempts.attempt("lines", photo, () =>
      frequentColors(bitmap, seen, bounds, unit)
        .flatMap((color) => groupLines(findSpots(bitmap, bounds, color, ringing, unit), unit))
        .filter((line) => looksLikeLetters(line.blobs, unit)),
    );
    // Of colours that are nearly one, the one that shows most of a line's letters.
    for (const line of [...(lines ?? [])].sort((a, b) => widthOfLetters(b) - widthOfLetters(a)))
      if (!found.some((other) => overlapArea(other, line) > 0))
        found.push({ ...toLine(line.blobs), iconCandidate: false });
  }
  return found;
}

const widthOfLetters = ({ blobs }: GlyphLine): number =>
  blobs.reduce((sum, blob) => sum + widthOf(blob), 0);

/**
 * The most frequent colours of what stands out from its surroundings: a photo's own are mostly those of areas. They are counted in `seen`,
 * which has fewer of them where noise makes them inexact.
 */
function frequentColors(bitmap: Bitmap, seen: Bitmap, bounds: Bounds, unit: number): Rgb[] {
  const count = new ColorCount();
  for (let y = bounds.y0; y < bounds.y1; y++)
    for (let x = bounds.x0; x < bounds.x1; x++)
      if (standsOut(bitmap, bounds, x, y, unit)) count.add(seen, y * bitmap.width + x);
  const colors: Rgb[] = [];
  for (const { color } of count.frequent(PHOTO_LINES.leastPixels * unit ** 2)) {
    if (colors.length >= PHOTO_LINES.maxColors) break;
    if (colors.every((other) => channelDistance(color, other) > PHOTO_LINES.distinct))
      colors.push(color);
  }
  return colors;
}

/** Whether a pixel differs from what lies on both sides of it, or above and below it, as a stroke does. */
function standsOut(
  { rgba, width }: Bitmap,
  { x0, y0, x1, y1 }: Bounds,
  x: number,
  y: number,
  unit: number,
): boolean {
  const index = y * width + x;
  const differs = (other: number): boolean =>
    pixelDistance(rgba, index, other) >= PHOTO_LINES.standsOut;
  return PHOTO_LINES.strokes.some((stroke) => {
    const reach = Math.ceil(stroke * unit);
    return (
      (x - reach >= x0 && x + reach < x1 && differs(index - reach) && differs(index + reach)) ||
      (y - reach >= y0 &&
        y + reach < y1 &&
        differs(index - reach * width) &&
        differs(index + reach * width))
    );
  });
}

/** Every channel at the nearest multiple of `step`. */
const inSteps = ({ width, height, rgba }: Bitmap, step: number): Bitmap => ({
  width,
  height,
  rgba: rgba.map((value) => Math.min(255, Math.round(value / step) * step)),
});

/** 8-connected spots of about `color` inside `bounds`, of a letter's size, with enough of the exact colour in them. */
function findSpots(
  bitmap: Bitmap,
  bounds: Bounds,
  color: Rgb,
  ringing: number,
  unit: number,
): Blob[] {
  const exactly = Math.max(PHOTO_LINES.exact, ringing);
  const { width } = bitmap;
  const columns = widthOf(bounds);
  const seen = new Uint8Array(areaOf(bounds));
  const queue = new Int32Array(areaOf(bounds));
  const isNear = (cell: number): boolean => {
    const y = Math.floor(cell / columns);
    const index = (y + bounds.y0) * width + bounds.x0 + cell - y * columns;
    return distanceTo(bitmap.rgba, index, color) <= PHOTO_LINES.rim;
  };
  const spots: Blob[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1 || !isNear(start)) continue;
    let [x0, y0, x1, y1, exact] = [columns, heightOf(bounds), 0, 0, 0];
    let [next, size] = [0, 0];
    queue[size++] = start;
    seen[start] = 1;
    while (next < size) {
      const cell = queue[next++] as number;
      const y = Math.floor(cell / columns);
      const x = cell - y * columns;
      [x0, x1] = [Math.min(x0, x), Math.max(x1, x + 1)];
      [y0, y1] = [Math.min(y0, y), Math.max(y1, y + 1)];
      const index = (y + bounds.y0) * width + bounds.x0 + x;
      if (distanceTo(bitmap.rgba, index, color) <= exactly) exact++;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(heightOf(bounds) - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++) {
          const neighbour = ny * columns + nx;
          if (seen[neighbour] === 1 || !isNear(neighbour)) continue;
          seen[neighbour] = 1;
          queue[size++] = neighbour;
        }
    }
    const spot = {
      x0: x0 + bounds.x0,
      y0: y0 + bounds.y0,
      x1: x1 + bounds.x0,
      y1: y1 + bounds.y0,
    };
    if (!isLetterSized(spot, size, exact, unit)) continue;
    const background = meanAround(bitmap, spot, color);
    const contrast = channelDistance(background, color);
    if (contrast < 40) continue;
    spots.push({
      ...spot,
      id: spots.length,
      area: size,
      surface: -1,
      background,
      color,
      contrast,
      stray: 0,
    });
  }
  return spots;
}

const isLetterSized = (spot: Bounds, size: number, exact: number, unit: number): boolean =>
  heightOf(spot) <= 110 * unit &&
  widthOf(spot) <= 420 * unit &&
  exact >= Math.max(1, size * 0.12) &&
  size >= 3;

/** Letters in a row are many, about equally high, and thin. */
export function looksLikeLetters(blobs: readonly Blob[], unit: number): boolean {
  const median = medianHeight(blobs);
  const letters = blobs.filter(
    (blob) => heightOf(blob) >= median * 0.6 && heightOf(blob) <= median * 1.7,
  );
  const line = toLine(blobs);
  const inked = blobs.reduce((sum, blob) => sum + blob.area, 0) / areaOf(line);
  return (
    letters.length >= 3 &&
    letters.length >= blobs.length * 0.6 &&
    median >= 5 * unit &&
    widthOf(line) >= heightOf(line) * 1.2 &&
    inked > 0.08 &&
    inked < 0.7
  );
}

/** The mean of what lies in and around the spot's bounds without its own colour. */
export function meanAround(bitmap: Bitmap, spot: Bounds, color: Rgb): Rgb {
  const { x0, y0, x1, y1 } = clip(grow(spot, 2), bitmap.width, bitmap.height);
  let [red, green, blue, count] = [0, 0, 0, 0];
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) {
      const index = y * bitmap.width + x;
      if (distanceTo(bitmap.rgba, index, color) <= PHOTO_LINES.rim) continue;
      red += bitmap.rgba[index * 4] as number;
      green += bitmap.rgba[index * 4 + 1] as number;
      blue += bitmap.rgba[index * 4 + 2] as number;
      count++;
    }
  return count === 0
    ? color
    : [Math.round(red / count), Math.round(green / count), Math.round(blue / count)];
}
