import type { Rgb } from "../base/color";
import { createBitmap, type Bitmap } from "../image/bitmap";
import { clip, heightOf, widthOf, type Bounds } from "./bounds";
import { createPaintColor } from "./fitPaint";
import type { PaintedBox } from "./findBoxes";
import type { CornerRadii } from "./inspection";

interface PaintedRun extends Bounds {
  readonly color: Rgb;
}

/** Draws what was understood so far, without text and shadows: what differs from the mockup is not understood. */
export function paintExpected(
  size: { readonly width: number; readonly height: number },
  background: Rgb,
  boxes: readonly PaintedBox[],
  runs: readonly PaintedRun[],
): Bitmap {
  const canvas = createBitmap(size.width, size.height, background);
  for (const box of boxes) paintBox(canvas, box);
  for (const run of runs)
    fill(
      canvas,
      run,
      () => run.color,
      () => 1,
    );
  return canvas;
}

function paintBox(canvas: Bitmap, box: PaintedBox): void {
  const { border, radius } = box;
  const inner = border
    ? {
        x0: box.x0 + border.left,
        y0: box.y0 + border.top,
        x1: box.x1 - border.right,
        y1: box.y1 - border.bottom,
      }
    : box;
  const thickness = border ? Math.max(border.top, border.left) : 0;
  if (border)
    fill(
      canvas,
      box,
      () => border.color,
      (x, y) => cornerCoverage(box, radius, x, y),
    );
  const innerRadius = {
    topLeft: Math.max(0, radius.topLeft - thickness),
    topRight: Math.max(0, radius.topRight - thickness),
    bottomRight: Math.max(0, radius.bottomRight - thickness),
    bottomLeft: Math.max(0, radius.bottomLeft - thickness),
  };
  const coverage = (x: number, y: number): number => cornerCoverage(inner, innerRadius, x, y);
  fill(canvas, inner, createPaintColor(box.fill, inner), coverage);
}

function fill(
  { width, height, rgba }: Bitmap,
  bounds: Bounds,
  colorAt: (x: number, y: number) => Rgb,
  coverageAt: (x: number, y: number) => number,
): void {
  const { x0, y0, x1, y1 } = clip(bounds, width, height);
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) {
      const coverage = coverageAt(x + 0.5, y + 0.5);
      if (coverage <= 0) continue;
      const [red, green, blue] = colorAt(x + 0.5, y + 0.5);
      const i = (y * width + x) * 4;
      rgba[i] = (rgba[i] as number) * (1 - coverage) + red * coverage;
      rgba[i + 1] = (rgba[i + 1] as number) * (1 - coverage) + green * coverage;
      rgba[i + 2] = (rgba[i + 2] as number) * (1 - coverage) + blue * coverage;
    }
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
