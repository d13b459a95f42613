import type { Rgb } from "../base/color";
import type { Rect } from "../base/geometry";

/** Straight-alpha RGBA pixels, row by row, 4 bytes each: `rgba.length === width * height * 4`. Device pixels. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** A bitmap of one colour, opaque. */
export function createBitmap(width: number, height: number, color: Rgb = [255, 255, 255]): Bitmap {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < rgba.length; i += 4) {
    rgba[i] = color[0];
    rgba[i + 1] = color[1];
    rgba[i + 2] = color[2];
    rgba[i + 3] = 255;
  }
  return { width, height, rgba };
}

/**
 * The part of `bitmap` under `rect` (device px, rounded outwards, clipped to the bitmap; at least 1×1).
 */
export function crop(bitmap: Bitmap, rect: Rect): Bitmap {
  const x0 = Math.min(bitmap.width - 1, Math.max(0, Math.floor(rect.x)));
  const y0 = Math.min(bitmap.height - 1, Math.max(0, Math.floor(rect.y)));
  const x1 = Math.min(bitmap.width, Math.max(x0 + 1, Math.ceil(rect.x + rect.width)));
  const y1 = Math.min(bitmap.height, Math.max(y0 + 1, Math.ceil(rect.y + rect.height)));
  const width = x1 - x0;
  const rgba = new Uint8ClampedArray(width * (y1 - y0) * 4);
  for (let y = y0; y < y1; y++) {
    const from = (y * bitmap.width + x0) * 4;
    rgba.set(bitmap.rgba.subarray(from, from + width * 4), (y - y0) * width * 4);
  }
  return { width, height: y1 - y0, rgba };
}

/** `bitmap` at the top left of a canvas of the given size: what lies outside is cut, what is missing is `color`. */
export function pad(bitmap: Bitmap, width: number, height: number, color: Rgb): Bitmap {
  if (bitmap.width === width && bitmap.height === height) return bitmap;
  const result = createBitmap(width, height, color);
  const columns = Math.min(width, bitmap.width);
  for (let y = 0; y < Math.min(height, bitmap.height); y++) {
    const from = y * bitmap.width * 4;
    result.rgba.set(bitmap.rgba.subarray(from, from + columns * 4), y * width * 4);
  }
  return result;
}

/** Whether every pixel is. */
export function isOpaque({ rgba }: Bitmap): boolean {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i] !== 255) return false;
  return true;
}

/** `bitmap` laid on a colour: opaque. The same object when it is opaque already. */
export function layOnColor(bitmap: Bitmap, color: Rgb): Bitmap {
  if (isOpaque(bitmap)) return bitmap;
  const rgba = new Uint8ClampedArray(bitmap.rgba.length);
  for (let i = 0; i < rgba.length; i += 4) {
    const alpha = (bitmap.rgba[i + 3] ?? 0) / 255;
    for (let k = 0; k < 3; k++)
      rgba[i + k] = (bitmap.rgba[i + k] ?? 0) * alpha + (color[k] ?? 0) * (1 - alpha);
    rgba[i + 3] = 255;
  }
  return { width: bitmap.width, height: bitmap.height, rgba };
}
