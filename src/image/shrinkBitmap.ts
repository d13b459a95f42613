import type { Bitmap } from "./bitmap";

/**
 * `bitmap` at another size, each new pixel the mean of the area it covers (fractions of pixels count as such). Made for
 * shrinking; colours are weighted by their alpha. Sizes are device px, at least 1.
 */
export function shrinkBitmap(bitmap: Bitmap, width: number, height: number): Bitmap {
  const columns = spans(bitmap.width, width);
  const rows = spans(bitmap.height, height);
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      averageArea(bitmap, columns[x] as Span, rows[y] as Span, rgba, (y * width + x) * 4);
  return { width, height, rgba };
}

/** Source pixels `from` … `from + weights.length - 1` with the share of each that is covered. */
interface Span {
  readonly from: number;
  readonly weights: readonly number[];
}

function spans(sourceLength: number, length: number): Span[] {
  const scale = sourceLength / length;
  return Array.from({ length }, (_, i) => {
    const start = i * scale;
    const end = Math.min(sourceLength, start + scale);
    const from = Math.floor(start);
    const to = Math.max(from + 1, Math.ceil(end - 1e-9));
    const weights = [];
    for (let k = from; k < to; k++) weights.push(Math.min(k + 1, end) - Math.max(k, start));
    return { from, weights };
  });
}

function averageArea(
  bitmap: Bitmap,
  columns: Span,
  rows: Span,
  out: Uint8ClampedArray,
  at: number,
): void {
  let [red, green, blue, alpha, total] = [0, 0, 0, 0, 0];
  for (let j = 0; j < rows.weights.length; j++) {
    let i = ((rows.from + j) * bitmap.width + columns.from) * 4;
    for (const columnWeight of columns.weights) {
      const weight = columnWeight * (rows.weights[j] as number);
      const weightedAlpha = weight * (bitmap.rgba[i + 3] as number);
      red += weightedAlpha * (bitmap.rgba[i] as number);
      green += weightedAlpha * (bitmap.rgba[i + 1] as number);
      blue += weightedAlpha * (bitmap.rgba[i + 2] as number);
      alpha += weightedAlpha;
      total += weight;
      i += 4;
    }
  }
  if (alpha > 0) {
    out[at] = red / alpha;
    out[at + 1] = green / alpha;
    out[at + 2] = blue / alpha;
  }
  out[at + 3] = alpha / total;
}
