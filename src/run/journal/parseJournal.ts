import { basename } from "node:path";
import { parseRunLine } from "../../protocol/parseRunLine";
import type { ParsedLine } from "../../protocol/parseRunLine";
import type {
  DecisionLine,
  IterationLine,
  NoticeLine,
  RunLine,
  RunStartLine,
} from "../../protocol/runProtocol";
import type { SteerLine } from "../../protocol/steering";
import { RUN_NAMES } from "./runPaths";
import { upgradeLine } from "./upgradeLine";

/** A line of a journal that cannot be used. */
export interface SkippedLine {
  /** From 1, as an editor counts. */
  readonly number: number;
  /** For people. */
  readonly why: string;
}

/** A journal as far as it can be read. */
export interface Journal {
  readonly start: RunStartLine | undefined;
  /** What was told of the model, in order. */
  readonly notices: readonly NoticeLine[];
  /** In order; of an iteration number that occurs twice the later one counts. */
  readonly iterations: readonly IterationLine[];
  /** The last line of a run that ended. */
  readonly end: RunLine | undefined;
  /** What people said to the run, and what they were told of it, in order. */
  readonly steers: readonly SteerLine[];
  /** What was decided about the model's calls, in order. */
  readonly decisions: readonly DecisionLine[];
  /** The model's tool calls, and those of them that did what they were to do. */
  readonly calls: { readonly made: number; readonly valid: number };
  readonly skipped: readonly SkippedLine[];
}

/**
 * Reads a journal's JSON lines. Each line is checked whole, since a journal may be a stranger's, or another version's; one that is
 * cut off or has another shape is skipped, and it is said which and why.
 */
export function parseJournal(text: string): Journal {
  let start: RunStartLine | undefined;
  let end: RunLine | undefined;
  const steers: SteerLine[] = [];
  const decisions: DecisionLine[] = [];
  const notices: NoticeLine[] = [];
  const skipped: SkippedLine[] = [];
  const calls = { made: 0, valid: 0 };
  const iterations = new Map<number, IterationLine>();
  for (const [index, raw] of text.split("\n").entries()) {
    if (raw.trim() === "") continue;
    const { line, why } = parseLine(raw);
    if (!line) skipped.push({ number: index + 1, why });
    else if (line.type === "run-start") start ??= line;
    else if (line.type === "notice") notices.push(line);
    else if (line.type === "iteration") iterations.set(line.number, line);
    else if (line.type === "run") end = line;
    else if (line.type === "steer") steers.push(line);
    else if (line.type === "decision") decisions.push(line);
    else if (line.type === "tool") {
      calls.made++;
      if (line.ok) calls.valid++;
    }
  }
  return {
    start,
    notices,
    iterations: [...iterations.values()].sort((a, b) => a.number - b.number),
    end,
    steers,
    decisions,
    calls,
    skipped,
  };
}

function parseLine(raw: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return { why: "it is cut off, or no JSON" };
  }
  return parseRunLine(upgradeLine(withoutMark(value)));
}

/** A line without its mark in the journal's chain, which says nothing of the run. */
function withoutMark(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("chain" in value)) return value;
  const { chain: _, ...line } = value;
  return line;
}

/** More of them say no more. */
const MOST_TOLD = 3;

/** What was skipped of the journal in `runDir`, as notices for people; none when all of it could be read. */
export function describeSkipped(
  runDir: string,
  skipped: readonly SkippedLine[],
): readonly NoticeLine[] {
  const journal = `${basename(runDir)}/${RUN_NAMES.journal}`;
  const told = skipped
    .slice(0, MOST_TOLD)
    .map(({ number, why }) => `Line ${number} of ${journal} was skipped: ${why}.`);
  const left = skipped.length - told.length;
  if (left > 0)
    told.push(`Of ${journal}, ${left} more ${left === 1 ? "line was" : "lines were"} skipped.`);
  return told.map((message) => ({ type: "notice", message }));
}
