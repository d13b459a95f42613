import type { BatchResult } from "../ledger/batchLines";
import type { Ledger } from "../ledger/parseLedger";
import { summarize } from "./summarize";
import type { Summary } from "./summarize";

/** A ledger, and where its batch's folder is, relative to where the summary will be: "" or "shard-2". */
export interface FoundLedger {
  readonly ledger: Ledger;
  readonly place: string;
}

/** One summary of what shards came to, in whatever folders; of a mockup that has several results the best one counts. */
export function mergeShards(found: readonly FoundLedger[]): Summary {
  const results = new Map<string, BatchResult>();
  const ids = new Set<string>();
  for (const { ledger, place } of found) {
    for (const id of ledger.start?.tasks ?? []) ids.add(id);
    for (const result of ledger.results.values()) {
      const moved = moveTo(place, result);
      const other = results.get(result.id);
      if (!other || isBetter(moved, other)) results.set(result.id, moved);
    }
  }
  const starts = found.flatMap(({ ledger }) => ledger.start ?? []);
  const total = Math.max(ids.size, ...starts.map((start) => start.total));
  // A ledger that was gone on with may know results of mockups that are no more asked for.
  const asked = [...results.values()].filter(({ id }) => ids.has(id));
  return summarize(asked, { total, ids: [...ids], notes: findFaults(found) });
}

function moveTo(place: string, result: BatchResult): BatchResult {
  const { report, render } = result;
  const move = (path: string): string => (place === "" ? path : `${place}/${path}`);
  return {
    ...result,
    ...(report !== undefined && { report: move(report) }),
    ...(render !== undefined && { render: move(render) }),
  };
}

function isBetter(one: BatchResult, other: BatchResult): boolean {
  if (one.state !== other.state) return one.state === "done";
  return (one.fidelity ?? -1) > (other.fidelity ?? -1);
}

/** What does not fit together, for people. */
function findFaults(found: readonly FoundLedger[]): string[] {
  const starts = found.flatMap(({ ledger }) => ledger.start ?? []);
  const notes: string[] = [];
  if (new Set(starts.map(({ settings }) => settings)).size > 1)
    notes.push("The shards were asked for different things: their numbers are not comparable.");
  if (new Set(starts.map(({ total }) => total)).size > 1)
    notes.push("The shards were given different mockups: some may be in several, or in none.");
  const counts = new Set(starts.map(({ shard }) => shard?.count ?? 1));
  if (counts.size > 1) notes.push("The shards are of batches that were split differently.");
  const [count = 1] = counts;
  const there = new Set(starts.map(({ shard }) => shard?.index ?? 1));
  const lost = Array.from({ length: count }, (_, at) => at + 1).filter((at) => !there.has(at));
  if (lost.length > 0) notes.push(`Of ${count} shards these have no result: ${lost.join(", ")}.`);
  const skipped = found.reduce((sum, { ledger }) => sum + ledger.skipped, 0);
  if (skipped > 0) notes.push(`${skipped} lines could not be read and were skipped.`);
  return notes;
}
