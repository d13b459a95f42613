import { toBounds } from "../../base/bounds";
import type { Bitmap } from "../../image/bitmap";
import type { Attempts, InspectStage } from "../attempts";
import type { LineCandidate } from "../segment/segmentation";
import { normalizeLine } from "./normalizeLine";
import { readBatch } from "./readBatch";
import { inkColumns } from "./mend/inkColumns";
import type { Reading, TextReader } from "./textReader";
import { weighReadings, type Weighed } from "./weigh/weighReadings";

/** Who reads. */
export interface Readers {
  readonly reader: TextReader;
  /** Reads doubtful lines by other means; where both read the same, that is sure. */
  readonly checker?: TextReader | undefined;
}

/** Ink heights, px, at which a line is read; no single one is best for every line. */
const FIRST_HEIGHT = 36;
const MORE_HEIGHTS = [24, 30];
/** The height at which a line that was read in two ways is checked once more. */
const CHECKED_HEIGHT = 24;
/** Below this a reading that nobody checked is read at other heights. */
const SURE = 0.9;
/** From this confidence on words are believed; numbers, whose digits nothing else vouches for, never are. */
const SURE_WORDS = 0.93;
/** Lines with so few characters give the engine no context, so they are read at all heights when nobody checks them. */
const SHORT = 4;

type Readings = ReadonlyMap<LineCandidate, Reading>;

/**
 * What stands in each candidate, by both readers where the first may be wrong; undefined for those that neither could read. A line that
 * they read in two ways, or a doubtful or short one without a checker, is read again at other heights, and the readings vote.
 *
 * @throws AbortError
 */
export async function readCandidates(
  bitmap: Bitmap,
  candidates: readonly LineCandidate[],
  { reader, checker }: Readers,
  attempts: Attempts,
  signal: AbortSignal | undefined,
): Promise<(Weighed | undefined)[]> {
  const readAt = async (
    by: TextReader | undefined,
    lines: readonly LineCandidate[],
    inkHeightPx: number,
  ): Promise<Readings> => {
    if (!by || lines.length === 0) return new Map();
    const stage: InspectStage = by === reader ? "reading" : "checking";
    const images = await Promise.all(
      lines.map((line) =>
        attempts.attemptLater(stage, toBounds(line.box), () =>
          normalizeLine(bitmap, line, { inkHeightPx }),
        ),
      ),
    );
    const drawn = lines.flatMap((line, i) => {
      const image = images[i];
      return image ? [{ line, image, region: toBounds(line.box) }] : [];
    });
    const readings = await readBatch(drawn, by, attempts, signal, stage);
    return new Map(
      drawn.flatMap(({ line }, i) => {
        const reading = readings[i];
        return reading ? [[line, reading] as const] : [];
      }),
    );
  };
  const first = await readAt(reader, candidates, FIRST_HEIGHT);
  const suspects = candidates.filter((line) => isWorthChecking(line, first.get(line)));
  const check = await readAt(checker, suspects, FIRST_HEIGHT);
  const knows = (character: string): boolean => checker?.knows?.(character) ?? true;
  const doubtful = candidates.filter((line) =>
    isDoubtful(line, first.get(line), check.get(line), knows),
  );
  const readAgain = async (): Promise<Readings[]> => {
    const rounds: Readings[] = [];
    for (const height of MORE_HEIGHTS) rounds.push(await readAt(reader, doubtful, height));
    return rounds;
  };
  const [again, checkedAgain] = await Promise.all([
    readAgain(),
    readAt(checker, doubtful, CHECKED_HEIGHT),
  ]);
  return candidates.map((line) => {
    const mine = [first, ...again].flatMap((round) => round.get(line) ?? []);
    const theirs = [check, checkedAgain].flatMap((round) => round.get(line) ?? []);
    return mine.length + theirs.length > 0 ? weighReadings(mine, theirs, knows) : undefined;
  });
}

/**
 * Whether a second reader is asked: not for words that were read with more confidence than misread ones are. On 23 pages these
 * were 424 of 1386 candidates and 56 % of the letters; asked all the same, the second reader contradicted 33 of them, mostly wrongly.
 */
function isWorthChecking(line: LineCandidate, reading: Reading | undefined): boolean {
  if (!reading || reading.confidence < SURE_WORDS) return true;
  return /[\p{N}|]/u.test(reading.text) || inkColumns(line.glyphs).length <= SHORT;
}

/** A line that nobody read is not read again. */
function isDoubtful(
  line: LineCandidate,
  reading: Reading | undefined,
  check: Reading | undefined,
  knows: (character: string) => boolean,
): boolean {
  if (!reading) return false;
  if (check) return weighReadings([reading], [check], knows).agreed === false;
  return reading.confidence < SURE || inkColumns(line.glyphs).length <= SHORT;
}
