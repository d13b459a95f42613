import { setTimeout as sleep } from "node:timers/promises";

/** The error an aborted operation throws; recognised by {@link isAbort}. */
export class AbortError extends Error {
  override readonly name = "AbortError";
  constructor(message = "Aborted.") {
    super(message);
  }
}

/** Whether `error` says that somebody aborted (ours or the platform's own AbortError). */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

/** Throws {@link AbortError} if `signal` has fired. Call it before costly or irreversible steps. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AbortError();
}

/**
 * Settles with `work`, or rejects with {@link AbortError} as soon as `signal` fires. The work itself is not
 * stopped by this: pass the signal on to it as well. A later rejection of `work` is swallowed.
 */
export async function raceAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  if (signal.aborted) {
    work.catch(() => undefined);
    throw new AbortError();
  }
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new AbortError());
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
    work.catch(() => undefined);
  }
}

/** The items of `source` until `signal` fires; then it throws {@link AbortError}, even when the source hangs. */
export async function* untilAbort<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncIterable<T> {
  const iterator = source[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const next = await raceAbort(iterator.next(), signal);
      ended = next.done === true;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // A source that hangs must not hold its consumer here, so nobody waits for its clean-up.
    if (!ended) void iterator.return?.().catch(() => undefined);
  }
}

/** Resolves after `ms`, or rejects with an AbortError as soon as `signal` fires. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal });
}

/** Thrown by {@link withTimeout}. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
  constructor(readonly timeoutMs: number) {
    super(`Timed out after ${timeoutMs} ms.`);
  }
}

/** Settles with `work`, or rejects with {@link TimeoutError} after `timeoutMs`. The work is not stopped by this. */
export async function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

/**
 * Settles with `work`, or rejects: with {@link TimeoutError} after `timeoutMs`, with {@link AbortError} as soon as `signal` fires. The
 * signal that the work is given fires in both cases, so that it can stop.
 */
export async function withinTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<T> {
  throwIfAborted(signal);
  const timer = startTimer(timeoutMs);
  const either = AbortSignal.any([signal, timer.signal]);
  try {
    return await raceAbort(work(either), either);
  } catch (error) {
    if (timer.signal.aborted && !signal.aborted) throw new TimeoutError(timeoutMs);
    throw error;
  } finally {
    timer.stop();
  }
}

/**
 * Settles with `work`; resolves with undefined once `end` fires, rejects with {@link AbortError} as soon as `signal` fires. The signal
 * that the work is given fires in both cases, so that it can stop.
 */
export async function unlessEnded<T>(
  work: (signal: AbortSignal) => Promise<T>,
  end: AbortSignal,
  signal: AbortSignal,
): Promise<T | undefined> {
  throwIfAborted(signal);
  if (end.aborted) return undefined;
  const either = AbortSignal.any([signal, end]);
  try {
    return await raceAbort(work(either), either);
  } catch (error) {
    if (!isAbort(error) || signal.aborted) throw error;
    return undefined;
  }
}

/** A signal that fires after `ms`, unless it is stopped before; Infinity: never. */
export function startTimer(ms: number): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  if (ms === Infinity) return { signal: controller.signal, stop: () => undefined };
  const timer = setTimeout(() => controller.abort(), ms);
  return { signal: controller.signal, stop: () => clearTimeout(timer) };
}

/** Runs tasks one after the other, in the order they came. A failed task does not stop the next. */
export class SerialQueue {
  private tail: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.tail.then(task, task);
    this.tail = result.catch(() => undefined);
    return result;
  }
}

/** What `make` makes: at first use, and kept. An attempt that failed is not kept, so that the next use makes another. */
export function makeOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** Maps `items` with at most `limit` calls under way; results keep the order of the items. */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  map: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await map(items[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}

/**
 * Lets everything else that waits have its turn, then throws AbortError if `signal` has fired. Called between stretches
 * of computing, so that none holds up the process for long.
 */
export async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  throwIfAborted(signal);
}
