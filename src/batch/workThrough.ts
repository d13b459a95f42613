/** How a list is worked through. */
export interface WorkOptions {
  /** Items under way at a time. */
  readonly concurrency: number;
  /** Tries an item may have. */
  readonly attempts: number;
}

/** What an item's work came to: "again" asks for another try. */
export type WorkEnd = "done" | "again";

/**
 * Calls `work` for each item, in their order and some at a time, until all are done or `isOver` says so. One that wants another try
 * goes to the end of the line, behind those that had none yet: what fails, or takes long, holds up nobody else. When `work` rejects,
 * nothing more is begun, and this rejects with the first reason once all that was under way is over.
 */
export async function workThrough<T>(
  items: readonly T[],
  { concurrency, attempts }: WorkOptions,
  work: (item: T, attempt: number) => Promise<WorkEnd>,
  isOver: () => boolean,
): Promise<void> {
  const line = items.map((item) => ({ item, attempt: 1 }));
  const failures: unknown[] = [];
  let next = 0;
  const lanes = new Set<Promise<void>>();
  const begin = ({ item, attempt }: (typeof line)[number]): void => {
    const lane = work(item, attempt)
      .then(
        (end) => {
          if (end === "again" && attempt < attempts) line.push({ item, attempt: attempt + 1 });
        },
        (error: unknown) => failures.push(error),
      )
      .then(() => void lanes.delete(lane));
    lanes.add(lane);
  };
  for (;;) {
    for (
      let one = line[next];
      one && lanes.size < concurrency && failures.length === 0 && !isOver();
      one = line[++next]
    )
      begin(one);
    if (lanes.size === 0) break;
    await Promise.race(lanes);
  }
  if (failures.length > 0) throw failures[0];
}
