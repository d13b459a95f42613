import type { Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import type { Attempts } from "../../attempts";
import { areaOf, encloses, grow, overlapArea, toRect, type Bounds } from "../../../base/bounds";
import type { PaintedBox } from "../boxes/paintedBox";
import type { Side } from "../paint/findBorder";
import { createInkMask, findBlobs, sortBlobs, takeInk } from "../pixels/findInk";
import type { Runs } from "./findRuns";
import type { Grounds } from "../boxes/findSurfaces";
import { takeUnderlines, type Stroke } from "./findUnderlines";
import { groupLines } from "./groupLines";
import type { Components } from "../pixels/labelComponents";
import type { LineCandidate } from "../segmentation";
import { splitIcons, strongestColor, type PartedLine } from "../pictures/splitIcons";

/** Pixels of an arc that are neither its box's nor the ground's colour: its smoothed edge and what the radius is uncertain by. */
const ARC_RIM = 2;

/** The ink that neither surfaces nor boxes nor runs account for, as lines of glyphs, and the strokes below them. `isTorn`: compression tore thin lines apart. */
export function findLines(
  bitmap: Bitmap,
  components: Components,
  grounds: Grounds,
  boxes: readonly PaintedBox[],
  runs: Runs,
  isTorn: boolean,
  unit: number,
  attempts: Attempts,
): { readonly lines: PartedLine[]; readonly underlines: readonly Stroke[] } {
  const colors = new Map<number, Rgb>(
    grounds.surfaces.map((surface) => [surface.label, surface.color]),
  );
  const mask = createInkMask(components, grounds.isSurface, runs.isRun);
  for (const box of boxes)
    attempts.attempt("boxes", box, () => takeRim(mask, bitmap, box, inFrontOf(box, boxes), unit));
  const blobs = findBlobs(bitmap, components, mask, colors);
  const { glyphs } = sortBlobs(blobs, isTorn, unit);
  const taken = groupLines(glyphs, unit).flatMap(
    (whole) =>
      attempts.attempt("lines", whole, () => {
        const { line, underlines } = takeUnderlines(whole, unit);
        return { parts: splitIcons(line, unit), underlines };
      }) ?? [],
  );
  return {
    lines: taken.flatMap(({ parts }) => parts),
    underlines: taken.flatMap(({ underlines }) => underlines),
  };
}

/** The insides of the boxes that lie across an edge of `box`: what stands on them is none of its edge. */
function inFrontOf(box: PaintedBox, boxes: readonly PaintedBox[]): Bounds[] {
  return boxes
    .filter((other) => areaOf(other) < areaOf(box) && overlapArea(other, box) > 0)
    .filter((other) => !encloses(box, other))
    .map(({ surface }) => grow(surface, -2));
}

/** A box's edges, the pixel next to them and its round corners are no ink, but for what lies in `kept`. */
function takeRim(
  mask: Uint8Array,
  bitmap: Bitmap,
  box: PaintedBox,
  kept: readonly Bounds[],
  unit: number,
): void {
  const { surface } = box;
  const reach = (side: Side): number => {
    const edge = box.edges.find((one) => one.side === side);
    return edge ? edge.gap + Math.min(4 * unit, edge.thickness) : 0;
  };
  const outer = {
    x0: surface.x0 - reach("left"),
    y0: surface.y0 - reach("top"),
    x1: surface.x1 + reach("right"),
    y1: surface.y1 + reach("bottom"),
  };
  const take = (bounds: Bounds): void => takeInk(mask, bitmap.width, bitmap.height, bounds, kept);
  const rim = grow(outer, 1);
  take({ ...rim, y1: surface.y0 });
  take({ ...rim, y0: surface.y1 });
  take({ ...rim, x1: surface.x0 });
  take({ ...rim, x0: surface.x1 });
  const { topLeft, topRight, bottomRight, bottomLeft } = box.radius;
  const { x0, y0, x1, y1 } = outer;
  // Of a corner only what lies outside its arc, and the arc's own rim: a pill's first letter may stand in the corner's square.
  for (const [radius, isRight, isLow] of [
    [topLeft, false, false],
    [topRight, true, false],
    [bottomLeft, false, true],
    [bottomRight, true, true],
  ] as const)
    for (let row = 0; row < radius; row++) {
      const depth = arcDepth(radius, row) + ARC_RIM;
      const y = isLow ? y1 - 1 - row : y0 + row;
      take({ y0: y, y1: y + 1, ...(isRight ? { x0: x1 - depth, x1 } : { x0, x1: x0 + depth }) });
    }
}

/** How far an arc of `radius` lies inside its corner's square, `row` pixels from the square's outer side. */
function arcDepth(radius: number, row: number): number {
  const toCenter = Math.max(0, radius - row - 0.5);
  return Math.ceil(radius - Math.sqrt(radius ** 2 - toCenter ** 2));
}

/** The line as the rest of the house knows it. */
export function toCandidate(
  line: PartedLine,
  overPicture: boolean,
  underlines: readonly Bounds[] = [],
): LineCandidate {
  const strongest = line.blobs.reduce((a, b) => (b.contrast > a.contrast ? b : a));
  return {
    box: toRect(line),
    glyphs: line.blobs.map(toRect),
    background: strongest.background,
    foreground: strongestColor(line.blobs),
    iconCandidate: line.iconCandidate,
    surface: strongest.surface,
    overPicture,
    underlines: underlines.map(toRect),
  };
}
