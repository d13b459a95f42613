import { setTimeout as sleep } from "node:timers/promises";

/** Resolves when `find` finds something, looking again and again; the test's own limit ends a search in vain. */
export async function until<T>(find: () => T | undefined | false): Promise<T> {
  for (;;) {
    const found = find();
    if (found !== undefined && found !== false) return found;
    await sleep(5);
  }
}
