import type { IterationLine, RunLine, RunStartLine } from "../protocol/runProtocol";

/** A journal as far as it can be read. */
export interface Journal {
  readonly start: RunStartLine | undefined;
  /** In order; of an iteration number that occurs twice the later one counts. */
  readonly iterations: readonly IterationLine[];
  /** The last line of a run that ended. */
  readonly end: RunLine | undefined;
  readonly brokenLines: number;
}

/** Reads a journal's JSON lines; lines that are cut off or no journal lines are counted and passed over. */
export function parseJournal(text: string): Journal {
  let start: RunStartLine | undefined;
  let end: RunLine | undefined;
  let brokenLines = 0;
  const iterations = new Map<number, IterationLine>();
  for (const raw of text.split("\n")) {
    if (raw.trim() === "") continue;
    const line = parseLine(raw);
    if (!line) brokenLines++;
    else if (isRunStart(line)) start ??= line;
    else if (isIteration(line)) iterations.set(line.number, line);
    else if (isRunEnd(line)) end = line;
  }
  return {
    start,
    iterations: [...iterations.values()].sort((a, b) => a.number - b.number),
    end,
    brokenLines,
  };
}

type Json = Readonly<Record<string, unknown>>;

function parseLine(raw: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return isObject(value) && typeof value["type"] === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRunStart(line: Json): line is Json & RunStartLine {
  const { request } = line;
  return (
    line["type"] === "run-start" &&
    isObject(request) &&
    typeof request["mockup"] === "string" &&
    typeof request["runDir"] === "string" &&
    isObject(line["mockup"])
  );
}

function isIteration(line: Json): line is Json & IterationLine {
  return (
    line["type"] === "iteration" &&
    Number.isInteger(line["number"]) &&
    typeof line["accepted"] === "boolean" &&
    Array.isArray(line["files"]) &&
    line["files"].every((path) => typeof path === "string")
  );
}

function isRunEnd(line: Json): line is Json & RunLine {
  return line["type"] === "run" && Array.isArray(line["files"]);
}
