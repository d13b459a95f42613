import type { Bitmap } from "../../../image/bitmap";
import type { Attempts } from "../../attempts";
import { areaOf, encloses, heightOf, widthOf } from "../../../base/bounds";
import type { Components } from "../pixels/labelComponents";
import { boundsOf, measureSurfaces, type Surface } from "../paint/surface";
import { isGround } from "./isGround";
import { isBar, isGlyphSized, isRectangular } from "./shapes";
import { FILLED, SURFACE } from "./tuning";

/** Painted ground. */
export interface Grounds {
  /** Everything ink can stand on, rectangular or not; larger first. */
  readonly surfaces: readonly Surface[];
  /** Those that fill their bounds: rectangles, rounded ones, circles. */
  readonly rectangular: ReadonlySet<Surface>;
  /** 1 for the label of every surface. */
  readonly isSurface: Uint8Array;
}

/** Finds the ground among the components; the rest is ink. `unit` is device px in a CSS px. */
export function findSurfaces(
  bitmap: Bitmap,
  components: Components,
  unit: number,
  attempts: Attempts,
): Grounds {
  const holds = (surface: Surface, work: () => boolean): boolean =>
    attempts.attempt("surfaces", surface, work) ?? false;
  const candidates: number[] = [];
  for (let label = 0; label < components.count; label++)
    if (isThick(components, label, unit)) candidates.push(label);
  const measured = measureSurfaces(bitmap, components, candidates, unit);
  const large = new Set(
    measured.filter((surface) => !isGlyphSized(surface, unit)).map((surface) => surface.label),
  );
  const surfaces = measured
    .filter((surface) => holds(surface, () => isGround(bitmap, components, surface, large, unit)))
    .sort((a, b) => areaOf(b) - areaOf(a));
  const rectangular = new Set(
    surfaces.filter((surface) =>
      holds(
        surface,
        () => isRectangular(surface, unit) || isFilledByChildren(components, surface, unit),
      ),
    ),
  );
  const isSurface = new Uint8Array(components.count);
  for (const surface of surfaces) isSurface[surface.label] = 1;
  return { surfaces, rectangular, isSurface };
}

function isThick(components: Components, label: number, unit: number): boolean {
  const bounds = boundsOf(components, label);
  const [width, height] = [widthOf(bounds), heightOf(bounds)];
  const area = components.area[label] as number;
  if (isBar(width, height, area, unit)) return true;
  return (
    area >= SURFACE.leastArea * unit ** 2 &&
    (components.core[label] as number) >= SURFACE.leastCore * unit ** 2 &&
    width >= SURFACE.leastSide * unit &&
    height >= SURFACE.leastSide * unit
  );
}

/**
 * Whether everything in the bounds that is not the surface itself stands on it: then it is a rectangle, however
 * much of its sides is covered.
 */
function isFilledByChildren(components: Components, surface: Surface, unit: number): boolean {
  if (surface.area < SURFACE.surelyGround * unit ** 2) return false;
  if (surface.solidity < FILLED.leastSolidity) return false;
  const { labels, width } = components;
  const step = Math.max(1, Math.floor(Math.sqrt(areaOf(surface) / FILLED.samples)));
  let [inside, all] = [0, 0];
  for (let y = surface.y0; y < surface.y1; y += step)
    for (let x = surface.x0; x < surface.x1; x += step) {
      const label = labels[y * width + x] as number;
      all++;
      const isInside = (): boolean =>
        encloses(surface, boundsOf(components, label), FILLED.slack * unit);
      if (label === surface.label || isInside()) inside++;
    }
  return inside >= all * FILLED.share;
}
