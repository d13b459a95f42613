import { channelDistance, type Rgb } from "../../../base/color";
import type { Size } from "../../../base/geometry";
import type { Paint } from "../../inspection";
import { between, colorAtStop, gradientPosition, type Direction, type Stop } from "./gradient";
import { GRADIENT } from "./tuning";

/** A colour and where it was seen, from the middle of what the gradient fills. */
export interface GradientSample {
  readonly x: number;
  readonly y: number;
  readonly color: Rgb;
}

/** A gradient near some samples, and how far it is off (0–255): from one, and from all on average. */
export interface GradientFit {
  readonly paint: () => Paint;
  readonly miss: (sample: GradientSample) => number;
  readonly error: number;
}

/**
 * The linear gradient nearest to some samples of what it fills, of any `size`; undefined when they are too few, or all alike.
 *
 * @param direction Undefined: that in which the colours change most.
 */
export function fitGradient(
  samples: readonly GradientSample[],
  size: Size,
  direction = steepestDirection(samples),
): GradientFit | undefined {
  if (samples.length < GRADIENT.leastSamples || !direction) return undefined;
  const position = gradientPosition(direction, size);
  const stops = averageStops(samples, position);
  if (!stops) return undefined;
  const miss = ({ x, y, color }: GradientSample): number =>
    channelDistance(color, colorAtStop(stops, position(x, y)));
  const error = samples.reduce((sum, sample) => sum + miss(sample), 0) / samples.length;
  return { paint: () => toPaint(direction, stops), miss, error };
}

/** As people write it: from left to right or downwards, not the other way round. */
function toPaint(direction: Direction, stops: readonly Stop[]): Paint {
  const angle = (Math.atan2(direction.x, -direction.y) * 180) / Math.PI;
  const angleDeg = snapAngle((angle + 360) % 360);
  const simple = simplify(stops);
  if (angleDeg > 0 && angleDeg <= 180) return { kind: "gradient", angleDeg, stops: simple };
  const reversed = simple
    .map(({ color, at }) => ({ color, at: Math.round(1000 - at * 1000) / 1000 }))
    .reverse();
  return { kind: "gradient", angleDeg: (angleDeg + 180) % 360, stops: reversed };
}

/** The common direction in which the channels change: their fitted planes' slopes, weighted by steepness. */
function steepestDirection(samples: readonly GradientSample[]): Direction | undefined {
  const mean = (value: (sample: GradientSample) => number): number =>
    samples.reduce((sum, sample) => sum + value(sample), 0) / samples.length;
  const [meanX, meanY] = [mean((s) => s.x), mean((s) => s.y)];
  const sxx = mean((s) => (s.x - meanX) ** 2);
  const syy = mean((s) => (s.y - meanY) ** 2);
  const sxy = mean((s) => (s.x - meanX) * (s.y - meanY));
  const determinant = sxx * syy - sxy * sxy;
  if (determinant < 1e-9) return undefined;
  let [x, y] = [0, 0];
  for (const channel of [0, 1, 2] as const) {
    const meanColor = mean((s) => s.color[channel]);
    const sxc = mean((s) => (s.x - meanX) * (s.color[channel] - meanColor));
    const syc = mean((s) => (s.y - meanY) * (s.color[channel] - meanColor));
    const slopeX = (sxc * syy - syc * sxy) / determinant;
    const slopeY = (syc * sxx - sxc * sxy) / determinant;
    const weight = Math.hypot(slopeX, slopeY) * (x * slopeX + y * slopeY < 0 ? -1 : 1);
    x += slopeX * weight;
    y += slopeY * weight;
  }
  const length = Math.hypot(x, y);
  return length < 1e-9 ? undefined : { x: x / length, y: y / length };
}

/** People write round angles; a fit within 2° of a multiple of 45° means that multiple. */
function snapAngle(angle: number): number {
  const nearest = Math.round(angle / 45) * 45;
  return (Math.abs(angle - nearest) <= 2 ? nearest : Math.round(angle * 10) / 10) % 360;
}

/** Mean colours of equal parts of the line, continued to 0 and 1. */
function averageStops(
  samples: readonly GradientSample[],
  position: (x: number, y: number) => number,
): Stop[] | undefined {
  const bins = Array.from({ length: GRADIENT.bins }, () => ({
    count: 0,
    at: 0,
    sum: [0, 0, 0] as const,
  }));
  for (const { x, y, color } of samples) {
    const at = Math.max(0, Math.min(0.999, position(x, y)));
    const index = Math.floor(at * GRADIENT.bins);
    const bin = bins[index];
    if (!bin) continue;
    const [r, g, b] = bin.sum;
    bins[index] = {
      count: bin.count + 1,
      at: bin.at + at,
      sum: [r + color[0], g + color[1], b + color[2]] as unknown as typeof bin.sum,
    };
  }
  const stops = bins
    .filter((bin) => bin.count > 3)
    .map(({ count, at, sum }) => ({
      at: at / count,
      color: [sum[0] / count, sum[1] / count, sum[2] / count] as const,
    }));
  const [first, second] = stops;
  const [beforeLast, last] = stops.slice(-2);
  if (!first || !second || !beforeLast || !last) return undefined;
  return [
    { at: 0, color: between(first, second, 0) },
    ...stops,
    { at: 1, color: between(beforeLast, last, 1) },
  ];
}

/** As few stops as keep every colour within 3 of where it was: the farthest one of a stretch stays (Douglas–Peucker). */
function simplify(stops: readonly Stop[]): Stop[] {
  const first = stops[0] as Stop;
  const last = stops[stops.length - 1] as Stop;
  const strays = stops.map((stop) => channelDistance(stop.color, between(first, last, stop.at)));
  const farthest = Math.max(...strays);
  if (farthest < 3) return [rounded(first), rounded(last)];
  const knee = strays.indexOf(farthest);
  return [...simplify(stops.slice(0, knee + 1)), ...simplify(stops.slice(knee)).slice(1)];
}

const rounded = ({ color, at }: Stop): Stop => ({
  color: color.map(Math.round) as unknown as Rgb,
  at: Math.round(at * 1000) / 1000,
});
