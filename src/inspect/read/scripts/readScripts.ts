import { toBounds } from "../../../base/bounds";
import type { Bitmap } from "../../../image/bitmap";
import type { Attempts } from "../../attempts";
import type { LineCandidate } from "../../segment/segmentation";
import { normalizeLine } from "../normalizeLine";
import { readBatch } from "../readBatch";
import type { ReadLine } from "../readLine";
import type { ReadLines } from "../readLines";
import type { Reading, TextReader } from "../textReader";
import { chooseReading } from "../weigh/chooseReading";
import { findRows, type Row } from "./findRows";

/** Reads lines of one script, which the readers of every line do not know. */
export interface ScriptReader {
  readonly reader: TextReader;
  /** A letter of the script. */
  readonly letter: RegExp;
}

/** Ink heights, px; Arabic letters are small in their line, as the line is as high as its dots. */
const HEIGHTS = [36, 48];
/** Rows that are wider than so many of their heights may be writing … */
const LEAST_RATIO = 2;
/** … and so many of the widest show whether a page has a script at all. */
const SAMPLE = 6;
/**
 * What makes a reading one in the script: on Latin letters these readers are hardly ever so sure, and of a row of icons they make words
 * of one or two letters.
 */
const BELIEVED = { confidence: 0.75, letters: 3, share: 0.7, perWord: 2.5 };
/** Below this a line that two readers read in two ways may be in a script that neither knows. */
const DOUBTED = 0.65;

/**
 * What nobody could read, and what was read without any sureness, read once more by readers of other scripts: ink that such a reader is
 * sure of is a text, and no longer icons or unread. The lines keep their order; new ones come after them.
 *
 * @throws AbortError
 */
export async function readScripts(
  bitmap: Bitmap,
  read: ReadLines,
  scripts: readonly ScriptReader[],
  attempts: Attempts,
  signal: AbortSignal | undefined,
): Promise<ReadLines> {
  const found = new Map<Row, ReadLine>();
  const sample = scripts.length === 0 ? [] : rowsOf(read, DOUBTED).slice(0, SAMPLE);
  for (const script of scripts) {
    const lines = await readRows(bitmap, sample, script, attempts, signal);
    if (lines.size === 0) continue;
    // On a page that has the script, two readers who contradict each other may both be wrong, however sure.
    const taken = new Set([...found.keys()].flatMap((row) => row.pieces));
    const rows = rowsOf(read, 1).filter((row) => !row.pieces.some((piece) => taken.has(piece)));
    for (const [row, line] of await readRows(bitmap, rows, script, attempts, signal))
      found.set(row, line);
  }
  const taken = new Set([...found.keys()].flatMap((row) => row.pieces));
  const isLeft = (candidate: LineCandidate): boolean => !taken.has(candidate);
  return {
    lines: [...read.lines.filter((line) => isLeft(line.candidate)), ...found.values()],
    rejected: read.rejected.filter(isLeft),
    unread: read.unread.filter(isLeft),
  };
}

/** Rows of what nobody could read, and of what two readers read in two ways with less than `sure`; the widest first. */
function rowsOf({ lines, rejected, unread }: ReadLines, sure: number): Row[] {
  const doubted = lines.filter((line) => line.agreed === false && line.confidence < sure);
  const rows = findRows([...doubted.map((line) => line.candidate), ...rejected, ...unread]);
  return rows.filter(({ ink }) => isLong(ink)).sort((a, b) => b.ink.box.width - a.ink.box.width);
}

/** The rows that are in the script, read. */
async function readRows(
  bitmap: Bitmap,
  rows: readonly Row[],
  { reader, letter }: ScriptReader,
  attempts: Attempts,
  signal: AbortSignal | undefined,
): Promise<Map<Row, ReadLine>> {
  const images = await Promise.all(
    rows.flatMap(({ ink }) =>
      HEIGHTS.map(async (inkHeightPx) => ({
        image: await normalizeLine(bitmap, ink, { inkHeightPx }),
        region: toBounds(ink.box),
      })),
    ),
  );
  const readings = await readBatch(images, reader, attempts, signal, "checking");
  const found = new Map<Row, ReadLine>();
  rows.forEach((row, i) => {
    const mine = readings.slice(i * HEIGHTS.length, (i + 1) * HEIGHTS.length);
    // At another height the reader may see nothing at all, which is no other reading.
    const seen = mine.flatMap((reading) => (reading && reading.text !== "" ? [reading] : []));
    if (seen.length === 0) return;
    const reading = chooseReading(seen.map(withoutMarks));
    if (!isInScript(reading, letter)) return;
    const { text, confidence } = reading;
    const line = { text, confidence, others: [], agreed: undefined, incomplete: false };
    found.set(row, { ...line, candidate: row.ink });
  });
  return found;
}

function isLong({ box, overPicture }: LineCandidate): boolean {
  return !overPicture && box.width >= LEAST_RATIO * box.height;
}

function isInScript({ text, confidence }: Reading, letter: RegExp): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const own = letters.filter((one) => letter.test(one));
  return (
    confidence >= BELIEVED.confidence &&
    own.length >= BELIEVED.letters &&
    own.length >= BELIEVED.perWord * text.split(/\s+/).length &&
    own.length >= BELIEVED.share * letters.length
  );
}

/** Marks that say which way a text runs, which nobody sees. */
function withoutMarks(reading: Reading): Reading {
  return {
    ...reading,
    text: reading.text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ""),
  };
}
