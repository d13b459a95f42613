import { parseRunLine } from "../../protocol/parseFromEngine";
import type {
  IterationLine,
  RunLine,
  RunLineUnion,
  RunStartLine,
} from "../../protocol/runProtocol";

/** A journal as far as it can be read. */
export interface Journal {
  readonly start: RunStartLine | undefined;
  /** In order; of an iteration number that occurs twice the later one counts. */
  readonly iterations: readonly IterationLine[];
  /** The last line of a run that ended. */
  readonly end: RunLine | undefined;
  readonly brokenLines: number;
}

/**
 * Reads a journal's JSON lines; lines that are cut off or no journal lines are counted and passed over. Each line is checked
 * whole: a journal may be a stranger's.
 */
export function parseJournal(text: string): Journal {
  let start: RunStartLine | undefined;
  let end: RunLine | undefined;
  let brokenLines = 0;
  const iterations = new Map<number, IterationLine>();
  for (const raw of text.split("\n")) {
    if (raw.trim() === "") continue;
    const line = parseLine(raw);
    if (line?.type === "run-start") start ??= line;
    else if (line?.type === "iteration" && isCount(line.number)) iterations.set(line.number, line);
    else if (line?.type === "run") end = line;
    else if (line === undefined || line.type === "iteration") brokenLines++;
  }
  return {
    start,
    iterations: [...iterations.values()].sort((a, b) => a.number - b.number),
    end,
    brokenLines,
  };
}

/** More than any run has, and few enough to be counted on from. */
const MOST_ITERATIONS = 1e6;

const isCount = (value: number): boolean =>
  Number.isInteger(value) && value >= 0 && value <= MOST_ITERATIONS;

function parseLine(raw: string): RunLineUnion | undefined {
  try {
    return parseRunLine(JSON.parse(raw));
  } catch {
    return undefined;
  }
}
