import type { PaintedBox } from "./paintedBox";
import type { Bitmap } from "../../../image/bitmap";
import type { Attempts } from "../../attempts";
import {
  areaOf,
  encloses,
  grow,
  heightOf,
  toRect,
  widthOf,
  type Bounds,
} from "../../../base/bounds";
import { findEdges, stripOf, toBorder, withBorder } from "../paint/findBorder";
import type { Grounds } from "./findSurfaces";
import { fitPaint } from "../paint/fitPaint";
import { createPaintColor } from "../paint/gradient";
import { fitRadii } from "../paint/fitRadii";
import { fitShadow, type GroundAt } from "../paint/fitShadow";
import { groupBoxes } from "./groupBoxes";
import type { Paint, Shadow } from "../../inspection";
import type { Components } from "../pixels/labelComponents";
import { isBlend, modeColor } from "../pixels/pixels";
import type { SegmentedBox, SegmentedDivider } from "../segmentation";
import type { Surface } from "../paint/surface";
import { BOXES } from "./tuning";

/** The rectangles among the surfaces, larger first, without the page's own ground. `unit` is device px in a CSS px. */
export function findBoxes(
  bitmap: Bitmap,
  components: Components,
  grounds: Grounds,
  root: Surface | undefined,
  unit: number,
  attempts: Attempts,
): PaintedBox[] {
  const boxes: PaintedBox[] = [];
  for (const surface of grounds.surfaces) {
    if (!grounds.rectangular.has(surface) || boxes.length >= BOXES.most) continue;
    const box = attempts.attempt("boxes", surface, () => {
      const fill = fitPaint(bitmap, components, surface);
      if (!fill || (surface === root && fill.kind === "solid")) return undefined;
      if (isPage(surface, bitmap)) return pageBox(bitmap, surface, fill);
      return measureBox(bitmap, surface, fill, unit);
    });
    if (box) boxes.push(box);
  }
  const groundAt = createGroundAt(components, grounds, boxes);
  const shaded = withShadows(bitmap, boxes, groundAt, unit, attempts);
  const page = { x0: 0, y0: 0, x1: bitmap.width, y1: bitmap.height };
  const grouped = attempts.attempt("boxes", page, () => groupBoxes(bitmap, shaded, groundAt, unit));
  return (grouped ?? shaded).sort((a, b) => areaOf(b) - areaOf(a));
}

function measureBox(bitmap: Bitmap, surface: Surface, fill: Paint, unit: number): PaintedBox {
  const edges = findEdges(bitmap, surface, unit);
  const border = toBorder(edges, surface);
  const bounds = withBorder(surface, border, edges);
  const radius = fitRadii(bitmap, bounds, border?.color ?? surface.color, unit);
  return { ...bounds, surface, fill, border, radius, shadow: undefined, edges };
}

/** The page's ground, when it is more than a colour. */
function pageBox(bitmap: Bitmap, surface: Surface, fill: Paint): PaintedBox {
  const radius = { topLeft: 0, topRight: 0, bottomRight: 0, bottomLeft: 0 };
  const page = { x0: 0, y0: 0, x1: bitmap.width, y1: bitmap.height };
  return { ...page, surface, fill, border: undefined, radius, shadow: undefined, edges: [] };
}

/** Looks up the colour of the surface below a pixel, as it would be without shadows on it. */
function createGroundAt(
  { labels, width }: Components,
  { surfaces }: Grounds,
  boxes: readonly PaintedBox[],
): GroundAt {
  const plain = surfaces.filter((surface) => surface.flatness >= 0.2);
  const colors = new Map<number, GroundAt>(
    plain.map((surface) => [surface.label, () => surface.color]),
  );
  for (const { fill, surface } of boxes)
    if (fill.kind === "gradient") colors.set(surface.label, createPaintColor(fill, surface));
  return (x, y) => colors.get(labels[y * width + x] as number)?.(x + 0.5, y + 0.5);
}

/** Whether nothing to speak of lies outside of `bounds`. */
const isPage = (bounds: Bounds, { width, height }: Bitmap): boolean =>
  widthOf(bounds) >= 0.98 * width && heightOf(bounds) >= 0.98 * height;

function withShadows(
  bitmap: Bitmap,
  boxes: readonly PaintedBox[],
  groundAt: GroundAt,
  unit: number,
  attempts: Attempts,
): PaintedBox[] {
  const shadowOf = (box: PaintedBox): Shadow | undefined =>
    attempts.attempt("shadows", box, () => fitShadow(bitmap, box, groundAt, unit));
  return boxes.map((box) => (isPage(box, bitmap) ? box : { ...box, shadow: shadowOf(box) }));
}

/** The box as the rest of the house knows it. */
export const toSegmentedBox = (box: PaintedBox): SegmentedBox => ({
  box: toRect(box),
  fill: box.fill,
  border: box.border,
  radius: box.radius,
  shadow: box.shadow,
});

/**
 * The strips along boxes that are not part of a border (one side only, or bevels of two colours) and that no run
 * accounts for, as dividers.
 */
export function looseEdges(
  bitmap: Bitmap,
  boxes: readonly PaintedBox[],
  runs: readonly Bounds[],
  unit: number,
): SegmentedDivider[] {
  const found: (Bounds & { divider: SegmentedDivider })[] = [];
  for (const box of boxes) {
    for (const edge of box.edges) {
      if (box.border || edge.thickness > 4 * unit) continue;
      const bounds = stripOf(box.surface, edge);
      const length = Math.max(widthOf(bounds), heightOf(bounds));
      if (length < 12 * unit || touchesEdgeOfPage(bounds, bitmap)) continue;
      if (runs.some((run) => encloses(run, bounds, 2 * unit))) continue;
      if (found.some((other) => encloses(other, bounds, unit))) continue;
      if (boxes.some((other) => other !== box && ownsStrip(other, bounds))) continue;
      const strip = modeColor(bitmap, bounds);
      const beyond = modeColor(
        bitmap,
        stripOf(grow(box.surface, edge.gap + edge.thickness), { ...edge, gap: 0, thickness: 1 }),
      );
      if (!strip || strip.share < 0.7) continue;
      if (beyond && isBlend(strip.color, box.surface.color, beyond.color, 255)) continue;
      const orientation = edge.side === "top" || edge.side === "bottom" ? "horizontal" : "vertical";
      found.push({
        ...bounds,
        divider: { box: toRect(bounds), orientation, color: edge.color },
      });
    }
  }
  return found.map(({ divider }) => divider);
}

/** Whether the strip is part of the border of `box`. */
const ownsStrip = (box: PaintedBox, strip: Bounds): boolean =>
  encloses(box, strip, 1) && !encloses(box.surface, strip);

const touchesEdgeOfPage = (bounds: Bounds, { width, height }: Bitmap): boolean =>
  bounds.x0 < 0 || bounds.y0 < 0 || bounds.x1 > width || bounds.y1 > height;
