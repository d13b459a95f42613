import { clip, heightOf, widthOf } from "../../../base/bounds";
import { channelDistance, type Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import type { Surface } from "../paint/surface";
import type { Components } from "../pixels/labelComponents";
import { colorAt, distanceTo, isBlend, modeColor } from "../pixels/pixels";
import { isBar, isFrame, isGlyphSized, isRectangular, isRound } from "./shapes";
import { COUNTER, NEIGHBOURS, SMALL_GROUND, SOFT_EDGE, SURFACE } from "./tuning";

/** Whether ink can stand on a surface: `large` are the labels of those too large for a letter. */
export function isGround(
  bitmap: Bitmap,
  components: Components,
  surface: Surface,
  large: ReadonlySet<number>,
  unit: number,
): boolean {
  const [width, height] = [widthOf(surface), heightOf(surface)];
  if (isBar(width, height, surface.area, unit))
    return !isSoftEdge(bitmap, surface) && !hasLikeNeighbours(bitmap, components, surface, large);
  if (isFrame(surface, unit)) return false;
  const isLarge = surface.area > SURFACE.surelyGround * unit ** 2;
  if (!isLarge && !isRectangular(surface, unit)) return false;
  if (!isGlyphSized(surface, unit)) return true;
  const isLetter =
    width < SMALL_GROUND.letterWidth * unit && height > width * SMALL_GROUND.letterSlenderness;
  if (isLetter) return false;
  const straight =
    Math.min(...surface.sides) > SMALL_GROUND.side && surface.hull > SMALL_GROUND.hull;
  if (!straight && !isRound(surface, unit)) return false;
  if (isCounter(bitmap, components, surface, large, unit)) return false;
  return (
    surface.solidity >= SMALL_GROUND.solidity ||
    !hasLikeNeighbours(bitmap, components, surface, large)
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
    for (let step = 0; x >= 0 && y >= 0 && x < width && y < height; step++) {
      const i = y * width + x;
      x += ray.dx;
      y += ray.dy;
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
): boolean {
  const reach = Math.ceil(heightOf(surface) * NEIGHBOURS.reach);
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
