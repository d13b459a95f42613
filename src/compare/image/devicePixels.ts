import { bottom, right, type Rect, type Size } from "../../base/geometry";

/** Whole pixels from `x0`, `y0` up to, not including, `x1`, `y1`. */
export interface PixelBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** The device pixels of a bitmap that a box in CSS px touches, with `margin` CSS px around it; cut to the bitmap's size. */
export function devicePixels(
  box: Rect,
  margin: number,
  { width, height }: Size,
  deviceScaleFactor: number,
): PixelBox {
  const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  return {
    x0: clamp(Math.floor((box.x - margin) * deviceScaleFactor), width),
    y0: clamp(Math.floor((box.y - margin) * deviceScaleFactor), height),
    x1: clamp(Math.ceil((right(box) + margin) * deviceScaleFactor), width),
    y1: clamp(Math.ceil((bottom(box) + margin) * deviceScaleFactor), height),
  };
}
