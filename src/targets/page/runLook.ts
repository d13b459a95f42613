import type { RunStyle, TextStyle } from "../../design/draft/draft";
import { fontStack } from "../../fonts/fontStack";
import type { Declaration } from "./declaration";
import type { Palette } from "./palette";

/**
 * What a run within a block has of its own.
 *
 * @param size The run's size as CSS; undefined where it is the block's.
 */
export function runLook(
  own: RunStyle,
  block: TextStyle,
  palette: Palette,
  size: string | undefined,
): Declaration[] {
  const look: Declaration[] = [];
  if (own.family !== block.family) look.push(["font-family", fontStack(own.family)]);
  if (size !== undefined) look.push(["font-size", size]);
  // Another face must not make the line taller.
  if (look.length > 0) look.push(["line-height", "1"]);
  if (own.weight !== block.weight) look.push(["font-weight", String(own.weight)]);
  if (own.italic !== block.italic) look.push(["font-style", own.italic ? "italic" : "normal"]);
  const line = decorationOf(own);
  if (line) look.push(["text-decoration", line]);
  if (own.color.join() !== block.color.join()) look.push(["color", palette.use(own.color)]);
  return look;
}

/** The line that CSS draws with a text, if any. */
export function decorationOf({
  underlined,
  struck,
}: Pick<RunStyle, "underlined" | "struck">): string | undefined {
  if (struck) return "line-through";
  return underlined ? "underline" : undefined;
}
