import type { Border, Paint, Shadow } from "../../inspect/inspection";
import { number, px, type Declaration } from "./declaration";
import type { Palette } from "./palette";

/** What a box is filled with, as the value of `background`. */
export function paintCss(paint: Paint, palette: Palette): string {
  if (paint.kind === "solid") return palette.use(paint.color);
  const stops = paint.stops.map(
    ({ color, at }) => `rgb(${color.map(Math.round).join(" ")}) ${number(at * 100)}%`,
  );
  return `linear-gradient(${number(paint.angleDeg)}deg, ${stops.join(", ")})`;
}

/** The sides of a border that are drawn, each for itself unless all are equal. */
export function borderCss(border: Border, palette: Palette): Declaration[] {
  const paint = palette.use(border.color);
  const drawn = BORDER_SIDES.filter((side) => border[side] > 0);
  if (drawn.length === 4 && drawn.every((side) => border[side] === border.top))
    return [["border", `${px(border.top)} solid ${paint}`]];
  return drawn.map((side) => [`border-${side}`, `${px(border[side])} solid ${paint}`]);
}

export const BORDER_SIDES = ["top", "right", "bottom", "left"] as const;

/** The value of `box-shadow`. */
export function shadowCss({ dx, dy, blur, spread, color, alpha }: Shadow): string {
  const lengths = [dx, dy, blur, ...(spread === 0 ? [] : [spread])].map(px).join(" ");
  return `${lengths} rgb(${color.map(Math.round).join(" ")} / ${number(alpha)})`;
}
