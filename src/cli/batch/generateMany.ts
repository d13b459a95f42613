import { basename, join, resolve } from "node:path";
import { runBatch } from "../../batch/runBatch";
import type { BatchOptions } from "../../batch/runBatch";
import { pickShard } from "../../batch/shard";
import { keepSummary, summaryNames } from "../../batch/summary/keepSummary";
import { summarize } from "../../batch/summary/summarize";
import type { BatchTask } from "../../batch/task";
import type { Session } from "../../run/session";
import { EXIT } from "../output/exitCodes";
import { chooseNames, refuseForeignFolder, refuseLeadingOut } from "../output/outFolders";
import type { Reporter } from "../output/reporter";
import { codeOfSummary } from "./codeOfResult";

export interface ManyOptions extends Omit<BatchOptions, "checkOut"> {
  readonly force: boolean;
}

/** The runs of many mockups, each in a folder of its own, with a summary of all; resolves with the exit code. */
export async function generateMany(
  session: Session,
  mockups: readonly string[],
  options: ManyOptions,
  report: Reporter,
  signal: AbortSignal,
): Promise<number> {
  const { folder, shard } = options;
  await refuseLeadingOut(folder);
  const names = chooseNames(mockups);
  const tasks = mockups.map((mockup, index): BatchTask => {
    return { id: names[index] ?? String(index), mockup: resolve(mockup) };
  });
  const checkOut = async (out: string): Promise<void> => {
    await refuseLeadingOut(out);
    if (!options.force) await refuseForeignFolder(out);
  };
  const results = await runBatch(
    session,
    tasks,
    { ...options, checkOut },
    {
      onLine: (line, { mockup }) => report(line, basename(mockup)),
      onKept: (result) => report({ type: "kept", result }, basename(result.mockup)),
    },
    signal,
  );
  const ids = pickShard(tasks, shard).map(({ id }) => id);
  const summary = summarize(results, { total: ids.length, ids });
  await keepSummary(folder, summary, shard);
  report({ type: "summary", summary, page: join(folder, summaryNames(shard).html) });
  return signal.aborted ? EXIT.aborted : codeOfSummary(summary);
}
