import { isGenuine, readMark, sha256 } from "./chain";
import type { ChainMark } from "./chain";

/** Something in a journal that its run did not write so. */
export interface JournalFault {
  /** Of the file's line, from 1, as an editor counts. */
  readonly number: number;
  readonly kind: "changed" | "missing" | "moved";
  /** For people, a full sentence. */
  readonly words: string;
}

/** What a journal's chain says. */
export interface VerifiedJournal {
  /** Lines that are as they were written. */
  readonly good: number;
  /** Lines before the chain, which an earlier version wrote: as a whole they are as they were when the chain began. */
  readonly unchained: number;
  /** The newest line that is marked; undefined: none is. */
  readonly head: Pick<ChainMark, "line" | "hash"> | undefined;
  readonly faults: readonly JournalFault[];
  /** The file's lines that were cut off when a process was killed, which is no fault of the file. */
  readonly torn: readonly number[];
}

/** Whether a journal is as it was written, line by line. */
export function verifyJournal(text: string): VerifiedJournal {
  const lines = text.split("\n");
  const isOpen = lines.at(-1) !== "";
  if (!isOpen) lines.pop();
  const first = lines.findIndex((raw) => readMark(raw) !== undefined);
  const unchained = first < 0 ? lines.length : first;
  const faults: JournalFault[] = [];
  const torn: number[] = [];
  const blame = (number: number, kind: JournalFault["kind"], words: string): void =>
    void faults.push({ number, kind, words });
  let head: ChainMark | undefined;
  /** Lines since the last marked one that have lost their marks. */
  let lost = 0;
  let good = 0;
  for (let index = unchained; index < lines.length; index++) {
    const [raw = "", number] = [lines[index], index + 1];
    const mark = readMark(raw);
    if (!mark) {
      const isCut =
        index === lines.length - 1
          ? isOpen
          : readMark(lines[index + 1] ?? "")?.torn === sha256(raw);
      if (isCut) torn.push(number);
      else {
        lost++;
        blame(number, "changed", `Line ${number} was changed: it is not as the run wrote it.`);
      }
      continue;
    }
    const expected = (head?.line ?? 0) + 1;
    if (!isGenuine(raw, mark))
      blame(number, "changed", `Line ${number} was changed: it is not as the run wrote it.`);
    else if (mark.line > expected + lost)
      blame(number, "missing", describeMissing(expected + lost, mark.line - 1, number));
    else if (mark.line < expected)
      blame(
        number,
        "moved",
        `Line ${number} is not where the run wrote it, or stands there twice.`,
      );
    else if (lost === 0 && mark.prev !== (head?.hash ?? sha256(textBefore(lines, unchained))))
      blame(
        number,
        "changed",
        `What stands before line ${number} is not what the run wrote there.`,
      );
    else good++;
    lost = 0;
    head = mark;
  }
  return { good, unchained, head: head && { line: head.line, hash: head.hash }, faults, torn };
}

const textBefore = (lines: readonly string[], count: number): string =>
  lines
    .slice(0, count)
    .map((raw) => `${raw}\n`)
    .join("");

function describeMissing(from: number, to: number, number: number): string {
  const what = from === to ? `The run's line ${from} is` : `The run's lines ${from} to ${to} are`;
  return `${what} missing before line ${number}.`;
}
