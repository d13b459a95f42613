import { channelDistance, type Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import { heightOf, widthOf, type Bounds } from "../../../base/bounds";
import type { Border } from "../../inspection";
import { isBlend, modeColor } from "../pixels/pixels";
import type { Surface } from "./surface";
import { BORDER } from "./tuning";

/** Strips that differ by no more are one colour (channel steps). */
const SAME = 2;

/** The sides of a box in CSS's order. */
const SIDES = ["top", "right", "bottom", "left"] as const;
export type Side = (typeof SIDES)[number];

/** A strip of one colour along one side of a surface. Device px. */
export interface Edge {
  readonly side: Side;
  /** How much of an inner shadow's soft rim lies between the surface and the strip. */
  readonly gap: number;
  readonly thickness: number;
  readonly color: Rgb;
}

/**
 * The uniform strips right outside a surface: what differs from its colour within a few pixels and then changes
 * again. Looked at in the middle half of each side, so that round corners do not matter.
 */
export function findEdges(bitmap: Bitmap, surface: Surface, unit: number): Edge[] {
  const edges: Edge[] = [];
  for (const side of SIDES) {
    const edge = findEdge(bitmap, surface, side, unit);
    if (edge) edges.push(edge);
  }
  const common = commonColor(edges);
  const odd =
    common &&
    SIDES.find((side) => !edges.some((edge) => edge.side === side && alike(edge.color, common)));
  const hidden = odd && behindLight(bitmap, surface, odd, common, unit);
  return hidden ? [...edges.filter(({ side }) => side !== odd), hidden] : edges;
}

/** The strip in the colour of the other sides' behind a line of inner light or shade. */
function behindLight(
  bitmap: Bitmap,
  surface: Surface,
  side: Side,
  wanted: Rgb,
  unit: number,
): Edge | undefined {
  const stripAt = stripsOf(bitmap, surface, side);
  for (let gap = 1; gap <= BORDER.maxRim * unit; gap++) {
    const strip = stripAt(gap);
    if (!strip || !alike(strip.color, wanted)) continue;
    const edge = edgeFrom(stripAt, side, gap, unit);
    const beyond = edge && stripAt(gap + edge.thickness);
    // Before the border of something beside it lies the ground.
    const isGround = Array.from({ length: gap }, (_, i) => stripAt(i)).some(
      (before) => before && beyond && alike(before.color, beyond.color),
    );
    return isGround ? undefined : edge;
  }
  return undefined;
}

function findEdge(bitmap: Bitmap, surface: Surface, side: Side, unit: number): Edge | undefined {
  const stripAt = stripsOf(bitmap, surface, side);
  const rim = rimOf(stripAt, surface.color, BORDER.maxRim * unit);
  return edgeFrom(stripAt, side, rim, unit);
}

type StripAt = (offset: number) => Strip | undefined;

/** The strips outside one side, by their distance from it (0 touches it). */
const stripsOf =
  (bitmap: Bitmap, surface: Surface, side: Side): StripAt =>
  (offset) => {
    const strip = modeColor(bitmap, stripBounds(surface, side, offset));
    return strip && strip.share >= 0.7
      ? { color: strip.color, contrast: channelDistance(strip.color, surface.color) }
      : undefined;
  };

function edgeFrom(stripAt: StripAt, side: Side, gap: number, unit: number): Edge | undefined {
  const limit = BORDER.maxThickness * unit;
  let color: Rgb | undefined;
  let last: Rgb | undefined;
  for (let thickness = 0; thickness <= limit; thickness++) {
    const strip = stripAt(gap + thickness);
    const goesOn =
      strip !== undefined &&
      strip.contrast >= 3 &&
      (color === undefined || channelDistance(strip.color, color) <= SAME);
    if (goesOn) {
      color ??= strip.color;
      last = strip.color;
      continue;
    }
    // What fades by as little (a shadow, a blurred rim) is no border.
    const isSoft = strip && last && channelDistance(strip.color, last) <= SAME;
    return color && !isSoft ? { side, gap, thickness, color } : undefined;
  }
  return undefined;
}

/** What one pixel along a side shows, and how far its colour is from the surface's. */
interface Strip {
  readonly color: Rgb;
  readonly contrast: number;
}

/** How many strips lead over from the surface to one that stands out from all of them: an inner shadow along a border. */
function rimOf(stripAt: StripAt, from: Rgb, most: number): number {
  let rim = 0;
  let last = stripAt(0);
  for (; last && rim < most; rim++) {
    const next = stripAt(rim + 1);
    if (!next || !isBlend(last.color, from, next.color, 255)) break;
    if (next.contrast >= BORDER.rimContrast * Math.max(1, last.contrast)) return rim + 1;
    last = next;
  }
  return 0;
}

/** The one pixel wide strip at `offset` outside `side`, along its middle half. */
function stripBounds(bounds: Bounds, side: Side, offset: number): Bounds {
  const insetX = Math.max(1, Math.round(widthOf(bounds) / 4));
  const insetY = Math.max(1, Math.round(heightOf(bounds) / 4));
  const across = {
    x0: bounds.x0 + insetX,
    x1: Math.max(bounds.x0 + insetX + 1, bounds.x1 - insetX),
  };
  const along = {
    y0: bounds.y0 + insetY,
    y1: Math.max(bounds.y0 + insetY + 1, bounds.y1 - insetY),
  };
  switch (side) {
    case "top":
      return { ...across, y0: bounds.y0 - 1 - offset, y1: bounds.y0 - offset };
    case "bottom":
      return { ...across, y0: bounds.y1 + offset, y1: bounds.y1 + offset + 1 };
    case "left":
      return { ...along, x0: bounds.x0 - 1 - offset, x1: bounds.x0 - offset };
    case "right":
      return { ...along, x0: bounds.x1 + offset, x1: bounds.x1 + offset + 1 };
  }
}

/**
 * The edges as the surface's own border: three sides or more in one colour (the fourth may be missing or covered), or
 * top and bottom alike on a pill, whose ends have no straight part to look at.
 */
export function toBorder(edges: readonly Edge[], surface: Surface): Border | undefined {
  const color = commonColor(edges);
  if (color) {
    const thickness = (side: Side): number =>
      edges.find((edge) => edge.side === side && alike(edge.color, color))?.thickness ?? 0;
    return {
      color,
      top: thickness("top"),
      right: thickness("right"),
      bottom: thickness("bottom"),
      left: thickness("left"),
    };
  }
  const top = edges.find((edge) => edge.side === "top");
  const bottom = edges.find((edge) => edge.side === "bottom");
  const isPill = surface.sides[1] < 0.7 && surface.sides[3] < 0.7;
  if (!top || !bottom || !isPill) return undefined;
  if (top.thickness !== bottom.thickness || !alike(top.color, bottom.color)) return undefined;
  const width = top.thickness;
  return { color: top.color, top: width, right: width, bottom: width, left: width };
}

/** The colour that three sides or more have. */
const commonColor = (edges: readonly Edge[]): Rgb | undefined =>
  edges.find(({ color }) => edges.filter((other) => alike(color, other.color)).length >= 3)?.color;

const alike = (a: Rgb, b: Rgb): boolean => channelDistance(a, b) < 8;

/** The border box around a surface that is its padding box. */
export function withBorder(
  bounds: Bounds,
  border: Border | undefined,
  edges: readonly Edge[],
): Bounds {
  const reach = (side: Side): number => {
    const width = border?.[side] ?? 0;
    return width > 0 ? width + (edges.find((edge) => edge.side === side)?.gap ?? 0) : 0;
  };
  return {
    x0: bounds.x0 - reach("left"),
    y0: bounds.y0 - reach("top"),
    x1: bounds.x1 + reach("right"),
    y1: bounds.y1 + reach("bottom"),
  };
}

/** Where an edge of `surface` lies. */
export function stripOf(surface: Bounds, { side, gap, thickness }: Edge): Bounds {
  const { x0, y0, x1, y1 } = surface;
  switch (side) {
    case "top":
      return { x0, x1, y0: y0 - gap - thickness, y1: y0 - gap };
    case "bottom":
      return { x0, x1, y0: y1 + gap, y1: y1 + gap + thickness };
    case "left":
      return { y0, y1, x0: x0 - gap - thickness, x1: x0 - gap };
    case "right":
      return { y0, y1, x0: x1 + gap, x1: x1 + gap + thickness };
  }
}

/** The lines of inner light or shade between `surface` and its border. */
export const rimsOf = (surface: Bounds, edges: readonly Edge[]): Bounds[] =>
  edges.flatMap((edge) =>
    edge.gap > 0 ? [stripOf(surface, { ...edge, gap: 0, thickness: edge.gap })] : [],
  );
