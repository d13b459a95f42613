import type { RunState } from "../runs/runState";
import type { Works } from "../runs/works";

/**
 * Resolves with what `find` finds in a work's state (undefined: it is no longer there), now or after one of its changes; with undefined as
 * soon as `end` fires. `find` throws nothing.
 */
export function untilState<T>(
  works: Pick<Works, "find" | "onDidChange">,
  id: string,
  find: (state: RunState | undefined) => T | undefined,
  end?: AbortSignal,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    const look = (): void => {
      const found = find(works.find(id)?.state);
      if (found === undefined && !end?.aborted) return;
      listener.dispose();
      end?.removeEventListener("abort", look);
      resolve(found);
    };
    const listener = works.onDidChange(look);
    end?.addEventListener("abort", look);
    look();
  });
}
