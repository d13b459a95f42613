import { fontStack } from "../../fonts/fontStack";
import type { Border, Box, CornerRadii, Paint, Shadow } from "../../inspect/inspection";
import type { RunStyle, TextBlock, TextStyle } from "../../design/draft/draft";
import type { Declaration } from "./pageElement";
import { px } from "./pageElement";
import type { Palette } from "../html/palette";
import { shareOfWhite } from "../html/shareOfWhite";

/** What a page's text inherits from `body`: declared again only where it differs. */
export type InheritedStyle = Pick<TextStyle, "family" | "color">;

/** The type of a block of text. */
export function textLook(
  block: TextBlock,
  inherited: InheritedStyle,
  palette: Palette,
): Declaration[] {
  const { style } = block;
  const look: Declaration[] = [];
  if (style.family !== inherited.family) look.push(["font-family", fontStack(style.family)]);
  look.push(["font-size", px(style.sizePx)]);
  if (style.weight !== 400) look.push(["font-weight", String(style.weight)]);
  if (style.italic) look.push(["font-style", "italic"]);
  look.push(["line-height", px(block.lineHeightPx)]);
  if (Math.abs(style.letterSpacingPx) >= 0.005)
    look.push(["letter-spacing", px(style.letterSpacingPx)]);
  if (style.underlined) look.push(["text-decoration", "underline"]);
  if (block.align !== "left") look.push(["text-align", block.align]);
  const white = shareOfWhite(style.color, block.background);
  if (white !== undefined) look.push(["color", `rgb(255 255 255 / ${white})`]);
  else if (style.color.join() !== inherited.color.join())
    look.push(["color", palette.use(style.color)]);
  return look;
}

/** What a run within a block has of its own. */
export function runLook(own: RunStyle, block: TextStyle, palette: Palette): Declaration[] {
  const look: Declaration[] = [];
  if (own.family !== block.family) look.push(["font-family", fontStack(own.family)]);
  if (own.sizePx !== block.sizePx) look.push(["font-size", px(own.sizePx)]);
  // Another face must not make the line taller.
  if (look.length > 0) look.push(["line-height", "1"]);
  if (own.weight !== block.weight) look.push(["font-weight", String(own.weight)]);
  if (own.italic !== block.italic) look.push(["font-style", own.italic ? "italic" : "normal"]);
  if (own.underlined) look.push(["text-decoration", "underline"]);
  if (own.color.join() !== block.color.join()) look.push(["color", palette.use(own.color)]);
  return look;
}

/** Fill, border, corners and shadow of a box. */
export function boxLook(box: Box, palette: Palette): Declaration[] {
  const look: Declaration[] = [["background", paintCss(box.fill, palette)]];
  if (box.border) look.push(...borderCss(box.border, palette));
  const radius = radiusCss(box.radius);
  if (radius !== undefined) look.push(["border-radius", radius]);
  if (box.shadow) look.push(["box-shadow", shadowCss(box.shadow)]);
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
  return sides
    .filter(([, width]) => width > 0)
    .map(([side, width]) => [`border-${side}`, `${px(width)} solid ${paint}`]);
}

function radiusCss(radius: CornerRadii): string | undefined {
  const corners = [radius.topLeft, radius.topRight, radius.bottomRight, radius.bottomLeft];
  if (corners.every((corner) => corner === 0)) return undefined;
  if (corners.every((corner) => corner === corners[0])) return px(radius.topLeft);
  return corners.map(px).join(" ");
}

function shadowCss({ dx, dy, blur, spread, color, alpha }: Shadow): string {
  const lengths = [dx, dy, blur, ...(spread === 0 ? [] : [spread])].map(px).join(" ");
  return `${lengths} rgb(${color.map(Math.round).join(" ")} / ${number(alpha)})`;
}

function number(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
