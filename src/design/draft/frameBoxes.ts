import { channelDistance, type Rgb } from "../../base/color";
import type { Rect } from "../../base/geometry";
import { bottom, right } from "../../base/geometry";
import type { Border, Box, Divider, Inspection } from "../../inspect/inspection";

/** A rule is the side of a box when it lies this near to it (CSS px). */
const NEAR_PX = 1.25;
/** Round corners shorten a side; it is still at least this share of the box's. */
const MIN_LENGTH = 0.7;
/** Sides of one border look alike within this (channel steps). */
const ALIKE = 24;
/** Thicker rules are bars (CSS px). */
const MOST_PX = 3;
/** With so many sides a box is framed; fewer are lines beside it. */
const MIN_SIDES = 3;

const SIDES = ["top", "right", "bottom", "left"] as const;
type Side = (typeof SIDES)[number];
type Sides = Partial<Record<Side, Divider>>;

/**
 * The same inspection where rules along the sides of a box are its border: one in nearly the colour of the box itself, or one that is
 * light on two sides and dark on the others, was not taken for that.
 */
export function frameBoxes(inspection: Inspection): Inspection {
  const { boxes, dividers } = inspection;
  const used = new Set<Divider>();
  const framed = boxes.map((box) => {
    if (box.border) return box;
    const sides = sidesOf(box.box, dividers);
    const rules = Object.values(sides);
    if (rules.length < MIN_SIDES) return box;
    for (const rule of rules) used.add(rule);
    return withBorder(box, sides);
  });
  if (used.size === 0) return inspection;
  return { ...inspection, boxes: framed, dividers: dividers.filter((one) => !used.has(one)) };
}

function sidesOf(box: Rect, dividers: readonly Divider[]): Sides {
  const sides: Sides = {};
  for (const side of SIDES) {
    const rule = dividers.find((divider) => isSide(divider, box, side));
    if (rule) sides[side] = rule;
  }
  return sides;
}

function isSide({ box: rule, orientation }: Divider, box: Rect, side: Side): boolean {
  const isLevel = side === "top" || side === "bottom";
  if ((orientation === "horizontal") !== isLevel) return false;
  const [length, whole] = isLevel ? [rule.width, box.width] : [rule.height, box.height];
  const [start, from] = isLevel ? [rule.x, box.x] : [rule.y, box.y];
  const thickness = isLevel ? rule.height : rule.width;
  const runsAlong =
    length >= MIN_LENGTH * whole && start >= from - 2 && start + length <= from + whole + 3;
  const off = {
    top: rule.y + thickness - box.y,
    bottom: rule.y - bottom(box),
    left: rule.x + thickness - box.x,
    right: rule.x - right(box),
  }[side];
  return runsAlong && thickness <= MOST_PX && Math.abs(off) <= NEAR_PX;
}

function withBorder(box: Box, { top, right: after, bottom: below, left }: Sides): Box {
  const [x, y] = [left?.box.x ?? box.box.x, top?.box.y ?? box.box.y];
  const outer: Rect = {
    x,
    y,
    width: right(after?.box ?? box.box) - x,
    height: bottom(below?.box ?? box.box) - y,
  };
  const cut = Math.min(...[top, below].flatMap((rule) => (rule ? cutOf(rule.box, outer) : [])));
  const { topLeft, topRight, bottomRight, bottomLeft } = box.radius;
  const atLeast = (radius: number): number => Math.max(radius, cut);
  return {
    ...box,
    box: outer,
    border: borderOf({ top, right: after, bottom: below, left }),
    radius: {
      topLeft: atLeast(topLeft),
      topRight: atLeast(topRight),
      bottomRight: atLeast(bottomRight),
      bottomLeft: atLeast(bottomLeft),
    },
  };
}

/** How much round corners take from a level side at each end; sharp ones may be another side's at one end. */
function cutOf(rule: Rect, outer: Rect): number[] {
  return [rule.x - outer.x, right(outer) - right(rule)].map((one) => Math.max(0, Math.round(one)));
}

/** A border of one colour where the sides look alike, else of the colour most sides have, and the others' own. */
function borderOf({
  top,
  right: after,
  bottom: below,
  left,
}: Record<Side, Divider | undefined>): Border {
  const rules = { top, right: after, bottom: below, left };
  const drawn = SIDES.flatMap((side) => {
    const color = rules[side]?.color;
    return color ? [{ side, color }] : [];
  });
  const alike = (color: Rgb): number =>
    drawn.filter((other) => channelDistance(other.color, color) <= ALIKE).length;
  const color = drawn.reduce<Rgb>(
    (best, one) => (alike(one.color) > alike(best) ? one.color : best),
    drawn[0]?.color ?? [0, 0, 0],
  );
  const own = drawn.filter((one) => channelDistance(one.color, color) > ALIKE);
  return {
    color,
    top: top?.box.height ?? 0,
    right: after?.box.width ?? 0,
    bottom: below?.box.height ?? 0,
    left: left?.box.width ?? 0,
    ...(own.length > 0 && { colors: Object.fromEntries(own.map((one) => [one.side, one.color])) }),
  };
}
