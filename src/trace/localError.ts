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

/** How far a render is moved before it is compared (device px). */
interface Offset {
  readonly dx: number;
  readonly dy: number;
}

/**
 * Sum over the pixels of `area` of the squared channel differences. Pixels the render does not have count as different
 * throughout; with `hole`, those in it are left out; with `offset`, the render is moved by that much first.
 */
export function squaredError(
  mockup: Bitmap,
  render: Bitmap,
  area: Bounds,
  hole?: Bounds,
  { dx, dy }: Offset = { dx: 0, dy: 0 },
): number {
  let sum = 0;
  for (let y = area.y0; y < area.y1; y++) {
    for (let x = area.x0; x < area.x1; x++) {
      if (hole && x >= hole.x0 && x < hole.x1 && y >= hole.y0 && y < hole.y1) continue;
      const [u, v] = [x - dx, y - dy];
      if (u < 0 || v < 0 || u >= render.width || v >= render.height) {
        sum += 3 * 255 * 255;
        continue;
      }
      const i = (y * mockup.width + x) * 4;
      const j = (v * render.width + u) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const difference =
          (mockup.rgba[i + channel] as number) - (render.rgba[j + channel] as number);
        sum += difference * difference;
      }
    }
  }
  return sum;
}

/**
 * The squared error of `area` with what the render shows there moved to where it is least, by at most `reach` device px each way: how
 * wrong it looks, not how far off it stands. Goes downhill from where it is, a pixel at a time.
 */
export function errorAnywhere(mockup: Bitmap, render: Bitmap, area: Bounds, reach: number): number {
  let at: Offset = { dx: 0, dy: 0 };
  let least = squaredError(mockup, render, area);
  for (let isLower = true; isLower;) {
    isLower = false;
    for (const { dx, dy } of neighboursOf(at)) {
      if (Math.max(Math.abs(dx), Math.abs(dy)) > reach) continue;
      const error = squaredError(mockup, render, area, undefined, { dx, dy });
      if (error >= least) continue;
      [least, at, isLower] = [error, { dx, dy }, true];
    }
  }
  return least;
}

function neighboursOf({ dx, dy }: Offset): Offset[] {
  return [-1, 1].flatMap((step) => [
    { dx: dx + step, dy },
    { dx, dy: dy + step },
  ]);
}
