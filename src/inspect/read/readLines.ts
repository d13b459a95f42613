import type { ReadLine } from "./readLine";
import type { Bitmap } from "../../image/bitmap";
import { Attempts } from "../attempts";
import { toBounds } from "../../base/bounds";
import { isCutOff } from "../segment/text/isCutOff";
import { joinFragments } from "./joinFragments";
import { isLikelyText } from "./isLikelyText";
import { mendReading } from "./mend/mendReading";
import type { LineCandidate } from "../segment/segmentation";
import { splitByColor } from "./split/splitByColor";
import { splitByWeight } from "./split/splitByWeight";
import { splitOrnaments, type PlainLine } from "./split/splitOrnaments";
import type { TextReader } from "./textReader";
import { readCandidates } from "./readCandidates";
import { readTogether } from "./readTogether";

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
  const whole = await readTogether(bitmap, lines, rejected, readers, attempts, signal);
  const onLine = <T>(line: ReadLine, work: () => T, otherwise: T): T =>
    attempts.attempt("reading", toBounds(line.candidate.box), work) ?? otherwise;
  const plainOf = (line: ReadLine): PlainLine =>
    onLine(line, () => splitOrnaments(line), { line, ornaments: [] });
  const isSigns = ({ text }: ReadLine): boolean => /^[\p{So}\s]+$/u.test(text);
  const plain = joinFragments(whole.lines)
    .map(plainOf)
    .flatMap(({ line, ornaments }) => {
      const parts = onLine(line, () => splitByColor(bitmap, line), [line]);
      // What stood between two texts stands at the end of one now: the slash of a trail.
      const plainParts = parts.length > 1 ? parts.map(plainOf) : [{ line, ornaments: [] }];
      // Five stars in gold before a rating are a drawing.
      const signs = plainParts.filter((part) => parts.length > 1 && isSigns(part.line));
      const icons = signs.map((part) => ({ ...part.line.candidate, iconCandidate: true }));
      return [
        { line: undefined, ornaments: [...ornaments, ...icons] },
        ...plainParts.filter((part) => !signs.includes(part)),
      ];
    });
  return {
    lines: plain
      .flatMap(({ line }) => line ?? [])
      .flatMap((line) => onLine(line, () => splitByWeight(bitmap, line), [line])),
    rejected: [...whole.rejected, ...plain.flatMap(({ ornaments }) => ornaments)],
    unread,
  };
}
