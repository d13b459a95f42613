import type { ReadLine } from "./readLine";
import { channelDistance } from "../../base/color";
import { boundingRect, bottom, right } from "../../base/geometry";
import type { Bitmap } from "../../image/bitmap";
import { Attempts } from "../attempts";
import { toBounds } from "../../base/bounds";
import { isCutOff } from "../segment/text/isCutOff";
import { isLikelyText } from "./isLikelyText";
import { mendReading } from "./mend/mendReading";
import type { LineCandidate } from "../segment/segmentation";
import { splitByColor } from "./split/splitByColor";
import { splitByWeight } from "./split/splitByWeight";
import { splitOrnaments } from "./split/splitOrnaments";
import type { TextReader } from "./textReader";
import { readCandidates } from "./readCandidates";

export interface ReadLines {
  /** In the order of the candidates, i.e. top to bottom. */
  readonly lines: readonly ReadLine[];
  /** Candidates that are no text: icons, bullets, ornaments, lines that the page cuts in half. */
  readonly rejected: readonly LineCandidate[];
  /** Candidates that may be text but could not be read. */
  readonly unread: readonly LineCandidate[];
}

/**
 * Reads every candidate line, with `checker` the doubtful ones twice (see readCandidates); what is no text is rejected; fragments that
 * belong to the neighbouring line are joined to it; icons at the ends of a line are taken off; a line in several colours or
 * weights is cut where they change.
 *
 * What fails on one line costs no more than that line. @throws AbortError
 */
export async function readLines(
  bitmap: Bitmap,
  candidates: readonly LineCandidate[],
  reader: TextReader,
  signal?: AbortSignal,
  attempts = new Attempts(),
  checker?: TextReader,
): Promise<ReadLines> {
  const readers = { reader, checker };
  const readings = await readCandidates(bitmap, candidates, readers, attempts, signal);
  const lines: ReadLine[] = [];
  const rejected: LineCandidate[] = [];
  const unread: LineCandidate[] = [];
  candidates.forEach((candidate, i) => {
    const reading = readings[i];
    if (!reading) return unread.push(candidate);
    const { confidence } = reading;
    const mended = mendReading(reading, candidate.glyphs, candidate.box.height);
    const line: ReadLine = { ...mended, confidence, candidate };
    const isCut = isCutOff(candidate, reading.confidence, candidates, bitmap.height);
    return isLikelyText(line) && !isCut ? lines.push(line) : rejected.push(candidate);
  });
  const onLine = <T>(line: ReadLine, work: () => T, otherwise: T): T =>
    attempts.attempt("reading", toBounds(line.candidate.box), work) ?? otherwise;
  const plain = joinFragments(lines).map((line) =>
    onLine(line, () => splitOrnaments(line), { line, ornaments: [] }),
  );
  return {
    lines: plain
      .flatMap(({ line }) => onLine(line, () => splitByColor(bitmap, line), [line]))
      .flatMap((line) => onLine(line, () => splitByWeight(bitmap, line), [line])),
    rejected: [...rejected, ...plain.flatMap(({ ornaments }) => ornaments)],
    unread,
  };
}

/**
 * Segmentation sets a first or last glyph that looks like an icon apart. Where it was read as text after all, it goes
 * back to the line it touches.
 */
function joinFragments(lines: readonly ReadLine[]): ReadLine[] {
  const result = [...lines];
  for (let i = 0; i < result.length; i++) {
    const fragment = result[i] as ReadLine;
    if (!fragment.candidate.iconCandidate) continue;
    const at = result.findIndex((line) => line !== fragment && isContinued(fragment, line));
    if (at < 0) continue;
    const joined = join(fragment, result[at] as ReadLine);
    result[Math.min(i, at)] = joined;
    result.splice(Math.max(i, at), 1);
    // Those passed before met nothing then; all they can meet now is the new line.
    const before = result.findIndex(
      (line, k) => k < i && line.candidate.iconCandidate && isContinued(line, joined),
    );
    i = (before < 0 ? i : before) - 1;
  }
  return result;
}

function isContinued(fragment: ReadLine, line: ReadLine): boolean {
  const [a, b] = [fragment.candidate, line.candidate];
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
    candidate: {
      ...main,
      box: boundingRect([a.candidate.box, b.candidate.box]),
      glyphs: [...first.candidate.glyphs, ...second.candidate.glyphs],
      iconCandidate: false,
    },
  };
}
