import { channelDistance } from "../../../base/color";
import { bottom } from "../../../base/geometry";
import type { LineCandidate } from "../segmentation";
import { CUT_OFF } from "./tuning";

/**
 * Whether a line is cut by the top or bottom edge of the page: its ink touches the edge, and it was read with doubt or
 * is much lower than the lines in its colour on its surface. `pageHeight` is device px, `confidence` 0–1.
 */
export function isCutOff(
  line: LineCandidate,
  confidence: number,
  all: readonly LineCandidate[],
  pageHeight: number,
): boolean {
  const touches = ({ box }: LineCandidate): boolean => box.y <= 0 || bottom(box) >= pageHeight;
  if (!touches(line)) return false;
  if (confidence < CUT_OFF.sure) return true;
  const heights = all
    .filter(
      (other) =>
        !touches(other) &&
        !other.iconCandidate &&
        other.surface === line.surface &&
        channelDistance(other.foreground, line.foreground) < 30,
    )
    .map(({ box }) => box.height)
    .sort((a, b) => a - b);
  return (
    heights.length >= 2 && line.box.height < CUT_OFF.low * (heights[heights.length >> 1] as number)
  );
}
