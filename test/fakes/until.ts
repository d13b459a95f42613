import { setTimeout as sleep } from "node:timers/promises";

/** Resolves when `find` finds something, looking again and again. A search in vain ends with its test's own limit. */
export async function until<T>(find: () => T | undefined | false): Promise<T> {
  for (;;) {
    const found = find();
    if (found !== undefined && found !== false) return found;
    await sleep(5, undefined, { ref: false });
  }
}
