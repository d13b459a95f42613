import { heightOf, widthOf, type Bounds } from "../../../base/bounds";
import type { Rgb } from "../../../base/color";
import type { Size } from "../../../base/geometry";
import type { Paint } from "../../inspection";

/** A colour on the gradient line, 0 … 1. */
export interface Stop {
  readonly color: Rgb;
  readonly at: number;
}

/** A unit vector; y grows downwards. */
export interface Direction {
  readonly x: number;
  readonly y: number;
}

/** The colour of a paint at (x, y) in the bounds it fills; the gradient line is that of CSS Images 3, §3.1. */
export function createPaintColor(paint: Paint, bounds: Bounds): (x: number, y: number) => Rgb {
  if (paint.kind !== "gradient") return () => paint.color;
  const size = { width: widthOf(bounds), height: heightOf(bounds) };
  const position = gradientPosition(directionOf(paint.angleDeg), size);
  const middleX = (bounds.x0 + bounds.x1) / 2;
  const middleY = (bounds.y0 + bounds.y1) / 2;
  return (x, y) => colorAtStop(paint.stops, position(x - middleX, y - middleY));
}

/** 0 … 1 along the gradient line through the middle, whose length is |w·sin α| + |h·cos α| (CSS Images 3). */
export function gradientPosition(
  direction: Direction,
  { width, height }: Size,
): (x: number, y: number) => number {
  const length = Math.abs(width * direction.x) + Math.abs(height * direction.y);
  return (x, y) => (x * direction.x + y * direction.y) / length + 0.5;
}

const directionOf = (angleDeg: number): Direction => ({
  x: Math.sin((angleDeg * Math.PI) / 180),
  y: -Math.cos((angleDeg * Math.PI) / 180),
});

export function colorAtStop(stops: readonly Stop[], at: number): Rgb {
  let i = 1;
  while (i < stops.length - 1 && (stops[i] as Stop).at < at) i++;
  const before = stops[i - 1] as Stop;
  return between(before, stops[i] as Stop, Math.max(0, Math.min(1, at)));
}

/** The colour at `at` on the line through two stops, beyond them too; clamped to 0–255. */
export function between(a: Stop, b: Stop, at: number): Rgb {
  const share = b.at === a.at ? 0 : (at - a.at) / (b.at - a.at);
  return [
    mix(a.color[0], b.color[0], share),
    mix(a.color[1], b.color[1], share),
    mix(a.color[2], b.color[2], share),
  ];
}

const mix = (from: number, to: number, share: number): number =>
  Math.max(0, Math.min(255, from + (to - from) * share));
