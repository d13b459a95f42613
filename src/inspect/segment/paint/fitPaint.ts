import type { Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import { areaOf, heightOf, widthOf, type Bounds } from "../../../base/bounds";
import type { Components } from "../pixels/labelComponents";
import type { Paint } from "../../inspection";
import { fitGradient, type GradientSample } from "./fitGradient";
import type { Surface } from "./surface";
import { PAINT } from "./tuning";

/** A plain colour, a linear gradient, or undefined when the surface shows neither (a photo, a radial gradient). */
export function fitPaint(
  bitmap: Bitmap,
  components: Components,
  surface: Surface,
): Paint | undefined {
  if (surface.flatness >= PAINT.plain) return { kind: "solid", color: surface.color };
  const gradient = fitMost(sample(bitmap, components, surface), surface);
  if (gradient) return gradient;
  return surface.flatness >= PAINT.mostlyPlain
    ? { kind: "solid", color: surface.color }
    : undefined;
}

/** Up to about 1500 evenly spread pixels of the surface. */
function sample(bitmap: Bitmap, { labels }: Components, surface: Surface): GradientSample[] {
  const step = Math.max(1, Math.floor(Math.sqrt(areaOf(surface) / 1500)));
  const middleX = (surface.x0 + surface.x1) / 2;
  const middleY = (surface.y0 + surface.y1) / 2;
  const samples: GradientSample[] = [];
  for (let y = surface.y0; y < surface.y1; y += step)
    for (let x = surface.x0; x < surface.x1; x += step) {
      const i = y * bitmap.width + x;
      if (labels[i] !== surface.label) continue;
      const [red, green, blue] = bitmap.rgba.subarray(i * 4, i * 4 + 3) as unknown as Rgb;
      samples.push({ x: x + 0.5 - middleX, y: y + 0.5 - middleY, color: [red, green, blue] });
    }
  return samples;
}

/** The gradient of most of a surface: what does not belong to it is left out by and by. */
function fitMost(samples: readonly GradientSample[], bounds: Bounds): Paint | undefined {
  const size = { width: widthOf(bounds), height: heightOf(bounds) };
  const whole = fitGradient(samples, size);
  if (whole && whole.error <= PAINT.maxError) return whole.paint();
  if (areaOf(bounds) < PAINT.largeArea) return undefined;
  for (let round = 0, fit = whole; fit && round < PAINT.rounds; round++) {
    const { miss } = fit;
    const misses = samples.map(miss).sort((a, b) => a - b);
    const limit = Math.max(
      3,
      1.5 * (misses[Math.floor(misses.length * PAINT.leastExplained)] ?? 0),
    );
    const kept = samples.filter((sample) => miss(sample) <= limit);
    if (kept.length < samples.length * PAINT.leastExplained) return undefined;
    fit = fitGradient(kept, size);
    if (fit && limit === 3 && fit.error <= PAINT.maxError) return fit.paint();
  }
  return undefined;
}
