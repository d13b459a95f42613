import type { Look } from "../../design/design";
import type { TextBlock } from "../../design/draft/draft";
import { fontStack } from "../../fonts/fontStack";
import type { CornerRadii, Shadow } from "../../inspect/inspection";
import { number, percent, px, type Declaration } from "../page/declaration";
import { borderCss, paintCss, shadowCss } from "../page/paintCss";
import type { Type } from "./pageElement";
import { typeSize } from "./pageElement";
import type { Palette } from "../page/palette";
import { shareOfWhite } from "../page/shareOfWhite";

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
    color: white === undefined ? palette.use(style.color) : `rgb(255 255 255 / ${percent(white)})`,
  };
}

/** Fill, border, corners and shadow of a box; nothing for what draws nothing. */
export function boxLook({ fill, border, radius, shadow }: Look, palette: Palette): Declaration[] {
  const look: Declaration[] = [];
  if (fill) look.push(["background", paintCss(fill, palette)]);
  if (border) look.push(...borderCss(border, palette));
  const corners = radius && radiusCss(radius);
  if (corners !== undefined) look.push(["border-radius", corners]);
  if (shadow) look.push(["box-shadow", shadowCss(rounded(shadow))]);
  return look;
}

function radiusCss(radius: CornerRadii): string | undefined {
  const corners = [radius.topLeft, radius.topRight, radius.bottomRight, radius.bottomLeft].map(
    Math.round,
  );
  const [first = 0] = corners;
  if (corners.every((corner) => corner === 0)) return undefined;
  if (corners.every((corner) => Math.abs(corner - first) <= 1)) return px(Math.max(...corners));
  // The last corner is the one across unless it is said.
  const said = corners[3] === corners[1] ? corners.slice(0, 3) : corners;
  return said.map(px).join(" ");
}

function rounded(shadow: Shadow): Shadow {
  const [dx, dy, blur] = [shadow.dx, shadow.dy, shadow.blur].map(Math.round) as [
    number,
    number,
    number,
  ];
  return { ...shadow, dx, dy, blur, spread: Math.round(shadow.spread) };
}
