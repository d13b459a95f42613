import { jobName, resultName } from "../queue/job";
import { readResult } from "../queue/runJob";
import type { ResultStore } from "../store/resultStore";
import type { BatchResult } from "../ledger/batchLines";
import { summarize } from "./summarize";
import type { Summary } from "./summarize";

/** One summary of what workers of a queue put into a store, accounting for every job that was added with it. */
export async function mergeStore(store: ResultStore): Promise<Summary> {
  const idsIn = async (nameOf: (id: string) => string): Promise<string[]> => {
    const [folder = "", ending = ""] = nameOf("\0").split("/\0");
    const names = await store.list(folder);
    return names.map((name) => name.slice(folder.length + 1, -ending.length));
  };
  const ids = await idsIn(jobName);
  const results: BatchResult[] = [];
  let unread = 0;
  for (const id of await idsIn(resultName)) {
    const result = await readResult(store, id);
    if (result) results.push(result);
    else unread++;
  }
  const notes = unread > 0 ? [`${unread} results could not be read.`] : [];
  const total = Math.max(ids.length, results.length);
  return summarize(results, { total, ids, notes });
}
