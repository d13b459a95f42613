import type { Rect } from "../base/geometry";
import { createBitmap, crop, type Bitmap } from "../image/bitmap";
import { resizeBitmap } from "../image/codec";

/** Between the two halves, px of the picture. */
const SEPARATOR = 6;
const SEPARATOR_COLOR = [255, 0, 255] as const;
/** Smaller halves are enlarged, larger ones shrunk to these, px. */
const MIN_SIDE = 160;
const MAX_SIDE = 640;

/**
 * The same part of mockup and render, left and right of a thin line, as one picture. `box` is in CSS px; what lies beyond a
 * bitmap is grey. Small parts are enlarged without blur by a whole factor, large ones are shrunk.
 */
export async function drawSideBySide(
  mockup: Bitmap,
  render: Bitmap,
  box: Rect,
  deviceScaleFactor: number,
): Promise<Bitmap> {
  const left = cut(mockup, box, deviceScaleFactor);
  const right = cut(render, box, deviceScaleFactor);
  const longest = Math.max(left.width, left.height);
  const scale =
    longest > MAX_SIDE ? MAX_SIDE / longest : Math.max(1, Math.round(MIN_SIDE / longest));
  const [first, second] = await Promise.all([scaled(left, scale), scaled(right, scale)]);
  const picture = createBitmap(first.width * 2 + SEPARATOR, first.height, SEPARATOR_COLOR);
  paste(picture, first, 0, 0);
  paste(picture, second, first.width + SEPARATOR, 0);
  return picture;
}

function scaled(bitmap: Bitmap, scale: number): Promise<Bitmap> {
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  return resizeBitmap(bitmap, width, height, scale >= 1 ? "nearest" : "area");
}

/** The part under `box`, exactly of its size also where the bitmap has no pixels. */
function cut(bitmap: Bitmap, box: Rect, scale: number): Bitmap {
  const x = Math.round(box.x * scale);
  const y = Math.round(box.y * scale);
  const width = Math.max(1, Math.round(box.width * scale));
  const height = Math.max(1, Math.round(box.height * scale));
  const part = createBitmap(width, height, [128, 128, 128]);
  const [x0, y0] = [Math.max(0, x), Math.max(0, y)];
  const [x1, y1] = [Math.min(bitmap.width, x + width), Math.min(bitmap.height, y + height)];
  if (x1 > x0 && y1 > y0)
    paste(part, crop(bitmap, { x: x0, y: y0, width: x1 - x0, height: y1 - y0 }), x0 - x, y0 - y);
  return part;
}

/** Copies `part` into `target`, where it has to fit. */
function paste(target: Bitmap, part: Bitmap, x: number, y: number): void {
  for (let row = 0; row < part.height; row++)
    target.rgba.set(
      part.rgba.subarray(row * part.width * 4, (row + 1) * part.width * 4),
      ((y + row) * target.width + x) * 4,
    );
}
