import { isRightToLeft } from "../../base/text/direction";
import type { TextBlock } from "../../design/draft/draft";

/** The attribute of a text that runs from right to left; none for others. */
export function directionOf({ lines }: TextBlock): Readonly<Record<string, string>> {
  return isRightToLeft(lines.map(({ text }) => text).join(" ")) ? { dir: "rtl" } : {};
}
