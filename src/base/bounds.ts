import type { Rect } from "./geometry";

/**
 * A {@link Rect} by its edges, for code that goes through pixels: those from (x0, y0) up to, not including, (x1, y1). Device px.
 * Bounds whose ends do not lie after their beginnings hold no pixel: their width or height is 0, never less.
 */
export interface Bounds {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export const toRect = ({ x0, y0, x1, y1 }: Bounds): Rect => ({
  x: x0,
  y: y0,
  width: Math.max(0, x1 - x0),
  height: Math.max(0, y1 - y0),
});

export const toBounds = ({ x, y, width, height }: Rect): Bounds => ({
  x0: x,
  y0: y,
  x1: x + width,
  y1: y + height,
});

export const widthOf = ({ x0, x1 }: Bounds): number => Math.max(0, x1 - x0);
export const heightOf = ({ y0, y1 }: Bounds): number => Math.max(0, y1 - y0);
export const areaOf = (bounds: Bounds): number => widthOf(bounds) * heightOf(bounds);

/** The smallest bounds around both. */
export const unite = (a: Bounds, b: Bounds): Bounds => ({
  x0: Math.min(a.x0, b.x0),
  y0: Math.min(a.y0, b.y0),
  x1: Math.max(a.x1, b.x1),
  y1: Math.max(a.y1, b.y1),
});

/** `bounds` grown by `margin` on every side, not clipped. A negative margin may leave bounds that hold nothing. */
export const grow = (bounds: Bounds, margin: number): Bounds => ({
  x0: bounds.x0 - margin,
  y0: bounds.y0 - margin,
  x1: bounds.x1 + margin,
  y1: bounds.y1 + margin,
});

/** The whole pixels of `bounds` inside a `width`×`height` bitmap; empty bounds when none are. */
export const clip = (bounds: Bounds, width: number, height: number): Bounds => {
  const x0 = Math.min(width, Math.max(0, Math.floor(bounds.x0)));
  const y0 = Math.min(height, Math.max(0, Math.floor(bounds.y0)));
  return {
    x0,
    y0,
    x1: Math.max(x0, Math.min(width, Math.ceil(bounds.x1))),
    y1: Math.max(y0, Math.min(height, Math.ceil(bounds.y1))),
  };
};

/** The number of columns both share; negative: the gap between them. */
export const overlapX = (a: Bounds, b: Bounds): number =>
  Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);

/** The number of rows both share; negative: the gap between them. */
export const overlapY = (a: Bounds, b: Bounds): number =>
  Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);

/** The area both share. */
export const overlapArea = (a: Bounds, b: Bounds): number =>
  Math.max(0, overlapX(a, b)) * Math.max(0, overlapY(a, b));

/** Whether `inner` lies inside `outer`, give or take `slack`. */
export const encloses = (outer: Bounds, inner: Bounds, slack = 0): boolean =>
  inner.x0 >= outer.x0 - slack &&
  inner.y0 >= outer.y0 - slack &&
  inner.x1 <= outer.x1 + slack &&
  inner.y1 <= outer.y1 + slack;
