import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { isAbort } from "../base/async";
import { Folder } from "../files/folder";
import { describeModelRef } from "../protocol/modelRef";
import type { RunLineUnion } from "../protocol/runProtocol";
import type { Session } from "../run/session";
import { FairGate } from "./fair/fairGate";
import { createFairModel } from "./fair/fairModel";
import { BatchLedger } from "./ledger/batchLedger";
import type { BatchResult } from "./ledger/batchLines";
import { hashMockup, runTask } from "./runTask";
import { pickShard } from "./shard";
import type { Shard } from "./shard";
import { requestOf, settingsOf } from "./task";
import type { BatchTask, RequestTemplate } from "./task";
import { workThrough } from "./workThrough";
import type { WorkEnd } from "./workThrough";

export interface BatchOptions {
  /** The batch's folder, absolute. */
  readonly folder: string;
  readonly template: RequestTemplate;
  readonly shard?: Shard | undefined;
  /** Mockups under way at a time. */
  readonly concurrency: number;
  /** Answers of the model under way at a time. */
  readonly requests: number;
  /** Tries for a mockup whose run failed. */
  readonly attempts: number;
  /** Whether what an earlier process finished is kept, and what it began gone on with. */
  readonly goOn: boolean;
  /** Rejects when a task's code may not go to `out`. */
  readonly checkOut: (out: string) => Promise<void>;
}

export interface BatchEvents {
  /** A line of a task's run. */
  readonly onLine: (line: RunLineUnion, task: BatchTask) => void;
  /** An earlier process did this task. */
  readonly onKept: (result: BatchResult) => void;
}

/**
 * The runs of many mockups, some at a time. What is finished stands in the ledger in the batch's folder at once, and nothing of a
 * finished run stays in memory but its result. Resolves with the results, in the tasks' order, also when `signal` fires: then some
 * are missing.
 *
 * @throws MockloopError BUSY when another process works on the batch, DISK_FULL, WRITE_FAILED, PATH_REFUSED.
 */
export async function runBatch(
  session: Session,
  all: readonly BatchTask[],
  options: BatchOptions,
  events: BatchEvents,
  signal: AbortSignal,
): Promise<BatchResult[]> {
  const { template, shard } = options;
  const tasks = pickShard(all, shard);
  const folder = await Folder.make(options.folder);
  const ledger = await BatchLedger.open(
    folder,
    {
      type: "batch",
      at: new Date().toISOString(),
      model: describeModelRef(template.model),
      settings: settingsOf(template),
      tasks: tasks.map(({ id }) => id),
      total: all.length,
      ...(shard && { shard }),
    },
    options.goOn,
  );
  const gate = new FairGate(options.requests, () => performance.now());
  const results = new Map<string, BatchResult>();
  const work = async (task: BatchTask, attempt: number): Promise<WorkEnd> => {
    const out = join(options.folder, task.id);
    const request = requestOf(template, task.mockup, out);
    const earlier = ledger.earlier.get(task.id);
    if (attempt === 1 && earlier && (await isDone(earlier, request.mockup, options, signal))) {
      results.set(task.id, earlier);
      events.onKept(earlier);
      return "done";
    }
    const result = await runTask(
      shareModel(session, gate, task.id),
      {
        ...{ id: task.id, folder: options.folder, request, attempt },
        goOn: options.goOn || attempt > 1,
        prepare: () => options.checkOut(out),
        onLine: (line) => events.onLine(line, task),
      },
      signal,
    );
    await ledger.add(result);
    results.set(task.id, result);
    return result.state === "failed" ? "again" : "done";
  };
  try {
    await workThrough(tasks, options, work, () => signal.aborted).catch((error: unknown) => {
      if (!isAbort(error)) throw error;
    });
  } finally {
    await ledger.close();
  }
  return tasks.flatMap(({ id }) => results.get(id) ?? []);
}

/** Whether an earlier process did the same work on the same picture. */
async function isDone(
  earlier: BatchResult,
  mockup: string,
  { template }: BatchOptions,
  signal: AbortSignal,
): Promise<boolean> {
  if (earlier.state !== "done" || earlier.settings !== settingsOf(template)) return false;
  return earlier.hash === (await hashMockup(mockup, signal));
}

/** The session for one task: the answers of its model wait for their turn. */
function shareModel(session: Session, gate: FairGate, id: string): Session {
  return {
    ...session,
    findModel: async (asked) => {
      const open = await session.findModel(asked);
      return (run) => createFairModel(open(run), gate, id);
    },
  };
}
