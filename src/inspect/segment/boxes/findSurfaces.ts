import { channelDistance, type Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import type { Attempts } from "../../attempts";
import { areaOf, clip, encloses, heightOf, widthOf, type Bounds } from "../../../base/bounds";
import type { Components } from "../pixels/labelComponents";
import { colorAt, distanceTo, isBlend, modeColor } from "../pixels/pixels";
import { boundsOf, measureSurfaces, type Surface } from "../paint/surface";

/** Painted ground. */
export interface Grounds {
  /** Everything ink can stand on, rectangular or not; larger first. */
  readonly surfaces: readonly Surface[];
  /** Those that fill their bounds: rectangles, rounded ones, circles. */
  readonly rectangular: ReadonlySet<Surface>;
  /** 1 for the label of every surface. */
  readonly isSurface: Uint8Array;
}

/** Below this size (CSS px) a plain component may as well be a letter. */
const GLYPH_SIZE = 90;

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
    area >= 60 * unit ** 2 &&
    (components.core[label] as number) >= 16 * unit ** 2 &&
    width >= 8 * unit &&
    height >= 8 * unit
  );
}

/** A progress bar, an accent: thicker than a divider, thinner than a card, filled. */
function isBar(width: number, height: number, area: number, unit: number): boolean {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  return (
    short >= 3 * unit &&
    short < 14 * unit &&
    long >= Math.max(5 * short, 24 * unit) &&
    area >= width * height * 0.85
  );
}

const isGlyphSized = (surface: Surface, unit: number): boolean =>
  widthOf(surface) <= GLYPH_SIZE * unit && heightOf(surface) <= GLYPH_SIZE * unit;

function isGround(
  bitmap: Bitmap,
  components: Components,
  surface: Surface,
  large: ReadonlySet<number>,
  unit: number,
): boolean {
  const [width, height] = [widthOf(surface), heightOf(surface)];
  if (isBar(width, height, surface.area, unit))
    return (
      !isSoftEdge(bitmap, surface) && !hasLikeNeighbours(bitmap, components, surface, large, unit)
    );
  if (isFrame(surface, unit)) return false;
  if (!isGlyphSized(surface, unit))
    return isRectangular(surface, unit) || surface.area > 4000 * unit ** 2;
  if (!isRectangular(surface, unit) && surface.area <= 4000 * unit ** 2) return false;
  if (width < 14 * unit && height > width * 1.4) return false;
  const straight = Math.min(...surface.sides) > 0.5 && surface.hull > 0.9;
  if (!straight && !isRound(surface, unit)) return false;
  if (isCounter(bitmap, components, surface, large, unit)) return false;
  return surface.solidity >= 0.82 || !hasLikeNeighbours(bitmap, components, surface, large, unit);
}

/**
 * A strip of a shadow or of a gradient in bands, not a bar: its colour changes across it, or leads over from what lies
 * on one side to what lies on the other.
 */
function isSoftEdge(bitmap: Bitmap, { x0, y0, x1, y1, color }: Surface): boolean {
  const isFlat = x1 - x0 >= y1 - y0;
  const middle = isFlat ? (x0 + x1) >> 1 : (y0 + y1) >> 1;
  const across = (k: number): Rgb =>
    isFlat ? colorAt(bitmap, middle, k) : colorAt(bitmap, k, middle);
  const [near, far] = isFlat ? [y0, y1 - 1] : [x0, x1 - 1];
  if (far - near >= 4 && channelDistance(across(near + 1), across(far - 1)) > 4) return true;
  const before = isFlat ? { x0, x1, y0: y0 - 1, y1: y0 } : { y0, y1, x0: x0 - 1, x1: x0 };
  const after = isFlat ? { x0, x1, y0: y1, y1: y1 + 1 } : { y0, y1, x0: x1, x1: x1 + 1 };
  const [first, second] = [modeColor(bitmap, before), modeColor(bitmap, after)];
  return (
    first !== undefined && second !== undefined && isBlend(color, first.color, second.color, 16)
  );
}

/** Straight sides or round ones, and nothing like a letter. */
function isRectangular(surface: Surface, unit: number): boolean {
  const [width, height] = [widthOf(surface), heightOf(surface)];
  if (isBar(width, height, surface.area, unit)) return true;
  if (surface.core < 40 * unit ** 2) return false;
  const isThinGlyph =
    (height <= 64 * unit && width < 14 * unit && height > width * 1.4) ||
    (width <= height * 0.45 && height < GLYPH_SIZE * unit && width < 24 * unit);
  if (isThinGlyph) return false;
  const [weakest, second] = [...surface.sides].sort((a, b) => a - b) as [number, number];
  const straight = surface.hull > 0.75 && second > 0.45 && weakest > 0.25;
  const round = surface.hull > 0.74 && width >= 18 * unit && height >= 18 * unit && weakest > 0.12;
  return straight || round;
}

/** A border around something else, however many device px thick: all of it could stand within 5 CSS px of its bounds. */
const isFrame = (surface: Surface, unit: number): boolean =>
  surface.solidity < 0.5 &&
  surface.hull > 0.9 &&
  surface.area <= 5 * unit * 2 * (widthOf(surface) + heightOf(surface));

/** A circle, or a pill that lies. */
function isRound(surface: Surface, unit: number): boolean {
  const [width, height] = [widthOf(surface), heightOf(surface)];
  const [top, right, bottom, left] = surface.sides;
  if (width < 14 * unit || Math.abs(top - bottom) > 0.15 || Math.abs(left - right) > 0.15)
    return false;
  const isCircle = surface.hull > 0.74 && width > height * 0.85 && width < height * 1.18;
  return isCircle || (surface.hull > 0.8 && width >= height * 1.18 && top > 0.25);
}

/** The inside of an "O": not straight, and beyond the ring around it the same colour goes on. */
function isCounter(
  bitmap: Bitmap,
  components: Components,
  surface: Surface,
  large: ReadonlySet<number>,
  unit: number,
): boolean {
  if (Math.min(...surface.sides) >= 0.8) return false;
  const { width, height, labels } = components;
  const middleX = (surface.x0 + surface.x1) >> 1;
  const middleY = (surface.y0 + surface.y1) >> 1;
  const rays = [
    { x: middleX, y: surface.y0 - 1, dx: 0, dy: -1 },
    { x: middleX, y: surface.y1, dx: 0, dy: 1 },
    { x: surface.x0 - 1, y: middleY, dx: -1, dy: 0 },
    { x: surface.x1, y: middleY, dx: 1, dy: 0 },
  ];
  let same = 0;
  for (const ray of rays) {
    let { x, y } = ray;
    for (let step = 0; step < 40 * unit; step++, x += ray.dx, y += ray.dy) {
      if (x < 0 || y < 0 || x >= width || y >= height) break;
      const i = y * width + x;
      if (!large.has(labels[i] as number)) continue;
      if (step >= 2 * unit && distanceTo(bitmap.rgba, i, surface.color) < 6) same++;
      break;
    }
  }
  return same >= 2;
}

/** Whether other ink of the same colour stands close by on the same line: then it is a letter like them. */
function hasLikeNeighbours(
  bitmap: Bitmap,
  components: Components,
  surface: Surface,
  large: ReadonlySet<number>,
  unit: number,
): boolean {
  const reach = Math.ceil(Math.min(24 * unit, heightOf(surface) * 0.4));
  const { x0, y0, x1, y1 } = clip(
    { ...surface, x0: surface.x0 - reach, x1: surface.x1 + reach },
    bitmap.width,
    bitmap.height,
  );
  let [alike, all] = [0, 0];
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) {
      if (x >= surface.x0 - 1 && x < surface.x1 + 1) continue;
      all++;
      const i = y * bitmap.width + x;
      const label = components.labels[i] as number;
      if (label === surface.label || large.has(label)) continue;
      if (distanceTo(bitmap.rgba, i, surface.color) < 14) alike++;
    }
  return alike > all * 0.05;
}

/**
 * Whether everything in the bounds that is not the surface itself stands on it: then it is a rectangle, however
 * much of its sides is covered.
 */
function isFilledByChildren(components: Components, surface: Surface, unit: number): boolean {
  if (surface.area < 4000 * unit ** 2 || surface.solidity < 0.1) return false;
  const { labels, width } = components;
  const step = Math.max(1, Math.floor(Math.sqrt(areaOf(surface) / 4000)));
  let [inside, all] = [0, 0];
  for (let y = surface.y0; y < surface.y1; y += step)
    for (let x = surface.x0; x < surface.x1; x += step) {
      const label = labels[y * width + x] as number;
      all++;
      if (label === surface.label || encloses(surface, boundsOf(components, label), 2 * unit))
        inside++;
    }
  return inside >= all * 0.92;
}

/** The ground of the page: what spans most of it; undefined when nothing does (a photo). */
export function findRoot(grounds: Grounds, width: number, height: number): Surface | undefined {
  const page = width * height;
  const spans = grounds.surfaces.filter(
    (surface) => areaOf(surface) >= page * 0.35 && touchedEdges(surface, width, height) >= 2,
  );
  const widest = Math.max(0, ...spans.map(areaOf));
  return spans
    .filter((surface) => areaOf(surface) >= widest * 0.9)
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
  if (!root || root.flatness >= 0.4 || areaOf(root) >= 0.98 * width * height) return root?.color;
  const plain = surfaces.filter(
    (surface) =>
      surface.flatness >= 0.6 &&
      surface.area >= 0.05 * width * height &&
      touchedEdges(surface, width, height) >= 2,
  );
  return plain.reduce(
    (best, surface) => (surface.area > best.area ? surface : best),
    plain[0] ?? root,
  ).color;
}

const touchedEdges = (bounds: Bounds, width: number, height: number): number =>
  [bounds.x0 <= 1, bounds.y0 <= 1, bounds.x1 >= width - 1, bounds.y1 >= height - 1].filter(Boolean)
    .length;
