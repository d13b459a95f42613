import pixelmatch from "pixelmatch";
import { ssim as ssimOf } from "ssim.js";
import { pad, type Bitmap } from "../../image/bitmap";
import { shrinkBitmap } from "../../image/shrinkBitmap";
import { breathe } from "../../base/async";
import { coverIgnored } from "../ignored";
import type { Ignored } from "../ignored";

/** Per-pixel colour tolerance of pixelmatch, 0–1 (YIQ distance): its own default. */
const THRESHOLD = 0.1;
/** Rows compared at a stretch: some 30 ms of a wide page. */
const BAND_ROWS = 128;
/** pixelmatch looks at the neighbours of a pixel's neighbours, and one more tells an edge from the band's border. */
const BAND_MARGIN = 3;
/** ssim.js looks through windows of 11 × 11; smaller pictures have no structure to speak of. */
const SSIM_WINDOW = 11;

/** The mockup's side of an image comparison, made ready once. */
export interface ImageReference {
  readonly bitmap: Bitmap;
  readonly deviceScaleFactor: number;
  readonly quarter: Bitmap;
  /** Where nobody looks; undefined: everything is compared. */
  readonly ignored: Ignored | undefined;
}

export function createImageReference(
  bitmap: Bitmap,
  deviceScaleFactor: number,
  ignored?: Ignored,
): ImageReference {
  return { bitmap, deviceScaleFactor, quarter: quarterOf(bitmap, deviceScaleFactor), ignored };
}

/**
 * Which pixels of the mockup's canvas the render draws otherwise: one byte per pixel, 1 where it does. The canvas is the
 * mockup's: what the render has beyond it is not looked at here, what it does not reach counts as different (less than
 * one CSS px is rounding and does not). Pixels that differ by anti-aliasing alone are equal (pixelmatch, after
 * Vyšniauskas 2009), and so are those where nobody looks. @throws AbortError
 */
export async function findDifferingPixels(
  reference: ImageReference,
  render: Bitmap,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const { bitmap, deviceScaleFactor, ignored } = reference;
  const { width, height } = bitmap;
  const canvas = onCanvas(reference, render);
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y += BAND_ROWS) {
    markBand(mask, bitmap, canvas, y, Math.min(height, y + BAND_ROWS));
    await breathe(signal);
  }
  const missing = (actual: number, expected: number): boolean =>
    expected - actual >= deviceScaleFactor;
  if (missing(render.width, width))
    for (let y = 0; y < height; y++) mask.fill(1, y * width + render.width, (y + 1) * width);
  if (missing(render.height, height)) mask.fill(1, render.height * width);
  ignored?.pixels.forEach((pixel, i) => {
    if (pixel === 1) mask[i] = 0;
  });
  return mask;
}

/** Compares rows `from` to `to`, with the rows around them that anti-aliasing is told by. */
function markBand(
  mask: Uint8Array,
  mockup: Bitmap,
  render: Bitmap,
  from: number,
  to: number,
): void {
  const { width, height } = mockup;
  const first = Math.max(0, from - BAND_MARGIN);
  const last = Math.min(height, to + BAND_MARGIN);
  const band = ({ rgba }: Bitmap): Uint8ClampedArray =>
    rgba.subarray(first * width * 4, last * width * 4);
  const marked = new Uint8ClampedArray((last - first) * width * 4);
  const options = { threshold: THRESHOLD, diffMask: true, checkerboard: false };
  pixelmatch(band(mockup), band(render), marked, width, last - first, options);
  const offset = (from - first) * width * 4 + 3;
  for (let i = 0; i < (to - from) * width; i++)
    if (marked[offset + i * 4] !== 0) mask[from * width + i] = 1;
}

/**
 * Structural similarity (Wang et al. 2004, by ssim.js) of the mockup and the render at a quarter of the CSS size, where
 * it sees layout rather than glyphs; 0–1. Windows around a middle where nobody looks are left out of the mean.
 */
export function structuralSimilarity(reference: ImageReference, render: Bitmap): number {
  const quarter = quarterOf(onCanvas(reference, render), reference.deviceScaleFactor);
  const { mssim, ssim_map } = ssimOf(imageData(reference.quarter), imageData(quarter), {
    downsample: false,
  });
  const similarity = reference.ignored
    ? meanOfSeen(ssim_map, quarter, reference.bitmap, reference.ignored)
    : mssim;
  return Math.min(1, Math.max(0, similarity));
}

/** The mean over the windows whose middle is looked at; 1 when there is none. */
function meanOfSeen(
  windows: { readonly width: number; readonly height: number; readonly data: readonly number[] },
  quarter: Bitmap,
  mockup: Bitmap,
  { pixels }: Ignored,
): number {
  let [sum, count] = [0, 0];
  const middle = (window: number, pixelsOfQuarter: number, pixelsOfMockup: number): number =>
    Math.floor(((window + SSIM_WINDOW / 2) / pixelsOfQuarter) * pixelsOfMockup);
  for (let y = 0; y < windows.height; y++)
    for (let x = 0; x < windows.width; x++) {
      const row = middle(y, quarter.height, mockup.height);
      if (pixels[row * mockup.width + middle(x, quarter.width, mockup.width)] === 1) continue;
      sum += windows.data[y * windows.width + x] as number;
      count++;
    }
  return count === 0 ? 1 : sum / count;
}

/** The render cut and padded to the mockup's size; padding is white, and what nobody looks at the mockup's. */
function onCanvas({ bitmap, ignored }: ImageReference, render: Bitmap): Bitmap {
  const canvas = pad(render, bitmap.width, bitmap.height, [255, 255, 255]);
  return ignored ? coverIgnored(canvas, bitmap, ignored) : canvas;
}

function quarterOf(bitmap: Bitmap, deviceScaleFactor: number): Bitmap {
  const quarter = (length: number): number =>
    Math.max(SSIM_WINDOW, Math.round(length / deviceScaleFactor / 4));
  return shrinkBitmap(bitmap, quarter(bitmap.width), quarter(bitmap.height));
}

function imageData({ rgba, width, height }: Bitmap): {
  data: Uint8ClampedArray;
  width: number;
  height: number;
} {
  return { data: rgba, width, height };
}
