import type { Rgb } from "../../../base/color";
import { createBitmap, type Bitmap } from "../../../image/bitmap";
import type { Attempts } from "../../attempts";
import { clip, heightOf, widthOf, type Bounds } from "../../../base/bounds";
import { createPaintColor } from "./gradient";
import type { PaintedBox } from "../boxes/paintedBox";
import type { CornerRadii, Paint } from "../../inspection";

interface PaintedRun extends Bounds {
  readonly color: Rgb;
}

/** Draws what was understood so far, without text and shadows: what differs from the mockup is not understood. */
export function paintExpected(
  size: { readonly width: number; readonly height: number },
  background: Rgb,
  boxes: readonly PaintedBox[],
  runs: readonly PaintedRun[],
  attempts: Attempts,
): Bitmap {
  const canvas = createBitmap(size.width, size.height, background);
  for (const box of boxes) attempts.attempt("boxes", box, () => paintBox(canvas, box));
  for (const run of runs) fillPlain(canvas, run, run.color);
  return canvas;
}

function paintBox(canvas: Bitmap, box: PaintedBox): void {
  const { border, radius } = box;
  if (!border) return fillRounded(canvas, box, box.fill, radius);
  fillRounded(canvas, box, { kind: "solid", color: border.color }, radius);
  const inner = {
    x0: box.x0 + border.left,
    y0: box.y0 + border.top,
    x1: box.x1 - border.right,
    y1: box.y1 - border.bottom,
  };
  const thickness = Math.max(border.top, border.left);
  fillRounded(canvas, inner, box.fill, {
    topLeft: Math.max(0, radius.topLeft - thickness),
    topRight: Math.max(0, radius.topRight - thickness),
    bottomRight: Math.max(0, radius.bottomRight - thickness),
    bottomLeft: Math.max(0, radius.bottomLeft - thickness),
  });
}

/** Only the squares around the corners are drawn pixel by pixel, unless the fill is a gradient. */
function fillRounded(canvas: Bitmap, bounds: Bounds, paint: Paint, radius: CornerRadii): void {
  const { x0, y0, x1, y1 } = clip(bounds, canvas.width, canvas.height);
  const { topLeft, topRight, bottomRight, bottomLeft } = radius;
  const reach = Math.ceil(Math.max(topLeft, topRight, bottomRight, bottomLeft));
  const colorAt = createPaintColor(paint, bounds);
  const blend = (from: number, to: number, y: number): void => {
    for (let x = from; x < to; x++) {
      const coverage = cornerCoverage(bounds, radius, x + 0.5, y + 0.5);
      if (coverage > 0) blendPixel(canvas, x, y, colorAt(x + 0.5, y + 0.5), coverage);
    }
  };
  for (let y = y0; y < y1; y++) {
    const atCorner = y < bounds.y0 + reach || y >= bounds.y1 - reach;
    if (paint.kind === "gradient") blend(x0, x1, y);
    else if (!atCorner) fillPlain(canvas, { x0, x1, y0: y, y1: y + 1 }, paint.color);
    else {
      const left = Math.min(x1, Math.max(x0, bounds.x0 + reach));
      const right = Math.max(left, Math.min(x1, bounds.x1 - reach));
      blend(x0, left, y);
      fillPlain(canvas, { x0: left, x1: right, y0: y, y1: y + 1 }, paint.color);
      blend(right, x1, y);
    }
  }
}

function fillPlain(canvas: Bitmap, bounds: Bounds, [red, green, blue]: Rgb): void {
  const { x0, y0, x1, y1 } = clip(bounds, canvas.width, canvas.height);
  for (let y = y0; y < y1; y++) {
    const end = (y * canvas.width + x1) * 4;
    for (let i = (y * canvas.width + x0) * 4; i < end; i += 4) {
      canvas.rgba[i] = red;
      canvas.rgba[i + 1] = green;
      canvas.rgba[i + 2] = blue;
    }
  }
}

function blendPixel(
  { width, rgba }: Bitmap,
  x: number,
  y: number,
  [red, green, blue]: Rgb,
  coverage: number,
): void {
  const i = (y * width + x) * 4;
  rgba[i] = (rgba[i] as number) * (1 - coverage) + red * coverage;
  rgba[i + 1] = (rgba[i + 1] as number) * (1 - coverage) + green * coverage;
  rgba[i + 2] = (rgba[i + 2] as number) * (1 - coverage) + blue * coverage;
}

/** 0–1: how much of the pixel around (x, y) lies inside the rounded corners of `bounds`. */
function cornerCoverage(bounds: Bounds, radius: CornerRadii, x: number, y: number): number {
  const isLeft = x - bounds.x0 < widthOf(bounds) / 2;
  const isTop = y - bounds.y0 < heightOf(bounds) / 2;
  const r = isTop
    ? isLeft
      ? radius.topLeft
      : radius.topRight
    : isLeft
      ? radius.bottomLeft
      : radius.bottomRight;
  if (r <= 0) return 1;
  const depthX = isLeft ? x - bounds.x0 : bounds.x1 - x;
  const depthY = isTop ? y - bounds.y0 : bounds.y1 - y;
  if (depthX >= r || depthY >= r) return 1;
  return Math.max(0, Math.min(1, r + 0.5 - Math.hypot(r - depthX, r - depthY)));
}
