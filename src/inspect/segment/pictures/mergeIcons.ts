import {
  grow,
  heightOf,
  overlapX,
  overlapY,
  toBounds,
  toRect,
  unite,
  widthOf,
} from "../../../base/bounds";
import type { SegmentedPicture } from "../segmentation";
import { ICON_PARTS } from "./tuning";

/**
 * Puts the parts of icons together: three bars of a menu, dots, a lens and its handle. Small pictures a few pixels
 * apart become one as long as it stays of an icon's size. `unit` is device px in a CSS px.
 */
export function mergeIcons(
  pictures: readonly SegmentedPicture[],
  unit: number,
): SegmentedPicture[] {
  const merged: SegmentedPicture[] = pictures.filter((picture) => picture.kind !== "icon");
  const open = pictures.filter((picture) => picture.kind === "icon");
  for (;;) {
    const icon = open.pop();
    if (!icon) return merged;
    const index = open.findIndex((other) => belongTogether(icon, other, unit));
    const other = open[index];
    if (!other) {
      merged.push(icon);
      continue;
    }
    // Taken up again, so that it can meet further parts.
    open.splice(index, 1);
    open.push({ ...icon, box: toRect(unite(toBounds(icon.box), toBounds(other.box))) });
  }
}

function belongTogether(a: SegmentedPicture, b: SegmentedPicture, unit: number): boolean {
  const [first, second] = [toBounds(a.box), toBounds(b.box)];
  const whole = unite(first, second);
  const near = grow(first, ICON_PARTS.gap * unit);
  return (
    Math.max(widthOf(whole), heightOf(whole)) <= ICON_PARTS.maxSize * unit &&
    overlapX(near, second) > 0 &&
    overlapY(near, second) > 0
  );
}
