/** Width and height, in the unit the owner names (CSS px unless said otherwise). */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** An axis-aligned rectangle; x and y are its top left corner, y grows downwards. */
export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

export const right = (rect: Rect): number => rect.x + rect.width;
export const bottom = (rect: Rect): number => rect.y + rect.height;
export const area = (size: Size): number => size.width * size.height;

/** The rectangle in units that are `1 / by` as large. */
export const scaledBy = ({ x, y, width, height }: Rect, by: number): Rect => ({
  x: x * by,
  y: y * by,
  width: width * by,
  height: height * by,
});

/** The common part of two rectangles, or undefined when they do not overlap. */
export function intersection(a: Rect, b: Rect): Rect | undefined {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(right(a), right(b)) - x;
  const height = Math.min(bottom(a), bottom(b)) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

/** The smallest rectangle around all of `rects`; throws a RangeError for none. */
export function boundingRect(rects: readonly Rect[]): Rect {
  if (rects.length === 0) throw new RangeError("boundingRect needs at least one rectangle.");
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const rect of rects) {
    x0 = Math.min(x0, rect.x);
    y0 = Math.min(y0, rect.y);
    x1 = Math.max(x1, right(rect));
    y1 = Math.max(y1, bottom(rect));
  }
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

/** Whether `inner` lies inside `outer`, give or take `slack`. */
export function contains(outer: Rect, inner: Rect, slack = 0): boolean {
  return (
    inner.x >= outer.x - slack &&
    inner.y >= outer.y - slack &&
    right(inner) <= right(outer) + slack &&
    bottom(inner) <= bottom(outer) + slack
  );
}

/** Intersection over union, 0–1. */
export function iou(a: Rect, b: Rect): number {
  const common = intersection(a, b);
  if (!common) return 0;
  return area(common) / (area(a) + area(b) - area(common));
}
