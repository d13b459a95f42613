import { channelDistance } from "../../base/color";
import type { Rgb } from "../../base/color";
import type { Rect } from "../../base/geometry";
import { bottom, right } from "../../base/geometry";
import type { Box, Divider, Inspection } from "../../inspect/inspection";

/** A rule is the side of a box when it lies this near to it (CSS px). */
const NEAR_PX = 1.25;
/** Round corners shorten a side; it is still at least this share of the box's. */
const MIN_LENGTH = 0.7;
/** Sides of one border look alike within this (channel steps). */
const ALIKE = 24;
/** Thicker rules are bars (CSS px). */
const MOST_PX = 3;

type Side = "top" | "right" | "bottom" | "left";

/**
 * The same inspection where rules along all four sides of a box are its border: one in nearly the colour of the box itself was not taken
 * for that.
 */
export function frameBoxes(inspection: Inspection): Inspection {
  const { boxes, dividers } = inspection;
  const used = new Set<Divider>();
  const framed = boxes.map((box) => {
    if (box.border) return box;
    const sides = sidesOf(box.box, dividers);
    if (!sides) return box;
    for (const side of Object.values(sides)) used.add(side);
    return withBorder(box, sides);
  });
  if (used.size === 0) return inspection;
  return { ...inspection, boxes: framed, dividers: dividers.filter((one) => !used.has(one)) };
}

function sidesOf(box: Rect, dividers: readonly Divider[]): Record<Side, Divider> | undefined {
  const find = (side: Side): Divider | undefined =>
    dividers.find((divider) => isSide(divider, box, side));
  const [top, rightSide, below, left] = [find("top"), find("right"), find("bottom"), find("left")];
  if (!top || !rightSide || !below || !left) return undefined;
  const colors: readonly Rgb[] = [top, rightSide, below, left].map(({ color }) => color);
  const isOne = colors.every((color) => channelDistance(color, top.color) <= ALIKE);
  return isOne ? { top, right: rightSide, bottom: below, left } : undefined;
}

function isSide({ box: rule, orientation }: Divider, box: Rect, side: Side): boolean {
  const isLevel = side === "top" || side === "bottom";
  if ((orientation === "horizontal") !== isLevel) return false;
  const [length, whole] = isLevel ? [rule.width, box.width] : [rule.height, box.height];
  const [start, from] = isLevel ? [rule.x, box.x] : [rule.y, box.y];
  const thickness = isLevel ? rule.height : rule.width;
  const runsAlong =
    length >= MIN_LENGTH * whole && start >= from - 2 && start + length <= from + whole + 2;
  const off = {
    top: rule.y + thickness - box.y,
    bottom: rule.y - bottom(box),
    left: rule.x + thickness - box.x,
    right: rule.x - right(box),
  }[side];
  return runsAlong && thickness <= MOST_PX && Math.abs(off) <= NEAR_PX;
}

function withBorder(box: Box, sides: Record<Side, Divider>): Box {
  const { top, right: after, bottom: below, left } = sides;
  const outer: Rect = {
    x: left.box.x,
    y: top.box.y,
    width: right(after.box) - left.box.x,
    height: bottom(below.box) - top.box.y,
  };
  const cut = Math.max(0, Math.round((outer.width - top.box.width) / 2));
  const { topLeft, topRight, bottomRight, bottomLeft } = box.radius;
  const atLeast = (radius: number): number => Math.max(radius, cut);
  return {
    ...box,
    box: outer,
    border: {
      top: top.box.height,
      right: after.box.width,
      bottom: below.box.height,
      left: left.box.width,
      color: top.color,
    },
    radius: {
      topLeft: atLeast(topLeft),
      topRight: atLeast(topRight),
      bottomRight: atLeast(bottomRight),
      bottomLeft: atLeast(bottomLeft),
    },
  };
}
