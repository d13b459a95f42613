import { toHex } from "../../base/color";
import type { Border, GridPaint, Paint, Shadow } from "../../inspect/inspection";
import { number, percent, px, type Declaration } from "./declaration";
import { shortHex, type Palette } from "./palette";

/** What a box is filled with, as the value of `background`. */
export function paintCss(paint: Paint, palette: Palette): string {
  if (paint.kind === "solid") return palette.use(paint.color);
  if (paint.kind === "grid") return gridCss(paint, palette);
  return gradientCss(paint);
}

/**
 * A gradient without what CSS says by itself: from top to bottom, from the first stop at the start to the last at the end. Its colours are
 * its own: two that the palette takes for one would leave a faint gradient flat.
 */
function gradientCss({ angleDeg, stops }: Extract<Paint, { kind: "gradient" }>): string {
  const last = stops.length - 1;
  const colors = stops.map(({ color, at }, i) => {
    const isImplied = (i === 0 && at === 0) || (i === last && at === 1);
    const hex = shortHex(toHex(color));
    return isImplied ? hex : `${hex} ${number(at * 100)}%`;
  });
  const line = angleDeg === 180 ? [] : [`${number(angleDeg)}deg`];
  return `linear-gradient(${[...line, ...colors].join(", ")})`;
}

/** Two gradients, one for each direction of lines, repeated over the colour. */
function gridCss(grid: GridPaint, palette: Palette): string {
  const line = `${palette.use(grid.line)} ${px(grid.thickness)}, transparent ${px(grid.thickness)}`;
  const [x, y, pitch] = [px(grid.offsetX), px(grid.offsetY), px(grid.pitch)];
  return `linear-gradient(${line}) 0 ${y} / 100% ${pitch}, linear-gradient(90deg, ${line}) ${x} 0 / ${pitch} 100%, ${palette.use(grid.color)}`;
}

/** The sides of a border that are drawn: opposite ones that are alike in one, and all in one where only colours differ. */
export function borderCss(border: Border, palette: Palette): Declaration[] {
  const paintOf = (side: Side): string => palette.use(border.colors?.[side] ?? border.color);
  const isEven = border.top > 0 && SIDES.every((side) => border[side] === border.top);
  if (isEven && border.colors) {
    const paints = SIDES.map(paintOf);
    const [top = "", after, below, before] = paints;
    const sides = before === after ? [top, after, below] : paints;
    if (paints.some((paint) => paint !== top))
      return [
        ["border", `${px(border.top)} solid`],
        ["border-color", sides.join(" ")],
      ];
  }
  const lineOf = (side: Side): string | undefined =>
    border[side] > 0 ? `${px(border[side])} solid ${paintOf(side)}` : undefined;
  const [top, right, bottom, left] = SIDES.map(lineOf);
  const sides = {
    ...(top === bottom ? { "border-block": top } : { "border-top": top, "border-bottom": bottom }),
    ...(right === left
      ? { "border-inline": right }
      : { "border-right": right, "border-left": left }),
  };
  return Object.entries(isEven ? { border: top } : sides).flatMap(
    ([property, line]): Declaration[] => (line === undefined ? [] : [[property, line]]),
  );
}

const SIDES = ["top", "right", "bottom", "left"] as const;

type Side = (typeof SIDES)[number];

/** The value of `box-shadow`. */
export function shadowCss({ dx, dy, blur, spread, color, alpha }: Shadow): string {
  const lengths = [dx, dy, blur, ...(spread === 0 ? [] : [spread])].map(px).join(" ");
  return `${lengths} rgb(${color.map(Math.round).join(" ")} / ${percent(alpha)})`;
}
