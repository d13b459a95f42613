import { bottom, type Rect } from "../../base/geometry";
import type { Bitmap } from "../../image/bitmap";
import type { Attempts } from "../attempts";
import type { LineCandidate } from "../segment/segmentation";
import { isContinued, joinInk } from "./joinFragments";
import { mendReading } from "./mend/mendReading";
import { readCandidates, type Readers } from "./readCandidates";
import type { ReadLine } from "./readLine";

/** What a piece may say: a number, a word, a sign that is read as one. A single letter is as well a ring or a bar. */
const WORD = /^(?:[\p{L}\p{N}]*\p{N}[\p{L}\p{N}]*|\p{L}{2,}|©)[.:,%]?$/u;
/** A letter ends no further above or below its line, px. */
const SLACK = 1;

/**
 * Reads rejected pieces of ink once more together with the line they stand beside. Two strokes alone may be anything; before
 * "Nov 2020" they are "11". What two readers read alike, the line as before and a word more, is text; without a second reader nothing is.
 *
 * @throws AbortError
 */
export async function readTogether(
  bitmap: Bitmap,
  lines: readonly ReadLine[],
  rejected: readonly LineCandidate[],
  readers: Readers,
  attempts: Attempts,
  signal: AbortSignal | undefined,
): Promise<{ readonly lines: readonly ReadLine[]; readonly rejected: readonly LineCandidate[] }> {
  const pairs = readers.checker
    ? rejected.flatMap((piece) => {
        const line = piece.iconCandidate && lines.find((one) => isPart(piece, one.candidate));
        return line ? [{ piece, line, ink: joinInk(line.candidate, piece) }] : [];
      })
    : [];
  if (pairs.length === 0) return { lines, rejected };
  const inks = pairs.map(({ ink }) => ink);
  const readings = await readCandidates(bitmap, inks, readers, attempts, signal);
  const found = new Map<ReadLine, ReadLine>();
  const taken = new Set<LineCandidate>();
  pairs.forEach(({ piece, line, ink }, i) => {
    const reading = readings[i];
    if (!reading?.agreed || found.has(line)) return;
    const mended = mendReading(reading, ink.glyphs, ink.box.height);
    if (!isWordMore(mended.text, line.text, piece.box.x < line.candidate.box.x)) return;
    found.set(line, { ...mended, confidence: reading.confidence, candidate: ink });
    taken.add(piece);
  });
  return {
    lines: lines.map((line) => found.get(line) ?? line),
    rejected: rejected.filter((piece) => !taken.has(piece)),
  };
}

/** Whether a piece stands beside a line and as high as its letters, as an icon seldom does. */
function isPart(piece: LineCandidate, line: LineCandidate): boolean {
  const isInside = (a: Rect, b: Rect): boolean =>
    a.y >= b.y - SLACK && bottom(a) <= bottom(b) + SLACK;
  return isContinued(piece, line) && isInside(piece.box, line.box);
}

/** Whether `text` is `line` with a word before or after it. */
function isWordMore(text: string, line: string, isBefore: boolean): boolean {
  const [all, part] = [text, line].map((some) => some.replace(/\s/g, "")) as [string, string];
  if (isBefore ? !all.endsWith(part) : !all.startsWith(part)) return false;
  const more = isBefore ? all.slice(0, all.length - part.length) : all.slice(part.length);
  return WORD.test(more);
}
