import type { Rect } from "../base/geometry";
import type { Bitmap } from "../image/bitmap";

/** Whole device pixels of a bitmap: `x1`, `y1` are just outside. */
export interface PixelRect {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** `rect` (CSS px) grown by `marginPx` and rounded outwards to device pixels, inside a bitmap of the given size. */
export function toPixels(
  rect: Rect,
  marginPx: number,
  deviceScaleFactor: number,
  bounds: { readonly width: number; readonly height: number },
): PixelRect {
  const scale = (value: number): number => value * deviceScaleFactor;
  return {
    x0: Math.max(0, Math.floor(scale(rect.x - marginPx))),
    y0: Math.max(0, Math.floor(scale(rect.y - marginPx))),
    x1: Math.min(bounds.width, Math.ceil(scale(rect.x + rect.width + marginPx))),
    y1: Math.min(bounds.height, Math.ceil(scale(rect.y + rect.height + marginPx))),
  };
}

/**
 * Sum over the pixels of `area` of the squared channel differences. Pixels the render does not have count as different
 * throughout; with `hole`, those in it are left out.
 */
export function squaredError(
  mockup: Bitmap,
  render: Bitmap,
  area: PixelRect,
  hole?: PixelRect,
): number {
  let sum = 0;
  for (let y = area.y0; y < area.y1; y++) {
    for (let x = area.x0; x < area.x1; x++) {
      if (hole && x >= hole.x0 && x < hole.x1 && y >= hole.y0 && y < hole.y1) continue;
      if (x >= render.width || y >= render.height) {
        sum += 3 * 255 * 255;
        continue;
      }
      const i = (y * mockup.width + x) * 4;
      const j = (y * render.width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const difference =
          (mockup.rgba[i + channel] as number) - (render.rgba[j + channel] as number);
        sum += difference * difference;
      }
    }
  }
  return sum;
}

export function pixelCount({ x0, y0, x1, y1 }: PixelRect): number {
  return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}
