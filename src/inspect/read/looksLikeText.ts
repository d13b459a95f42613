import type { LineCandidate } from "../segment/segmentation";
import { inkColumns } from "./repairText";

/** Fewer separate strokes, or a shape less wide than this many heights, may as well be an icon. */
const LEAST = { columns: 3, ratio: 1.5 };

/** Whether ink that could not be read looks like a text in a script or a face that nobody here knows, rather than like an icon. */
export function looksLikeText(candidate: LineCandidate): boolean {
  const { box, glyphs, iconCandidate, overPicture } = candidate;
  if (iconCandidate || overPicture) return false;
  return box.width >= LEAST.ratio * box.height && inkColumns(glyphs).length >= LEAST.columns;
}
