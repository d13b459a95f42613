import { channelDistance, type Rgb } from "../../base/color";
import type { Rect } from "../../base/geometry";
import { area, bottom, contains, right } from "../../base/geometry";
import type { Box, Divider, Inspection } from "../../inspect/inspection";

/** A rule touches a box within this (CSS px). */
const NEAR_PX = 1.25;
/** The darkest line of a shadow is thin (CSS px). */
const MOST_PX = 1.5;
/** A rule has a colour that a shadow makes within this (channel steps). */
const ALIKE = 12;

/** The same inspection without the rules that are where a box's shadow is darkest: right at its edge, in a colour it makes there. */
export function dropShadowRules(inspection: Inspection): Inspection {
  const { boxes, dividers } = inspection;
  const thrown = boxes.filter(({ shadow }) => shadow !== undefined && shadow.blur > 0);
  const left = dividers.filter(
    (divider) =>
      !thrown.some((box) => isAtEdge(divider, box.box) && isShaded(divider, box, inspection)),
  );
  return left.length === dividers.length ? inspection : { ...inspection, dividers: left };
}

/** Whether a rule runs along one side of a box, just outside. */
function isAtEdge({ box: rule, orientation }: Divider, box: Rect): boolean {
  const [thickness, from, to, start, end] =
    orientation === "horizontal"
      ? [rule.height, rule.x, right(rule), box.x, right(box)]
      : [rule.width, rule.y, bottom(rule), box.y, bottom(box)];
  const gaps =
    orientation === "horizontal"
      ? [rule.y - bottom(box), box.y - bottom(rule)]
      : [rule.x - right(box), box.x - right(rule)];
  const isAlong = from >= start - NEAR_PX && to <= end + NEAR_PX;
  return thickness <= MOST_PX && isAlong && gaps.some((gap) => Math.abs(gap) <= NEAR_PX);
}

/** Whether the colour of a rule is that of the ground under the shadow of `box`, or part of it. */
function isShaded({ color }: Divider, box: Box, inspection: Inspection): boolean {
  const { shadow } = box;
  if (!shadow) return false;
  const ground = groundOf(box, inspection);
  const spans = ground.map((channel, i) => channel - (shadow.color[i] as number));
  const whole = spans.reduce((sum, span) => sum + span * span, 0);
  if (whole === 0) return false;
  const share =
    spans.reduce((sum, span, i) => sum + span * ((ground[i] as number) - (color[i] as number)), 0) /
    whole;
  const shaded = ground.map((channel, i) => channel - share * (spans[i] as number));
  return (
    share > 0 && share <= shadow.alpha && channelDistance(shaded as unknown as Rgb, color) <= ALIKE
  );
}

/** What a box lies on. */
function groundOf(box: Box, { boxes, background }: Inspection): Rgb {
  const around = boxes
    .filter((other) => other !== box && contains(other.box, box.box, 0))
    .sort((a, b) => area(a.box) - area(b.box))[0];
  if (!around) return background;
  const { fill } = around;
  return fill.kind === "gradient" ? (fill.stops[0]?.color ?? background) : fill.color;
}
