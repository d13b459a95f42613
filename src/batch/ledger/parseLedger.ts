import { matches } from "../../base/schema";
import { batchResultSchema, batchStartSchema } from "./batchLines";
import type { BatchResult, BatchStart } from "./batchLines";

/** A ledger as far as it can be read. */
export interface Ledger {
  /** The last start. */
  readonly start: BatchStart | undefined;
  /** The last result of each task, by its id. */
  readonly results: ReadonlyMap<string, BatchResult>;
  /** Lines that are cut off, or of another shape. */
  readonly skipped: number;
}

/** Reads a ledger's JSON lines; of a task that has several results the last one counts. */
export function parseLedger(text: string): Ledger {
  let start: BatchStart | undefined;
  let skipped = 0;
  const results = new Map<string, BatchResult>();
  for (const raw of text.split("\n")) {
    if (raw.trim() === "") continue;
    const line = parseJson(raw);
    if (matches(batchResultSchema, line)) results.set(line.id, line);
    else if (matches(batchStartSchema, line)) start = line;
    else skipped++;
  }
  return { start, results, skipped };
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
