import type { Job } from "./job";

/** How many jobs there are, by what became of them. */
export interface QueueStatus {
  readonly waiting: number;
  readonly active: number;
  /** Waiting for another try. */
  readonly delayed: number;
  readonly completed: number;
  readonly failed: number;
  /** Of the last that failed, at most twenty. */
  readonly failures: readonly { readonly id: string; readonly reason: string }[];
}

export interface WorkOptions {
  /** Jobs under way at a time in this process. */
  readonly concurrency: number;
  /** Whether to end once no job waits, is under way anywhere, or is to be tried again. */
  readonly untilEmpty: boolean;
  /** A worker that has not been heard of for so long is taken for dead, ms; its jobs go to others. */
  readonly lockMs: number;
}

/** A try of a job. It rejects when it failed; an AbortError gives the job back to the queue. */
export type Handle = (
  job: Job,
  attempt: { readonly number: number; readonly isLast: boolean },
  signal: AbortSignal,
) => Promise<void>;

/**
 * PORT. Jobs that processes on many machines share: each is given to one worker at a time, given to another when that one dies, and
 * tried again when it fails.
 */
export interface JobQueue {
  /** Adds jobs; those that are there already are left alone, unless they failed. Resolves with how many wait now because of it. */
  add(jobs: readonly Job[], attempts: number): Promise<number>;
  /** Works until `signal` fires, or the queue is empty. */
  work(handle: Handle, options: WorkOptions, signal: AbortSignal): Promise<void>;
  status(): Promise<QueueStatus>;
  close(): Promise<void>;
}
