import { channelDistance, type Rgb } from "../../base/color";
import type { Rect } from "../../base/geometry";
import { median } from "../../base/median";
import type { Paint } from "../../inspect/inspection";
import { fitGradient } from "../../inspect/segment/paint/fitGradient";
import { GROUND } from "./tuning";

/** A place and the colour it has. */
export interface ColorSample {
  readonly rect: Rect;
  readonly color: Rgb;
}

const DOWN = { x: 0, y: 1 };
const ACROSS = { x: 1, y: 0 };

/**
 * The paint that a plain ground is filled with: one colour, or a linear gradient whose direction is that in which the
 * colours change most. Undefined when neither fits.
 */
export function fitGround(samples: readonly ColorSample[], box: Rect): Paint | undefined {
  if (samples.length === 0) return undefined;
  const mean = meanColor(samples);
  const deviation = meanOf(samples, ({ color }) => channelDistance(color, mean));
  if (deviation <= GROUND.solidDeviation)
    return { kind: "solid", color: roundColor(medianColor(samples)) };

  const places = samples.map(({ rect, color }) => ({
    x: rect.x + rect.width / 2 - box.x - box.width / 2,
    y: rect.y + rect.height / 2 - box.y - box.height / 2,
    color,
  }));
  const directions = [DOWN, ACROSS, undefined] as const;
  const fits = directions.flatMap((direction) => fitGradient(places, box, direction) ?? []);
  const [first, ...rest] = fits;
  if (!first) return undefined;
  // Straight directions come first: a slanted one must be clearly better.
  const best = rest.reduce((kept, fit) => (fit.error < 0.8 * kept.error ? fit : kept), first);
  return best.error <= GROUND.maxGradientError ? best.paint() : undefined;
}

function meanOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0) / items.length;
}

function meanColor(samples: readonly ColorSample[]): Rgb {
  const channel = (i: 0 | 1 | 2): number => meanOf(samples, ({ color }) => color[i]);
  return [channel(0), channel(1), channel(2)];
}

function medianColor(samples: readonly ColorSample[]): Rgb {
  const channel = (i: 0 | 1 | 2): number => median(samples.map(({ color }) => color[i]));
  return [channel(0), channel(1), channel(2)];
}

function roundColor(color: Rgb): Rgb {
  return [Math.round(color[0]), Math.round(color[1]), Math.round(color[2])];
}
