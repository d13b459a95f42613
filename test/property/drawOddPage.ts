import type { Rgb } from "../../src/base/color";
import { createBitmap, type Bitmap } from "../../src/image/bitmap";
import type { Mockup } from "../../src/mockup/mockup";
import { drawBordered, drawLetters, drawNoise, drawRect, mixPixel } from "../fakes/drawShapes";
import type { OddPage, OddShape, Place } from "./oddPages";

function drawOddPage({ width, height, background, shapes }: OddPage): Bitmap {
  const canvas = createBitmap(width, height, background);
  for (const shape of shapes) drawShape(canvas, shape);
  return canvas;
}

function drawShape(canvas: Bitmap, shape: OddShape): void {
  switch (shape.kind) {
    case "rect":
      return drawRect(canvas, shape, shape.color, shape.radius);
    case "bordered":
      return drawBordered(canvas, shape, shape.color, {
        color: shape.border,
        width: shape.thickness,
      });
    case "noise":
      return drawNoise(canvas, clipTo(canvas, shape), shape.seed);
    case "text":
      return drawText(canvas, shape);
    case "gradient":
      return drawRect(canvas, clipTo(canvas, shape), gradientOf(shape));
    case "frames":
      return fillWhere(canvas, shape, shape.color, (x, y) => {
        const depth = Math.min(x, y, shape.width - 1 - x, shape.height - 1 - y);
        return depth % shape.pitch < shape.thickness;
      });
    case "checkerboard":
      return fillWhere(
        canvas,
        shape,
        shape.color,
        (x, y) => (Math.floor(x / shape.cell) + Math.floor(y / shape.cell)) % 2 === 0,
      );
    case "dots":
      return fillWhere(
        canvas,
        shape,
        shape.color,
        (x, y) => x % shape.pitch < shape.size && y % shape.pitch < shape.size,
      );
    case "stripes":
      return fillWhere(
        canvas,
        shape,
        shape.color,
        (x, y) => Math.abs(x * shape.slant + y) % shape.pitch < shape.size,
      );
  }
}

/** Rows of letters, a space after every fifth. */
function drawText(
  canvas: Bitmap,
  { x, y, width, height, color: ink, size: letter, pitch }: Extract<OddShape, { kind: "text" }>,
): void {
  const count = Math.max(1, Math.min(80, Math.floor(width / (letter * 0.75))));
  const words = Array.from({ length: count }, (_, i) => (i % 6 === 5 ? " " : "n")).join("");
  for (let top = y; top < Math.min(canvas.height, y + height); top += Math.max(pitch, letter + 1))
    drawLetters(canvas, words, x, top, letter, ink);
}

function gradientOf({
  x,
  y,
  width,
  height,
  from,
  to,
  radial,
  turn,
}: Extract<OddShape, { kind: "gradient" }>): (px: number, py: number) => Rgb {
  const [dx, dy] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const length = Math.abs(width * dx) + Math.abs(height * dy);
  return (px, py) => {
    const [rx, ry] = [px - x - width / 2, py - y - height / 2];
    const at = radial ? Math.hypot(rx / width, ry / height) : (rx * dx + ry * dy) / length + 0.5;
    const share = Math.min(1, Math.max(0, at));
    const mix = (i: 0 | 1 | 2): number => from[i] + (to[i] - from[i]) * share;
    return [mix(0), mix(1), mix(2)];
  };
}

function fillWhere(
  canvas: Bitmap,
  place: Place,
  ink: Rgb,
  holds: (x: number, y: number) => boolean,
): void {
  const { x, y, width, height } = clipTo(canvas, place);
  for (let row = y; row < y + height; row++)
    for (let column = x; column < x + width; column++)
      if (holds(column - place.x, row - place.y)) mixPixel(canvas, column, row, ink, 1);
}

function clipTo(canvas: Bitmap, { x, y, width, height }: Place): Place {
  const [x0, y0] = [Math.max(0, x), Math.max(0, y)];
  return {
    x: x0,
    y: y0,
    width: Math.max(0, Math.min(canvas.width, x + width) - x0),
    height: Math.max(0, Math.min(canvas.height, y + height) - y0),
  };
}

/** The page as a mockup. */
export function toMockup(page: OddPage): Mockup {
  const { deviceScaleFactor } = page;
  return {
    name: "odd.png",
    bitmap: drawOddPage(page),
    png: new Uint8Array(),
    cssSize: {
      width: Math.max(1, Math.round(page.width / deviceScaleFactor)),
      height: Math.max(1, Math.round(page.height / deviceScaleFactor)),
    },
    deviceScaleFactor,
    hash: "0",
  };
}
