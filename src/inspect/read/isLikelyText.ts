import type { LineCandidate } from "../segment/segmentation";

/**
 * Whether a reading is text rather than an icon, a bullet or an ornament that the engine forced into letters. What
 * looks like an icon must be read with more confidence, by two readers in the same way; very short texts with more, too.
 */
export function isLikelyText(line: {
  readonly text: string;
  readonly confidence: number;
  /** Whether two readers read the same; undefined: there was one. */
  readonly agreed?: boolean | undefined;
  readonly candidate: Pick<LineCandidate, "iconCandidate" | "overPicture">;
}): boolean {
  const { text, confidence, agreed, candidate } = line;
  if (!/[\p{L}\p{N}$€£¥@%?&#]/u.test(text)) return false;
  if (candidate.iconCandidate)
    return (
      agreed !== false &&
      confidence > 0.8 &&
      /^[\p{L}\p{N}]+(?:[.,:]\p{N}+)?[.:,%]?$/u.test(text) &&
      !isStroke(text)
    );
  if (candidate.overPicture && confidence < 0.7) return false;
  const letters = text.replace(/[^\p{L}\p{N}]/gu, "").length;
  if (letters <= 2 && confidence < 0.7) return false;
  return confidence >= 0.45 || (letters >= 12 && confidence >= 0.25);
}

/** Letters that bars, checks and chevrons are taken for; drawn, they look alike. */
function isStroke(text: string): boolean {
  return /^[vVlI|<>]$/.test(text);
}

/** Letters that circles, rings and crosses are taken for; drawn in the page's face, these look different. */
export function isShape(text: string): boolean {
  return /^[oO0QCcxX@]$/.test(text);
}
