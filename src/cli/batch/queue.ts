import { addMockups } from "../../batch/queue/addMockups";
import type { JobQueue, WorkOptions } from "../../batch/queue/jobQueue";
import { runJob } from "../../batch/queue/runJob";
import type { JobRooms } from "../../batch/queue/runJob";
import type { ResultStore } from "../../batch/store/resultStore";
import type { RequestTemplate } from "../../batch/task";
import { EXIT } from "../output/exitCodes";
import type { Reporter } from "../output/reporter";
import { say } from "../output/say";
import type { Output } from "../output/say";

/** `mockloop queue add`; resolves with the exit code. */
export async function addToQueue(
  rooms: { readonly queue: JobQueue; readonly store: ResultStore },
  mockups: readonly string[],
  options: Output & { readonly template: RequestTemplate; readonly attempts: number },
  signal: AbortSignal,
): Promise<number> {
  const { template, attempts } = options;
  const { jobs, added } = await addMockups(rooms, mockups, template, attempts, signal);
  const known = new Set(jobs.map(({ id }) => id)).size - added;
  return say(
    options,
    { added, known, ids: jobs.map(({ id }) => id) },
    `${added} mockups were added, ${known} were there already. Their results go to ${rooms.store.place}.`,
  );
}

/** `mockloop queue work`: works until `signal` fires, or the queue is empty; resolves with the exit code. */
export async function workOnQueue(
  queue: JobQueue,
  rooms: JobRooms,
  options: WorkOptions,
  report: Reporter,
  signal: AbortSignal,
): Promise<number> {
  await queue.work(
    async (job, attempt, signal) => {
      await runJob(rooms, job, attempt, (line) => report(line, job.name), signal);
    },
    options,
    signal,
  );
  return signal.aborted ? EXIT.aborted : EXIT.converged;
}

/** `mockloop queue status`; resolves with the exit code: an error when jobs have failed for good. */
export async function showStatus(queue: JobQueue, output: Output): Promise<number> {
  const status = await queue.status();
  const { waiting, active, delayed, completed, failed, failures } = status;
  say(
    output,
    status,
    [
      `${waiting} waiting, ${active} under way, ${delayed} to be tried again, ${completed} done, ${failed} failed.`,
      ...failures.map(({ id, reason }) => `  ${id}: ${reason}`),
    ].join("\n"),
  );
  return failed > 0 ? EXIT.error : EXIT.converged;
}
