import type { Border, GridPaint, Paint, Shadow } from "../../inspect/inspection";
import { number, percent, px, type Declaration } from "./declaration";
import type { Palette } from "./palette";

/** What a box is filled with, as the value of `background`. */
export function paintCss(paint: Paint, palette: Palette): string {
  if (paint.kind === "solid") return palette.use(paint.color);
  if (paint.kind === "grid") return gridCss(paint, palette);
  const stops = paint.stops.map(
    ({ color, at }) => `rgb(${color.map(Math.round).join(" ")}) ${number(at * 100)}%`,
  );
  return `linear-gradient(${number(paint.angleDeg)}deg, ${stops.join(", ")})`;
}

/** Two gradients, one for each direction of lines, repeated over the colour. */
function gridCss(grid: GridPaint, palette: Palette): string {
  const line = `${palette.use(grid.line)} ${px(grid.thickness)}, transparent ${px(grid.thickness)}`;
  const [x, y, pitch] = [px(grid.offsetX), px(grid.offsetY), px(grid.pitch)];
  return `linear-gradient(${line}) 0 ${y} / 100% ${pitch}, linear-gradient(90deg, ${line}) ${x} 0 / ${pitch} 100%, ${palette.use(grid.color)}`;
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
  return `${lengths} rgb(${color.map(Math.round).join(" ")} / ${percent(alpha)})`;
}
