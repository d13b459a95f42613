import type { Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import { clip, heightOf, widthOf, type Bounds } from "../../../base/bounds";
import type { Components } from "./labelComponents";
import { colorAtIndex, distanceTo } from "./pixels";

/** A connected spot of ink on one surface. */
export interface Blob extends Bounds {
  readonly id: number;
  /** Pixels. */
  readonly area: number;
  /** The label of the surface most of its rim touches; -1 when it touches none. */
  readonly surface: number;
  /** The surface's colour. */
  readonly background: Rgb;
  /** Its colour furthest from the background, and how far that is (0–255). */
  readonly color: Rgb;
  readonly contrast: number;
  /** The share of its pixels that no mixture of that colour and the background explains: 0 for a letter. */
  readonly stray: number;
}

/** What a pixel is to the search for ink. */
const Ground = {
  surface: 0,
  ink: 1,
  /** Explained by a box's rim or a run. */
  taken: 2,
} as const;

/** Marks the pixels of surfaces as ground, those of runs as taken, all others as ink. Both arrays go by label. */
export function createInkMask(
  { labels }: Components,
  isSurface: Uint8Array,
  isRun: Uint8Array,
): Uint8Array {
  const mask = new Uint8Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    if (isSurface[label] === 1) mask[i] = Ground.surface;
    else mask[i] = isRun[label] === 1 ? Ground.taken : Ground.ink;
  }
  return mask;
}

/** Takes the ink inside `bounds` out of the search, but for what lies in `kept`. */
export function takeInk(
  mask: Uint8Array,
  width: number,
  height: number,
  bounds: Bounds,
  kept: readonly Bounds[],
): void {
  const { x0, y0, x1, y1 } = clip(bounds, width, height);
  const isKept = (x: number, y: number): boolean =>
    kept.some((other) => x >= other.x0 && x < other.x1 && y >= other.y0 && y < other.y1);
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++)
      if (mask[y * width + x] === Ground.ink && !isKept(x, y)) mask[y * width + x] = Ground.taken;
}

/** The 8-connected spots of ink in `mask`. Faint ones (contrast below 18) are left out. */
export function findBlobs(
  bitmap: Bitmap,
  components: Components,
  mask: Uint8Array,
  colorOf: ReadonlyMap<number, Rgb>,
): Blob[] {
  const seen = new Uint8Array(mask.length);
  const stack = new Int32Array(mask.length);
  const blobs: Blob[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] !== Ground.ink || seen[start] === 1) continue;
    const blob = flood(bitmap, components, mask, seen, stack, start, colorOf);
    if (blob.surface < 0 || blob.contrast >= 18) blobs.push({ ...blob, id: blobs.length });
  }
  return blobs;
}

function flood(
  bitmap: Bitmap,
  components: Components,
  mask: Uint8Array,
  seen: Uint8Array,
  stack: Int32Array,
  start: number,
  colorOf: ReadonlyMap<number, Rgb>,
): Omit<Blob, "id"> {
  const { width, height } = bitmap;
  let [x0, y0, x1, y1] = [width, height, 0, 0];
  let size = 0;
  let next = 0;
  const touched = new Map<number, number>();
  // The stack keeps what was visited, so that the blob's pixels can be walked again afterwards.
  stack[size++] = start;
  seen[start] = 1;
  while (next < size) {
    const i = stack[next++] as number;
    const y = Math.floor(i / width);
    const x = i - y * width;
    x0 = Math.min(x0, x);
    x1 = Math.max(x1, x + 1);
    y0 = Math.min(y0, y);
    y1 = Math.max(y1, y + 1);
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const neighbour = ny * width + nx;
        if (mask[neighbour] === Ground.ink) {
          if (seen[neighbour] === 1) continue;
          seen[neighbour] = 1;
          stack[size++] = neighbour;
        } else if (mask[neighbour] === Ground.surface) {
          const label = components.labels[neighbour] as number;
          touched.set(label, (touched.get(label) ?? 0) + 1);
        }
      }
  }
  const surface = mostTouched(touched);
  const background = colorOf.get(surface) ?? colorAtIndex(bitmap, start);
  const pixels = stack.subarray(0, size);
  return {
    ...{ x0, y0, x1, y1 },
    area: size,
    surface,
    background,
    ...measureInk(bitmap, pixels, background),
  };
}

function mostTouched(touched: ReadonlyMap<number, number>): number {
  let [best, most] = [-1, 0];
  for (const [label, count] of touched)
    if (count > most) {
      best = label;
      most = count;
    }
  return best;
}

function measureInk(
  bitmap: Bitmap,
  pixels: Int32Array,
  background: Rgb,
): Pick<Blob, "color" | "contrast" | "stray"> {
  let contrast = -1;
  let strongest = pixels[0] as number;
  for (const i of pixels) {
    const distance = distanceTo(bitmap.rgba, i, background);
    if (distance > contrast) {
      contrast = distance;
      strongest = i;
    }
  }
  const color = colorAtIndex(bitmap, strongest);
  return { color, contrast, stray: strayShare(bitmap, pixels, background, color) };
}

/** The share of pixels more than 40 (0–255, any channel) off the straight line between two colours. */
function strayShare(bitmap: Bitmap, pixels: Int32Array, from: Rgb, to: Rgb): number {
  const axis = [to[0] - from[0], to[1] - from[1], to[2] - from[2]] as const;
  const length = axis[0] ** 2 + axis[1] ** 2 + axis[2] ** 2;
  if (length === 0) return 0;
  let stray = 0;
  for (const i of pixels) {
    const [red, green, blue] = colorAtIndex(bitmap, i);
    const [dr, dg, db] = [red - from[0], green - from[1], blue - from[2]];
    const along = (dr * axis[0] + dg * axis[1] + db * axis[2]) / length;
    const off = Math.max(
      Math.abs(dr - along * axis[0]),
      Math.abs(dg - along * axis[1]),
      Math.abs(db - along * axis[2]),
    );
    if (off > 40) stray++;
  }
  return stray / pixels.length;
}

/** One side of a thin border with its round corners, CSS px. */
const isBracket = (width: number, height: number, area: number): boolean =>
  Math.max(width, height) > 40 &&
  Math.min(width, height) < 0.3 * Math.max(width, height) &&
  area <= 1.6 * (width + height);

/**
 * Sorts blobs into those that may be letters, those that must be pictures, and frames nobody can use as either. Where compression
 * tore borders apart (`isTorn`), their pieces are frames too.
 */
export function sortBlobs(
  blobs: readonly Blob[],
  isTorn: boolean,
  unit: number,
): { readonly glyphs: Blob[]; readonly pictures: Blob[] } {
  const glyphs: Blob[] = [];
  const pictures: Blob[] = [];
  for (const blob of blobs) {
    const [width, height] = [widthOf(blob) / unit, heightOf(blob) / unit];
    const density = blob.area / (widthOf(blob) * heightOf(blob));
    const isFrame =
      (width > 140 && height > 26 && density < 0.12) ||
      (width > 40 && height > 40 && density < 0.06) ||
      (height <= 3 && width > 40) ||
      (width <= 3 && height > 40) ||
      (isTorn && isBracket(width, height, blob.area / unit ** 2));
    const isPhoto =
      (width * height > 9000 && (blob.stray > 0.2 || density > 0.6)) ||
      (Math.min(width, height) >= 16 && density > 0.6 && blob.stray > 0.3);
    if (isFrame) continue;
    if (blob.surface < 0 || height > 110 || width > 420 || isPhoto) pictures.push(blob);
    else glyphs.push(blob);
  }
  return { glyphs, pictures };
}
