import { channelDistance } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import { areaOf, unite, type Bounds } from "../../../base/bounds";
import type { PaintedBox } from "./paintedBox";
import { fitShadow, type GroundAt } from "../paint/fitShadow";
import type { Border } from "../../inspection";

/**
 * Cards whose header, body and footer are painted in different colours fall apart into boxes that stand on each other.
 * Puts the card back under them when something proves that it is there: a shadow around all, or corners that only its
 * outside has. The parts' own shadows, seen at one side only, are dropped.
 */
export function groupBoxes(
  bitmap: Bitmap,
  boxes: readonly PaintedBox[],
  groundAt: GroundAt,
  unit: number,
): PaintedBox[] {
  const stacks = [
    ...findStacks(boxes, unit, isStackedBelow),
    ...findStacks(boxes, unit, isStackedBeside),
  ];
  const parts = new Set<PaintedBox>();
  const cards: PaintedBox[] = [];
  for (const stack of stacks) {
    const card = createCard(bitmap, stack, groundAt, unit);
    if (!card || stack.some((part) => parts.has(part))) continue;
    cards.push(card);
    for (const part of stack) parts.add(part);
  }
  return [...cards, ...boxes.map((box) => (parts.has(box) ? { ...box, shadow: undefined } : box))];
}

type Follows = (before: Bounds, after: Bounds, unit: number) => boolean;

/** Right below (at most a divider apart), with the same left and right side. */
const isStackedBelow: Follows = (before, after, unit) =>
  Math.abs(before.x0 - after.x0) <= unit &&
  Math.abs(before.x1 - after.x1) <= unit &&
  after.y0 - before.y1 >= -2 * unit &&
  after.y0 - before.y1 <= 2 * unit;

const isStackedBeside: Follows = (before, after, unit) =>
  Math.abs(before.y0 - after.y0) <= unit &&
  Math.abs(before.y1 - after.y1) <= unit &&
  after.x0 - before.x1 >= -2 * unit &&
  after.x0 - before.x1 <= 2 * unit;

/** Chains of two boxes or more that follow each other. */
function findStacks(boxes: readonly PaintedBox[], unit: number, follows: Follows): PaintedBox[][] {
  const next = new Map<PaintedBox, PaintedBox>();
  const hasBefore = new Set<PaintedBox>();
  for (const before of boxes) {
    const after = boxes.find(
      (box) => box !== before && !hasBefore.has(box) && follows(before, box, unit),
    );
    if (!after || after.surface === before.surface) continue;
    next.set(before, after);
    hasBefore.add(after);
  }
  return boxes
    .filter((box) => next.has(box) && !hasBefore.has(box))
    .map((first) => {
      const chain = [first];
      for (let box = next.get(first); box && !chain.includes(box); box = next.get(box))
        chain.push(box);
      return chain;
    });
}

function createCard(
  bitmap: Bitmap,
  stack: readonly PaintedBox[],
  groundAt: GroundAt,
  unit: number,
): PaintedBox | undefined {
  const bounds = stack.reduce<Bounds>(unite, stack[0] as PaintedBox);
  const main = stack.reduce((a, b) => (areaOf(b) > areaOf(a) ? b : a));
  const first = stack[0] as PaintedBox;
  const last = stack[stack.length - 1] as PaintedBox;
  const isBelow = last.y0 > first.y0;
  const radius = {
    topLeft: first.radius.topLeft,
    topRight: isBelow ? first.radius.topRight : last.radius.topRight,
    bottomRight: last.radius.bottomRight,
    bottomLeft: isBelow ? last.radius.bottomLeft : first.radius.bottomLeft,
  };
  const inner = isBelow
    ? [first.radius.bottomLeft, first.radius.bottomRight, last.radius.topLeft, last.radius.topRight]
    : [
        first.radius.topRight,
        first.radius.bottomRight,
        last.radius.topLeft,
        last.radius.bottomLeft,
      ];
  const isRoundOutside =
    Math.min(...Object.values(radius)) >= 2 * unit && Math.max(...inner) < 2 * unit;
  const shadow = fitShadow(bitmap, bounds, groundAt, unit);
  if (!shadow && !isRoundOutside) return undefined;
  const { x0, y0, x1, y1 } = bounds;
  const border = commonBorder(stack);
  return {
    x0,
    y0,
    x1,
    y1,
    surface: main.surface,
    fill: main.fill,
    border,
    radius,
    shadow,
    edges: [],
  };
}

/** The border all parts have in one colour. */
function commonBorder(stack: readonly PaintedBox[]): Border | undefined {
  const first = stack[0]?.border;
  if (!first) return undefined;
  const isCommon = stack.every(
    ({ border }) => border !== undefined && channelDistance(border.color, first.color) < 8,
  );
  if (!isCommon) return undefined;
  const widest = (side: "top" | "right" | "bottom" | "left"): number =>
    Math.max(...stack.map(({ border }) => border?.[side] ?? 0));
  return {
    color: first.color,
    top: widest("top"),
    right: widest("right"),
    bottom: widest("bottom"),
    left: widest("left"),
  };
}
