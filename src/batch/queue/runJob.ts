import { createHash } from "node:crypto";
import { join } from "node:path";
import { MockloopError } from "../../base/errors";
import { matches } from "../../base/schema";
import { Folder } from "../../files/folder";
import { removeFolder } from "../../files/removeFolder";
import { MOCKUP_LIMITS } from "../../mockup/loadMockup";
import type { OnLine } from "../../run/run";
import type { Session } from "../../run/session";
import { batchResultSchema } from "../ledger/batchLines";
import type { BatchResult } from "../ledger/batchLines";
import { runTask } from "../runTask";
import type { ResultStore } from "../store/resultStore";
import { requestOf, settingsOf } from "../task";
import { mockupName, resultName } from "./job";
import type { Job } from "./job";
import { uploadFolder } from "./uploadFolder";

const MAX_RESULT_BYTES = 1e6;

/** What a worker has for all its jobs. */
export interface JobRooms {
  readonly session: Session;
  readonly store: ResultStore;
  /** A folder of this machine, absolute, in which runs are made; what a killed worker left there is gone on with. */
  readonly work: string;
}

/**
 * Does one job: takes its picture from the store, runs it, puts the code and the run there, and its result last, which thus speaks of
 * nothing that is not there. A job whose result is there already is done. A run that failed rejects, so that the queue tries it
 * again; its result is put only when it will not.
 *
 * @throws MockloopError SERVICE_UNAVAILABLE, and what the run failed with; AbortError.
 */
export async function runJob(
  { session, store, work }: JobRooms,
  job: Job,
  attempt: { readonly number: number; readonly isLast: boolean },
  onLine: OnLine,
  signal: AbortSignal,
): Promise<BatchResult> {
  const earlier = await readResult(store, job.id);
  if (earlier?.state === "done" && earlier.settings === settingsOf(job.asked)) return earlier;
  const root = await Folder.make(work);
  const pictures = await root.makeFolder(`${job.id}.mockup`);
  await pictures.write(job.name, await takeMockup(store, job));
  const request = requestOf(job.asked, pictures.pathOf(job.name), join(root.path, job.id));
  const ran = await runTask(
    session,
    { id: job.id, folder: root.path, request, goOn: true, attempt: attempt.number, onLine },
    signal,
  );
  const result = { ...ran, mockup: job.name };
  if (result.state === "done" || attempt.isLast) {
    if ((await root.kind(job.id)) === "folder") await uploadFolder(root, job.id, store);
    const text = `${JSON.stringify(result)}\n`;
    await store.put(resultName(job.id), new TextEncoder().encode(text), "application/json");
    // Both folders are this job's own, made for it above.
    for (const name of [job.id, `${job.id}.mockup`]) await removeFolder(root, name, () => true);
  }
  if (result.state === "failed") throw new MockloopError("MODEL_FAILED", result.message);
  return result;
}

/** A job's result; undefined when there is none that can be read. */
export async function readResult(store: ResultStore, id: string): Promise<BatchResult | undefined> {
  const bytes = await store.get(resultName(id), MAX_RESULT_BYTES);
  if (!bytes) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return matches(batchResultSchema, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function takeMockup(store: ResultStore, job: Job): Promise<Uint8Array> {
  const bytes = await store.get(mockupName(job), MOCKUP_LIMITS.maxFileBytes);
  if (bytes && createHash("sha256").update(bytes).digest("hex") === job.hash) return bytes;
  throw new MockloopError(
    "MOCKUP_NOT_FOUND",
    `${job.name} is not in ${store.place}, or another picture is there in its place. Add it to the queue again, with the same store.`,
  );
}
