import { SerialQueue } from "../../base/async";

/** A task that runs or waits. */
interface Entry {
  abort(): void;
  readonly ended: Promise<void>;
}

/** Runs tasks one after the other, each for a subject of its own. One that is cancelled before its turn has come ends at once. */
export class RunQueue<Subject> {
  private readonly turns = new SerialQueue();
  private readonly entries = new Map<Subject, Entry>();

  /**
   * Runs `task` when its turn comes, with a signal that fires when it is cancelled. `skip` is called in its place when that happens
   * before: nothing of it has begun then.
   *
   * @returns resolves when it has ended, and rejects as `task` does.
   */
  async run(
    subject: Subject,
    task: (signal: AbortSignal) => Promise<void>,
    skip: () => void,
  ): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    let hasBegun = false;
    const turn = this.turns.run(async () => {
      if (signal.aborted) return;
      hasBegun = true;
      await task(signal);
    });
    const skipped = new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => {
        if (hasBegun) return;
        skip();
        resolve();
      });
    });
    const ended = Promise.race([turn, skipped]);
    const entry = { abort: () => controller.abort(), ended };
    this.entries.set(subject, entry);
    try {
      await ended;
    } finally {
      if (this.entries.get(subject) === entry) this.entries.delete(subject);
    }
  }

  /** Cancels the task of `only`, or every one. */
  cancel(only?: Subject): void {
    for (const [subject, entry] of this.entries)
      if (only === undefined || only === subject) entry.abort();
  }

  /** Cancels the task of `subject` and waits for its end; at once when there is none. */
  async end(subject: Subject): Promise<void> {
    const entry = this.entries.get(subject);
    entry?.abort();
    await entry?.ended.catch(() => undefined);
  }
}
