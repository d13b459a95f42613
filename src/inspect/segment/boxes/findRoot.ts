import { areaOf, type Bounds } from "../../../base/bounds";
import type { Rgb } from "../../../base/color";
import type { Surface } from "../paint/surface";
import { PAINT } from "../paint/tuning";
import type { Grounds } from "./findSurfaces";
import { ROOT } from "./tuning";

/** The ground of the page: what spans most of it; undefined when nothing does (a photo). */
export function findRoot(grounds: Grounds, width: number, height: number): Surface | undefined {
  const page = width * height;
  const spans = grounds.surfaces.filter(
    (surface) =>
      areaOf(surface) >= page * ROOT.leastSpan &&
      touchedEdges(surface, width, height) >= ROOT.edges,
  );
  const widest = Math.max(0, ...spans.map(areaOf));
  return spans
    .filter((surface) => areaOf(surface) >= widest * ROOT.asWide)
    .reduce<Surface | undefined>((best, s) => (best && best.area >= s.area ? best : s), undefined);
}

/**
 * The colour behind everything: the root's, unless that is a section of many colours (a hero with a gradient), which
 * leaves the page to the largest plain ground at its edges. Undefined when there is neither.
 */
export function findBackground(
  { surfaces }: Grounds,
  root: Surface | undefined,
  width: number,
  height: number,
): Rgb | undefined {
  const page = width * height;
  if (!root || root.flatness >= PAINT.mostlyPlain || areaOf(root) >= ROOT.wholePage * page)
    return root?.color;
  const plain = surfaces.filter(
    (surface) =>
      surface.flatness >= PAINT.plain &&
      surface.area >= ROOT.leastPlain * page &&
      touchedEdges(surface, width, height) >= ROOT.edges,
  );
  return plain.reduce(
    (best, surface) => (surface.area > best.area ? surface : best),
    plain[0] ?? root,
  ).color;
}

const touchedEdges = (bounds: Bounds, width: number, height: number): number =>
  [bounds.x0 <= 1, bounds.y0 <= 1, bounds.x1 >= width - 1, bounds.y1 >= height - 1].filter(Boolean)
    .length;
