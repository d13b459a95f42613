import type { Bitmap } from "../image/bitmap";
import { DISTANCE } from "./tuning";

/** A square that only one of the pictures has. */
const MISSING = 255;

/**
 * How far a render is from the mockup, seen from afar: the mean over squares of 8 CSS px of the largest difference
 * between the channels' means. 0 (equal) to 255.
 */
export function pageDistance(mockup: Bitmap, render: Bitmap, deviceScaleFactor: number): number {
  const side = Math.max(1, Math.round(DISTANCE.cellPx * deviceScaleFactor));
  const expected = meansOf(mockup, side);
  const actual = meansOf(render, side);
  const columns = Math.max(expected.columns, actual.columns);
  const rows = Math.max(expected.rows, actual.rows);
  let sum = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      sum += cellDistance(expected.at(column, row), actual.at(column, row));
  return sum / Math.max(1, rows * columns);
}

type Means = ArrayLike<number> | undefined;

function cellDistance(a: Means, b: Means): number {
  if (!a || !b) return MISSING;
  return Math.max(...[0, 1, 2].map((channel) => Math.abs((a[channel] ?? 0) - (b[channel] ?? 0))));
}

/** The mean red, green and blue of each square of `side` px, those cut by the picture's edge included. */
function meansOf(
  { width, height, rgba }: Bitmap,
  side: number,
): { columns: number; rows: number; at: (column: number, row: number) => Means } {
  const columns = Math.ceil(width / side);
  const rows = Math.ceil(height / side);
  const means = new Float64Array(columns * rows * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const column = Math.floor(x / side);
      const row = Math.floor(y / side);
      const pixels = Math.min(side, width - column * side) * Math.min(side, height - row * side);
      const cell = (row * columns + column) * 3;
      const pixel = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++)
        means[cell + channel] =
          (means[cell + channel] as number) + (rgba[pixel + channel] as number) / pixels;
    }
  return {
    columns,
    rows,
    at: (column, row) =>
      column < columns && row < rows
        ? means.subarray((row * columns + column) * 3, (row * columns + column) * 3 + 3)
        : undefined,
  };
}
