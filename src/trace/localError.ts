import { clip, type Bounds } from "../base/bounds";
import type { Rect, Size } from "../base/geometry";
import type { Bitmap } from "../image/bitmap";

/** `rect` (CSS px) grown by `marginPx` and rounded outwards to device pixels, inside a bitmap of the given size. */
export function toPixels(
  rect: Rect,
  marginPx: number,
  deviceScaleFactor: number,
  { width, height }: Size,
): Bounds {
  const scaled = {
    x0: (rect.x - marginPx) * deviceScaleFactor,
    y0: (rect.y - marginPx) * deviceScaleFactor,
    x1: (rect.x + rect.width + marginPx) * deviceScaleFactor,
    y1: (rect.y + rect.height + marginPx) * deviceScaleFactor,
  };
  return clip(scaled, width, height);
}

/**
 * Sum over the pixels of `area` of the squared channel differences. Pixels the render does not have count as different
 * throughout; with `hole`, those in it are left out.
 */
export function squaredError(mockup: Bitmap, render: Bitmap, area: Bounds, hole?: Bounds): number {
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
