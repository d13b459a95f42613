import { channelDistance, type Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import type { Attempts } from "../../attempts";
import { areaOf, clip, encloses, heightOf, widthOf, type Bounds } from "../../../base/bounds";
import type { Components } from "../pixels/labelComponents";
import { colorAt, distanceTo, isBlend, modeColor } from "../pixels/pixels";
import { boundsOf, measureSurfaces, type Surface } from "../paint/surface";
import { PAINT } from "../paint/tuning";
import {
  BAR,
  COUNTER,
  FILLED,
  FRAME,
  NEIGHBOURS,
  RECTANGLE,
  ROOT,
  ROUND,
  SMALL_GROUND,
  SOFT_EDGE,
  SURFACE,
} from "./tuning";

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

/** A progress bar, an accent: thicker than a divider, thinner than a card, filled. */
function isBar(width: number, height: number, area: number, unit: number): boolean {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  return (
    short >= BAR.thinnest * unit &&
    short < BAR.thickest * unit &&
    long >= Math.max(BAR.elongation * short, BAR.shortest * unit) &&
    area >= width * height * BAR.filled
  );
}

const isGlyphSized = (surface: Surface, unit: number): boolean =>
  widthOf(surface) <= SURFACE.glyphSize * unit && heightOf(surface) <= SURFACE.glyphSize * unit;

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
  const isLarge = surface.area > SURFACE.surelyGround * unit ** 2;
  if (!isLarge && !isRectangular(surface, unit)) return false;
  if (!isGlyphSized(surface, unit)) return true;
  if (width < 14 * unit && height > width * 1.4) return false;
  const straight =
    Math.min(...surface.sides) > SMALL_GROUND.side && surface.hull > SMALL_GROUND.hull;
  if (!straight && !isRound(surface, unit)) return false;
  if (isCounter(bitmap, components, surface, large, unit)) return false;
  return (
    surface.solidity >= SMALL_GROUND.solidity ||
    !hasLikeNeighbours(bitmap, components, surface, large, unit)
  );
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
  if (
    far - near >= SOFT_EDGE.leastAcross &&
    channelDistance(across(near + 1), across(far - 1)) > SOFT_EDGE.change
  )
    return true;
  const before = isFlat ? { x0, x1, y0: y0 - 1, y1: y0 } : { y0, y1, x0: x0 - 1, x1: x0 };
  const after = isFlat ? { x0, x1, y0: y1, y1: y1 + 1 } : { y0, y1, x0: x1, x1: x1 + 1 };
  const [first, second] = [modeColor(bitmap, before), modeColor(bitmap, after)];
  return (
    first !== undefined &&
    second !== undefined &&
    isBlend(color, first.color, second.color, SOFT_EDGE.step)
  );
}

/** Straight sides or round ones, and nothing like a letter. */
function isRectangular(surface: Surface, unit: number): boolean {
  const [width, height] = [widthOf(surface), heightOf(surface)];
  if (isBar(width, height, surface.area, unit)) return true;
  if (surface.core < RECTANGLE.leastCore * unit ** 2) return false;
  const isThinGlyph =
    (height <= RECTANGLE.letterHeight * unit &&
      width < RECTANGLE.letterWidth * unit &&
      height > width * RECTANGLE.letterSlenderness) ||
    (width <= height * RECTANGLE.slender &&
      height < SURFACE.glyphSize * unit &&
      width < RECTANGLE.slenderWidth * unit);
  if (isThinGlyph) return false;
  const [weakest, second] = [...surface.sides].sort((a, b) => a - b) as [number, number];
  const straight =
    surface.hull > RECTANGLE.straightHull &&
    second > RECTANGLE.secondSide &&
    weakest > RECTANGLE.weakestSide;
  const round =
    surface.hull > RECTANGLE.roundHull &&
    Math.min(width, height) >= RECTANGLE.roundSize * unit &&
    weakest > RECTANGLE.roundSide;
  return straight || round;
}

/** A border around something else, however many device px thick. */
const isFrame = (surface: Surface, unit: number): boolean =>
  surface.solidity < FRAME.solidity &&
  surface.hull > FRAME.hull &&
  surface.area <= FRAME.thickness * unit * 2 * (widthOf(surface) + heightOf(surface));

/** A circle, or a pill that lies. */
function isRound(surface: Surface, unit: number): boolean {
  const [width, height] = [widthOf(surface), heightOf(surface)];
  const [top, right, bottom, left] = surface.sides;
  if (width < ROUND.leastWidth * unit) return false;
  if (Math.max(Math.abs(top - bottom), Math.abs(left - right)) > ROUND.sideDifference) return false;
  const isLying = width >= height * ROUND.widest;
  if (isLying) return surface.hull > ROUND.pillHull && top > ROUND.pillSide;
  return surface.hull > ROUND.circleHull && width > height * ROUND.narrowest;
}

/** The inside of an "O": not straight, and beyond the ring around it the same colour goes on. */
function isCounter(
  bitmap: Bitmap,
  components: Components,
  surface: Surface,
  large: ReadonlySet<number>,
  unit: number,
): boolean {
  if (Math.min(...surface.sides) >= COUNTER.straightSide) return false;
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
    for (let step = 0; step < COUNTER.reach * unit; step++, x += ray.dx, y += ray.dy) {
      if (x < 0 || y < 0 || x >= width || y >= height) break;
      const i = y * width + x;
      if (!large.has(labels[i] as number)) continue;
      const isBeyondRing = step >= COUNTER.ring * unit;
      if (isBeyondRing && distanceTo(bitmap.rgba, i, surface.color) < COUNTER.sameColor) same++;
      break;
    }
  }
  return same >= COUNTER.directions;
}

/** Whether other ink of the same colour stands close by on the same line: then it is a letter like them. */
function hasLikeNeighbours(
  bitmap: Bitmap,
  components: Components,
  surface: Surface,
  large: ReadonlySet<number>,
  unit: number,
): boolean {
  const reach = Math.ceil(
    Math.min(NEIGHBOURS.reach * unit, heightOf(surface) * NEIGHBOURS.reachOfHeight),
  );
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
      if (distanceTo(bitmap.rgba, i, surface.color) < NEIGHBOURS.sameColor) alike++;
    }
  return alike > all * NEIGHBOURS.share;
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
