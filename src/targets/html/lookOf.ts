import type { Look } from "../../design/design";
import type { RunStyle, TextBlock, TextStyle } from "../../design/draft/draft";
import { fontStack } from "../../fonts/fontStack";
import type { Border, CornerRadii, Paint, Shadow } from "../../inspect/inspection";
import type { Declaration, Type } from "./pageElement";
import { px, typeSize } from "./pageElement";
import type { Palette } from "./palette";
import { shareOfWhite } from "./shareOfWhite";

/** How the words of a block must look, whoever declares it. */
export function typeOf(block: TextBlock, palette: Palette): Type {
  const { style } = block;
  const white = shareOfWhite(style.color, block.background);
  const spacing = Math.round((style.letterSpacingPx / style.sizePx) * 1000) / 1000;
  return {
    "font-family": fontStack(style.family),
    "font-size": typeSize(style.sizePx),
    "font-weight": String(style.weight),
    "font-style": style.italic ? "italic" : "normal",
    "line-height": number(block.lineHeightPx / style.sizePx),
    "letter-spacing": spacing === 0 ? "normal" : `${spacing}em`,
    color: white === undefined ? palette.use(style.color) : `rgb(255 255 255 / ${white})`,
  };
}

/** What a run within a block has of its own. */
export function runLook(own: RunStyle, block: TextStyle, palette: Palette): Declaration[] {
  const look: Declaration[] = [];
  if (own.family !== block.family) look.push(["font-family", fontStack(own.family)]);
  if (Math.abs(own.sizePx - block.sizePx) > 0.5) look.push(["font-size", typeSize(own.sizePx)]);
  // Another face must not make the line taller.
  if (look.length > 0) look.push(["line-height", "1"]);
  if (own.weight !== block.weight) look.push(["font-weight", String(own.weight)]);
  if (own.italic !== block.italic) look.push(["font-style", own.italic ? "italic" : "normal"]);
  if (own.underlined) look.push(["text-decoration", "underline"]);
  if (own.color.join() !== block.color.join()) look.push(["color", palette.use(own.color)]);
  return look;
}

/** Fill, border, corners and shadow of a box; nothing for what draws nothing. */
export function boxLook({ fill, border, radius, shadow }: Look, palette: Palette): Declaration[] {
  const look: Declaration[] = [];
  if (fill) look.push(["background", paintCss(fill, palette)]);
  if (border) look.push(...borderCss(border, palette));
  const corners = radius && radiusCss(radius);
  if (corners !== undefined) look.push(["border-radius", corners]);
  if (shadow) look.push(["box-shadow", shadowCss(shadow)]);
  return look;
}

export function paintCss(paint: Paint, palette: Palette): string {
  if (paint.kind === "solid") return palette.use(paint.color);
  const stops = paint.stops.map(
    ({ color, at }) => `rgb(${color.map(Math.round).join(" ")}) ${number(at * 100)}%`,
  );
  return `linear-gradient(${number(paint.angleDeg)}deg, ${stops.join(", ")})`;
}

function borderCss({ color, top, right, bottom, left }: Border, palette: Palette): Declaration[] {
  const paint = palette.use(color);
  if (top === right && right === bottom && bottom === left)
    return top === 0 ? [] : [["border", `${px(top)} solid ${paint}`]];
  const sides: readonly (readonly [string, number])[] = [
    ["top", top],
    ["right", right],
    ["bottom", bottom],
    ["left", left],
  ];
  const drawn = sides.filter(([, width]) => width > 0);
  const isAlike = drawn.every(([, width]) => width === drawn[0]?.[1]);
  const missing = sides.find(([, width]) => width === 0);
  if (drawn.length === 3 && isAlike && missing)
    return [
      ["border", `${px(drawn[0]?.[1] ?? 0)} solid ${paint}`],
      [`border-${missing[0]}`, "0"],
    ];
  return sides
    .filter(([, width]) => width > 0)
    .map(([side, width]) => [`border-${side}`, `${px(width)} solid ${paint}`]);
}

function radiusCss(radius: CornerRadii): string | undefined {
  const corners = [radius.topLeft, radius.topRight, radius.bottomRight, radius.bottomLeft].map(
    Math.round,
  );
  const [first = 0] = corners;
  if (corners.every((corner) => corner === 0)) return undefined;
  if (corners.every((corner) => Math.abs(corner - first) <= 1)) return px(Math.max(...corners));
  return corners.map(px).join(" ");
}

function shadowCss({ dx, dy, blur, spread, color, alpha }: Shadow): string {
  const lengths = [dx, dy, blur, ...(spread === 0 ? [] : [spread])]
    .map((length) => px(Math.round(length)))
    .join(" ");
  return `${lengths} rgb(${color.map(Math.round).join(" ")} / ${number(alpha)})`;
}

function number(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
