import type { Bitmap } from "./bitmap";

/** Bits behind the point of a weight: 8 bits of colour and 2 of headroom fit beside them into 32. */
const PRECISION = 22;

/** How far the filter reaches, in source px when enlarging, in target px when shrinking. */
const REACH = 2;

/** The source pixels that make up each target pixel of one axis: where they begin, and their weights. */
interface Taps {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  /** `size` per target pixel, fixed point. */
  readonly weights: Int32Array;
  readonly size: number;
}

/**
 * `bitmap` stretched or shrunk to another size, bit for bit as Pillow's `Image.resize(size, BICUBIC)` does it for RGB (its
 * Resample.c): Keys' cubic with a = -0.5, widened when shrinking, the rows first, 8 bits between both passes. It is what vision
 * models were trained on; libvips enlarges otherwise (up to 178 of 255 levels beside it on a screenshot). Opaque pictures only.
 */
export function resizeBicubic(bitmap: Bitmap, width: number, height: number): Bitmap {
  let { rgba } = bitmap;
  if (width !== bitmap.width)
    rgba = resizeLines(rgba, {
      from: bitmap.width,
      to: width,
      lines: bitmap.height,
      across: false,
    });
  if (height !== bitmap.height)
    rgba = resizeLines(rgba, { from: bitmap.height, to: height, lines: width, across: true });
  return { width, height, rgba };
}

interface Pass {
  /** Pixels of a line before and after. */
  readonly from: number;
  readonly to: number;
  readonly lines: number;
  /** Whether the lines are columns. */
  readonly across: boolean;
}

function resizeLines(
  rgba: Uint8ClampedArray,
  { from, to, lines, across }: Pass,
): Uint8ClampedArray {
  const { starts, counts, weights, size } = findTaps(from, to);
  const result = new Uint8ClampedArray(lines * to * 4);
  const step = across ? lines * 4 : 4;
  for (let line = 0; line < lines; line++)
    for (let pixel = 0; pixel < to; pixel++) {
      let at = (across ? line : line * from) * 4 + (starts[pixel] as number) * step;
      let [red, green, blue] = [HALF, HALF, HALF];
      for (let k = pixel * size, end = k + (counts[pixel] as number); k < end; k++, at += step) {
        const weight = weights[k] as number;
        red += (rgba[at] as number) * weight;
        green += (rgba[at + 1] as number) * weight;
        blue += (rgba[at + 2] as number) * weight;
      }
      const target = (across ? pixel * lines + line : line * to + pixel) * 4;
      result[target] = red >> PRECISION;
      result[target + 1] = green >> PRECISION;
      result[target + 2] = blue >> PRECISION;
      result[target + 3] = 255;
    }
  return result;
}

/** Half a level: shifting then rounds. */
const HALF = 1 << (PRECISION - 1);

function findTaps(from: number, to: number): Taps {
  const scale = from / to;
  const stretch = Math.max(1, scale);
  const reach = REACH * stretch;
  const size = Math.ceil(reach) * 2 + 1;
  const starts = new Int32Array(to);
  const counts = new Int32Array(to);
  const weights = new Int32Array(to * size);
  for (let x = 0; x < to; x++) {
    const center = (x + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - reach + 0.5));
    const count = Math.min(from, Math.trunc(center + reach + 0.5)) - start;
    const own = Array.from({ length: count }, (_, k) =>
      cubic((k + start - center + 0.5) / stretch),
    );
    const sum = own.reduce((total, weight) => total + weight, 0);
    starts[x] = start;
    counts[x] = count;
    own.forEach((weight, k) => (weights[x * size + k] = toFixed(weight / sum)));
  }
  return { starts, counts, weights, size };
}

function cubic(distance: number): number {
  const x = Math.abs(distance);
  const a = -0.5;
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

/** Rounds half away from zero, as Pillow does. */
function toFixed(weight: number): number {
  return Math.trunc(weight * 2 ** PRECISION + (weight < 0 ? -0.5 : 0.5));
}
