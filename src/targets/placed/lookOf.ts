import { fontStack } from "../../fonts/fontStack";
import type { Box, CornerRadii } from "../../inspect/inspection";
import type { TextBlock, TextStyle } from "../../design/draft/draft";
import { percent, px, type Declaration } from "../page/declaration";
import { borderCss, paintCss, shadowCss } from "../page/paintCss";
import type { Palette } from "../page/palette";
import { decorationOf } from "../page/runLook";
import { shareOfWhite } from "../page/shareOfWhite";

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
  const line = decorationOf(style);
  if (line) look.push(["text-decoration", line]);
  if (block.align !== "left") look.push(["text-align", block.align]);
  const white = shareOfWhite(style.color, block.background);
  if (white !== undefined) look.push(["color", `rgb(255 255 255 / ${percent(white)})`]);
  else if (style.color.join() !== inherited.color.join())
    look.push(["color", palette.use(style.color)]);
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

function radiusCss(radius: CornerRadii): string | undefined {
  const corners = [radius.topLeft, radius.topRight, radius.bottomRight, radius.bottomLeft];
  if (corners.every((corner) => corner === 0)) return undefined;
  if (corners.every((corner) => corner === corners[0])) return px(radius.topLeft);
  return corners.map(px).join(" ");
}
