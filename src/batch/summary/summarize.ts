import type { BatchResult } from "../ledger/batchLines";
import { aggregate } from "./aggregate";
import type { Aggregate } from "./aggregate";

/** A batch, or what several shards of one came to, in numbers. */
export interface Summary {
  /** Mockups that were to be worked on. */
  readonly total: number;
  /** The ids of those that have no result; of shards that never began only the number is known. */
  readonly missing: readonly string[];
  readonly missingCount: number;
  /** What else is to be known: shards that are missing, settings that differ. For people. */
  readonly notes: readonly string[];
  readonly models: readonly string[];
  readonly all: Aggregate;
  /** By id. */
  readonly results: readonly BatchResult[];
}

/** Accounts for each of `total` mockups; `ids` are those that are known by name. */
export function summarize(
  results: readonly BatchResult[],
  { total, ids, notes = [] }: { total: number; ids: readonly string[]; notes?: readonly string[] },
): Summary {
  const sorted = [...results].sort((a, b) => (a.id < b.id ? -1 : 1));
  const found = new Set(sorted.map(({ id }) => id));
  return {
    total,
    missing: ids.filter((id) => !found.has(id)).sort(),
    missingCount: Math.max(0, total - found.size),
    notes,
    models: [...new Set(sorted.map(({ model }) => model))],
    all: aggregate(sorted),
    results: sorted,
  };
}
