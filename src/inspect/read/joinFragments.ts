import { channelDistance } from "../../base/color";
import { boundingRect, bottom, right } from "../../base/geometry";
import type { LineCandidate } from "../segment/segmentation";
import type { ReadLine } from "./readLine";

/**
 * Segmentation sets a first or last glyph that looks like an icon apart. Where it was read as text after all, it goes
 * back to the line it touches.
 */
export function joinFragments(lines: readonly ReadLine[]): ReadLine[] {
  const result = [...lines];
  for (let i = 0; i < result.length; i++) {
    const fragment = result[i] as ReadLine;
    if (!fragment.candidate.iconCandidate) continue;
    const at = result.findIndex(
      (line) => line !== fragment && isContinued(fragment.candidate, line.candidate),
    );
    if (at < 0) continue;
    const joined = join(fragment, result[at] as ReadLine);
    result[Math.min(i, at)] = joined;
    result.splice(Math.max(i, at), 1);
    // Those passed before met nothing then; all they can meet now is the new line.
    const before = result.findIndex(
      (line, k) =>
        k < i && line.candidate.iconCandidate && isContinued(line.candidate, joined.candidate),
    );
    i = (before < 0 ? i : before) - 1;
  }
  return result;
}

/** Whether two pieces of ink stand beside each other as parts of one line do. */
export function isContinued(a: LineCandidate, b: LineCandidate): boolean {
  const overlap = Math.min(bottom(a.box), bottom(b.box)) - Math.max(a.box.y, b.box.y);
  const gap = Math.max(a.box.x, b.box.x) - Math.min(right(a.box), right(b.box));
  return (
    a.surface === b.surface &&
    channelDistance(a.foreground, b.foreground) < 60 &&
    overlap > 0.6 * Math.min(a.box.height, b.box.height) &&
    gap >= 0 &&
    gap < 0.7 * Math.max(a.box.height, b.box.height)
  );
}

function join(a: ReadLine, b: ReadLine): ReadLine {
  const [first, second] = a.candidate.box.x <= b.candidate.box.x ? [a, b] : [b, a];
  const main = a.candidate.iconCandidate ? b.candidate : a.candidate;
  return {
    text: `${first.text} ${second.text}`,
    confidence: Math.min(a.confidence, b.confidence),
    others: [
      ...first.others.map((other) => `${other} ${second.text}`),
      ...second.others.map((other) => `${first.text} ${other}`),
    ],
    agreed: a.agreed && b.agreed,
    incomplete: a.incomplete || b.incomplete,
    candidate: joinInk(main, a.candidate.iconCandidate ? a.candidate : b.candidate),
  };
}

/** A line's ink with a piece of the same line. */
export function joinInk(line: LineCandidate, piece: LineCandidate): LineCandidate {
  const glyphs = [...line.glyphs, ...piece.glyphs].sort((a, b) => a.x - b.x);
  return { ...line, box: boundingRect([line.box, piece.box]), glyphs, iconCandidate: false };
}
