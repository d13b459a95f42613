import { createHash } from "node:crypto";
import { basename } from "node:path";
import { MockloopError } from "../../base/errors";
import { readNamedFile } from "../../files/openPlain";
import { MOCKUP_LIMITS } from "../../mockup/loadMockup";
import { contentTypeOf } from "../store/contentTypeOf";
import type { ResultStore } from "../store/resultStore";
import type { RequestTemplate } from "../task";
import { createJob, jobName, mockupName } from "./job";
import type { Job } from "./job";
import type { JobQueue } from "./jobQueue";

/**
 * Puts pictures into the store and a job for each into the queue, one after the other, so that no more than one picture is in memory.
 * Resolves with the jobs, and how many of them were not there before.
 *
 * @throws MockloopError MOCKUP_NOT_FOUND before anything is added; SERVICE_UNAVAILABLE; AbortError.
 */
export async function addMockups(
  { queue, store }: { readonly queue: JobQueue; readonly store: ResultStore },
  mockups: readonly string[],
  template: RequestTemplate,
  attempts: number,
  signal: AbortSignal,
): Promise<{ readonly jobs: readonly Job[]; readonly added: number }> {
  const jobs: Job[] = [];
  for (const path of mockups) {
    const bytes = await readMockup(path, signal);
    const hash = createHash("sha256").update(bytes).digest("hex");
    const job = createJob(basename(path), hash, template);
    await store.put(mockupName(job), bytes, contentTypeOf(path));
    const text = `${JSON.stringify(job)}\n`;
    await store.put(jobName(job.id), new TextEncoder().encode(text), "application/json");
    jobs.push(job);
  }
  return { jobs, added: await queue.add(jobs, attempts) };
}

async function readMockup(path: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await readNamedFile(path, { maxBytes: MOCKUP_LIMITS.maxFileBytes, signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw new MockloopError("MOCKUP_NOT_FOUND", `The mockup ${path} cannot be read.`, { cause });
  }
}
