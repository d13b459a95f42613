import type { Rgb } from "../../base/color";
import type { Rect } from "../../base/geometry";
import type { Paint } from "../../inspect/inspection";

/** A place and the colour it has. */
export interface ColorSample {
  readonly rect: Rect;
  readonly color: Rgb;
}

/** A ground whose colours stay within this of their mean is solid (channel steps). */
const SOLID_DEVIATION = 4;

/** A gradient that misses its samples by more than this on average is none. */
const MAX_GRADIENT_ERROR = 14;

/** Places along the gradient line whose colours become stops. */
const STOPS = 5;

/**
 * The paint that a plain ground is filled with: one colour, or a linear gradient whose direction is that in which the
 * colours change most (least squares plane through each channel). Undefined when neither fits.
 */
export function fitGround(samples: readonly ColorSample[], box: Rect): Paint | undefined {
  if (samples.length === 0) return undefined;
  const mean = meanColor(samples);
  const deviation = meanOf(samples, ({ color }) => distance(color, mean));
  if (deviation <= SOLID_DEVIATION)
    return { kind: "solid", color: roundColor(medianColor(samples)) };

  const directions = [[0, 1], [1, 0], steepestDirection(samples)] as const;
  const fits = directions.flatMap((direction) => fitGradient(samples, box, direction) ?? []);
  const [first, ...rest] = fits;
  if (!first) return undefined;
  // Straight directions come first: a slanted one must be clearly better.
  const best = rest.reduce((kept, fit) => (fit.error < 0.8 * kept.error ? fit : kept), first);
  return best.error <= MAX_GRADIENT_ERROR ? best.paint : undefined;
}

interface GradientFit {
  readonly paint: Paint;
  /** Mean distance of the samples from it, channel steps. */
  readonly error: number;
}

/** The gradient along a unit vector whose stops are the colours measured there; undefined when too few are known. */
function fitGradient(
  samples: readonly ColorSample[],
  box: Rect,
  [dx, dy]: readonly [number, number],
): GradientFit | undefined {
  const length = Math.abs(box.width * dx) + Math.abs(box.height * dy);
  const positionOf = ({ rect }: ColorSample): number => {
    const x = rect.x + rect.width / 2 - box.x - box.width / 2;
    const y = rect.y + rect.height / 2 - box.y - box.height / 2;
    return Math.min(1, Math.max(0, (x * dx + y * dy) / length + 0.5));
  };
  const stops = Array.from({ length: STOPS }, (_, piece) => piece / (STOPS - 1)).flatMap((at) => {
    const near = samples.filter((sample) => Math.abs(positionOf(sample) - at) < 0.25 / (STOPS - 1));
    return near.length > 0 ? [{ at, color: roundColor(medianColor(near)) }] : [];
  });
  if (stops.length < 2) return undefined;
  const error = meanOf(samples, (sample) =>
    distance(sample.color, colorAt(stops, positionOf(sample))),
  );
  const angleDeg = Math.round(((Math.atan2(dx, -dy) * 180) / Math.PI + 360) * 10) / 10;
  return { paint: { kind: "gradient", angleDeg: angleDeg % 360, stops }, error };
}

function colorAt(stops: readonly { at: number; color: Rgb }[], position: number): Rgb {
  const found = stops.findIndex(({ at }) => at >= position);
  const next = Math.max(1, found < 0 ? stops.length - 1 : found);
  const [a, b] = [stops[next - 1], stops[next]];
  if (!a || !b) return [0, 0, 0];
  return mix(a.color, b.color, Math.min(1, Math.max(0, (position - a.at) / (b.at - a.at))));
}

/** The unit vector along which colours change most: the channels' slopes, summed with equal signs. */
function steepestDirection(samples: readonly ColorSample[]): [number, number] {
  const centerX = meanOf(samples, ({ rect }) => rect.x);
  const centerY = meanOf(samples, ({ rect }) => rect.y);
  let [xx, yy, xy] = [0, 0, 0];
  for (const { rect } of samples) {
    xx += (rect.x - centerX) ** 2;
    yy += (rect.y - centerY) ** 2;
    xy += (rect.x - centerX) * (rect.y - centerY);
  }
  const determinant = xx * yy - xy * xy || 1;
  let [sumX, sumY] = [0, 0];
  for (const channel of [0, 1, 2] as const) {
    const middle = meanOf(samples, ({ color }) => color[channel]);
    let [ax, ay] = [0, 0];
    for (const { rect, color } of samples) {
      ax += (rect.x - centerX) * (color[channel] - middle);
      ay += (rect.y - centerY) * (color[channel] - middle);
    }
    const slopeX = (ax * yy - ay * xy) / determinant;
    const slopeY = (ay * xx - ax * xy) / determinant;
    const sign = sumX * slopeX + sumY * slopeY < 0 ? -1 : 1;
    sumX += sign * slopeX;
    sumY += sign * slopeY;
  }
  const length = Math.hypot(sumX, sumY);
  return length === 0 ? [0, 1] : [sumX / length, sumY / length];
}

function meanOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0) / items.length;
}

function meanColor(samples: readonly ColorSample[]): Rgb {
  const channel = (i: 0 | 1 | 2): number => meanOf(samples, ({ color }) => color[i]);
  return [channel(0), channel(1), channel(2)];
}

function medianColor(samples: readonly ColorSample[]): Rgb {
  const channel = (i: 0 | 1 | 2): number => {
    const sorted = samples.map(({ color }) => color[i]).sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? 0;
  };
  return [channel(0), channel(1), channel(2)];
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const channel = (i: 0 | 1 | 2): number => a[i] + (b[i] - a[i]) * share;
  return [channel(0), channel(1), channel(2)];
}

function distance(a: Rgb, b: Rgb): number {
  return Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number))));
}

function roundColor(color: Rgb): Rgb {
  return [Math.round(color[0]), Math.round(color[1]), Math.round(color[2])];
}
