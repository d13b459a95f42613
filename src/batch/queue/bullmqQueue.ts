import type { Job as BullJob } from "bullmq";
import type { Redis } from "ioredis";
import { isAbort } from "../../base/async";
import { describeError, MockloopError } from "../../base/errors";
import { matches } from "../../base/schema";
import { loadOptional } from "../loadOptional";
import { jobSchema } from "./job";
import type { Handle, JobQueue, QueueStatus, WorkOptions } from "./jobQueue";

export interface BullmqOptions {
  /** "redis://user:password@host:6379/0"; "rediss:" with TLS. Redis or Valkey. */
  readonly url: string;
  /** The queue's name. */
  readonly name: string;
  readonly warn: (text: string) => void;
}

const CONNECT_MS = 10_000;
const LOOK_MS = 500;
const MOST_FAILURES = 20;
/** The first wait before another try, ms; it doubles. */
const BACKOFF_MS = 2000;
/** How often a job may lose its worker before it counts as one that kills workers. */
const MOST_STALLS = 3;

/** A queue in Redis or Valkey. @throws MockloopError SERVICE_UNAVAILABLE when the package is not installed, or nobody answers. */
export async function createBullmqQueue({ url, name, warn }: BullmqOptions): Promise<JobQueue> {
  const { Queue, Worker, WaitingError, UnrecoverableError } = await loadOptional(
    "bullmq",
    () => import("bullmq"),
  );
  const { Redis } = await loadOptional("ioredis", () => import("ioredis"));
  await requireAnswer(new Redis(url, { ...ONCE, connectTimeout: CONNECT_MS }), url);
  const connection = { url, maxRetriesPerRequest: null };
  const queue = new Queue(name, { connection });
  queue.on("error", (error) => warn(describeError(error)));

  async function status(): Promise<QueueStatus> {
    const counts = await queue.getJobCounts();
    const of = (...states: string[]): number =>
      states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
    const failed = await queue.getFailed(0, MOST_FAILURES - 1);
    return {
      waiting: of("waiting", "prioritized", "paused", "waiting-children"),
      active: of("active"),
      delayed: of("delayed"),
      completed: of("completed"),
      failed: of("failed"),
      failures: failed.map((job) => ({ id: job.id ?? "", reason: job.failedReason ?? "" })),
    };
  }

  async function work(handle: Handle, options: WorkOptions, signal: AbortSignal): Promise<void> {
    const worker = new Worker(
      name,
      async (job: BullJob, token?: string) => {
        if (!matches(jobSchema, job.data))
          throw new UnrecoverableError("It is no job of this version of Mockloop.");
        const number = job.attemptsMade + 1;
        try {
          await handle(job.data, { number, isLast: number >= (job.opts.attempts ?? 1) }, signal);
        } catch (error) {
          if (!isAbort(error)) throw error;
          await job.moveToWait(token);
          throw new WaitingError();
        }
      },
      {
        connection,
        concurrency: options.concurrency,
        lockDuration: options.lockMs,
        stalledInterval: options.lockMs,
        maxStalledCount: MOST_STALLS,
      },
    );
    worker.on("error", (error) => warn(describeError(error)));
    try {
      await untilOver(options.untilEmpty, signal);
    } finally {
      await worker.close();
    }
  }

  async function untilOver(untilEmpty: boolean, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (untilEmpty) {
        const { waiting, active, delayed } = await status();
        if (waiting + active + delayed === 0) return;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  return {
    status,
    work,
    add: async (jobs, attempts) => {
      let added = 0;
      for (const job of jobs) {
        const known = await queue.getJob(job.id);
        if (known && (await known.isFailed())) await known.retry("failed");
        else if (known) continue;
        else
          await queue.add(name, job, {
            jobId: job.id,
            attempts,
            backoff: { type: "exponential", delay: BACKOFF_MS },
          });
        added++;
      }
      return added;
    },
    close: () => queue.close(),
  };
}

/** One try to connect, where a queue's own connections try for ever. */
const ONCE = { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null } as const;

/** Closes the connection again. @throws MockloopError SERVICE_UNAVAILABLE when nobody answers, or the password is wrong. */
async function requireAnswer(client: Redis, url: string): Promise<void> {
  let why: unknown;
  client.on("error", (error) => (why ??= error));
  try {
    await client.connect();
    await client.ping();
  } catch (cause) {
    throw new MockloopError(
      "SERVICE_UNAVAILABLE",
      `No Redis or Valkey answers at ${withoutPassword(url)}.`,
      { cause, detail: describeError(why ?? cause) },
    );
  } finally {
    client.disconnect();
  }
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return "an address that is none";
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
