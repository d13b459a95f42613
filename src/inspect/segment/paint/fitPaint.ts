import { channelDistance, type Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import { areaOf, heightOf, widthOf, type Bounds } from "../../../base/bounds";
import type { Components } from "../pixels/labelComponents";
import type { Paint } from "../../inspection";
import type { Surface } from "./surface";

/** A gradient that misses the pixels by more than this on average (0–255) is none. */
const MAX_ERROR = 2;
/** The share of a large surface (px²) that its gradient must explain; the rest is shadows, waves, veils on it. */
const LARGE_AREA = 40_000;
const LEAST_EXPLAINED = 0.5;
const ROUNDS = 6;
const BINS = 9;
/** The share of one colour that makes a surface plain, and that makes it plain when no gradient fits (a shadow on it). */
const PLAIN = 0.6;
const MOSTLY_PLAIN = 0.4;

interface Sample {
  /** From the middle of the bounds. */
  readonly x: number;
  readonly y: number;
  readonly color: Rgb;
}

interface Stop {
  readonly color: Rgb;
  readonly at: number;
}

/** A plain colour, a linear gradient, or undefined when the surface shows neither (a photo, a radial gradient). */
export function fitPaint(
  bitmap: Bitmap,
  components: Components,
  surface: Surface,
): Paint | undefined {
  if (surface.flatness >= PLAIN) return { kind: "solid", color: surface.color };
  const gradient = fitGradient(sample(bitmap, components, surface), surface);
  if (gradient) return gradient;
  return surface.flatness >= MOSTLY_PLAIN ? { kind: "solid", color: surface.color } : undefined;
}

/** The colour of a paint at (x, y) in the bounds it fills; the gradient line is that of CSS Images 3, §3.1. */
export function createPaintColor(paint: Paint, bounds: Bounds): (x: number, y: number) => Rgb {
  if (paint.kind === "solid") return () => paint.color;
  const position = gradientPosition(directionOf(paint.angleDeg), bounds);
  const middleX = (bounds.x0 + bounds.x1) / 2;
  const middleY = (bounds.y0 + bounds.y1) / 2;
  return (x, y) => colorAtStop(paint.stops, position(x - middleX, y - middleY));
}

/** Up to about 1500 evenly spread pixels of the surface. */
function sample(bitmap: Bitmap, { labels }: Components, surface: Surface): Sample[] {
  const step = Math.max(1, Math.floor(Math.sqrt(areaOf(surface) / 1500)));
  const middleX = (surface.x0 + surface.x1) / 2;
  const middleY = (surface.y0 + surface.y1) / 2;
  const samples: Sample[] = [];
  for (let y = surface.y0; y < surface.y1; y += step)
    for (let x = surface.x0; x < surface.x1; x += step) {
      const i = y * bitmap.width + x;
      if (labels[i] !== surface.label) continue;
      const [red, green, blue] = bitmap.rgba.subarray(i * 4, i * 4 + 3) as unknown as Rgb;
      samples.push({ x: x + 0.5 - middleX, y: y + 0.5 - middleY, color: [red, green, blue] });
    }
  return samples;
}

function fitGradient(samples: readonly Sample[], bounds: Bounds): Paint | undefined {
  const whole = approach(samples, bounds);
  if (whole && whole.error <= MAX_ERROR) return toPaint(whole);
  if (areaOf(bounds) < LARGE_AREA) return undefined;
  for (let round = 0, fit = whole; fit && round < ROUNDS; round++) {
    const misses = samples.map((sample) => (fit as Approach).miss(sample)).sort((a, b) => a - b);
    const limit = Math.max(3, 1.5 * (misses[Math.floor(misses.length * LEAST_EXPLAINED)] ?? 0));
    const kept = samples.filter((sample) => (fit as Approach).miss(sample) <= limit);
    if (kept.length < samples.length * LEAST_EXPLAINED) return undefined;
    fit = approach(kept, bounds);
    if (fit && limit === 3 && fit.error <= MAX_ERROR) return toPaint(fit);
  }
  return undefined;
}

/** A gradient near some samples, and how far it is off (0–255): from one, and from all on average. */
interface Approach {
  readonly direction: { readonly x: number; readonly y: number };
  readonly stops: readonly Stop[];
  readonly miss: (sample: Sample) => number;
  readonly error: number;
}

function approach(samples: readonly Sample[], bounds: Bounds): Approach | undefined {
  if (samples.length < 30) return undefined;
  const direction = steepestDirection(samples);
  if (!direction) return undefined;
  const position = gradientPosition(direction, bounds);
  const stops = averageStops(samples, position);
  if (!stops) return undefined;
  const miss = ({ x, y, color }: Sample): number =>
    channelDistance(color, colorAtStop(stops, position(x, y)));
  const error = samples.reduce((sum, sample) => sum + miss(sample), 0) / samples.length;
  return { direction, stops, miss, error };
}

/** As people write it: from left to right or downwards, not the other way round. */
function toPaint({ direction, stops }: Approach): Paint {
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
function steepestDirection(samples: readonly Sample[]): { x: number; y: number } | undefined {
  const mean = (value: (sample: Sample) => number): number =>
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

/** 0 … 1 along the gradient line through the middle, whose length is |w·sin α| + |h·cos α| (CSS Images 3). */
function gradientPosition(
  direction: { readonly x: number; readonly y: number },
  bounds: Bounds,
): (x: number, y: number) => number {
  const length = Math.abs(widthOf(bounds) * direction.x) + Math.abs(heightOf(bounds) * direction.y);
  return (x, y) => (x * direction.x + y * direction.y) / length + 0.5;
}

const directionOf = (angleDeg: number): { x: number; y: number } => ({
  x: Math.sin((angleDeg * Math.PI) / 180),
  y: -Math.cos((angleDeg * Math.PI) / 180),
});

/** People write round angles; a fit within 2° of a multiple of 45° means that multiple. */
function snapAngle(angle: number): number {
  const nearest = Math.round(angle / 45) * 45;
  return (Math.abs(angle - nearest) <= 2 ? nearest : Math.round(angle * 10) / 10) % 360;
}

/** Mean colours of equal parts of the line, continued to 0 and 1. */
function averageStops(
  samples: readonly Sample[],
  position: (x: number, y: number) => number,
): Stop[] | undefined {
  const bins = Array.from({ length: BINS }, () => ({ count: 0, at: 0, sum: [0, 0, 0] as const }));
  for (const { x, y, color } of samples) {
    const at = Math.max(0, Math.min(0.999, position(x, y)));
    const index = Math.floor(at * BINS);
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

function colorAtStop(stops: readonly Stop[], at: number): Rgb {
  let i = 1;
  while (i < stops.length - 1 && (stops[i] as Stop).at < at) i++;
  const before = stops[i - 1] as Stop;
  return between(before, stops[i] as Stop, Math.max(0, Math.min(1, at)));
}

/** The colour at `at` on the line through two stops, beyond them too; clamped to 0–255. */
function between(a: Stop, b: Stop, at: number): Rgb {
  const share = b.at === a.at ? 0 : (at - a.at) / (b.at - a.at);
  return [
    mix(a.color[0], b.color[0], share),
    mix(a.color[1], b.color[1], share),
    mix(a.color[2], b.color[2], share),
  ];
}

const mix = (from: number, to: number, share: number): number =>
  Math.max(0, Math.min(255, from + (to - from) * share));
