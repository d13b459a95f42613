import { TimeoutError, withinTime } from "../base/async";
import { MockloopError } from "../base/errors";
import type { View, Views } from "../compare/view";
import type { Mockups } from "./loadMockups";
import type { Session } from "./session";

/**
 * Measuring one mockup takes seconds, the largest on a slow machine a minute or two. A run's time budget begins after it, so that
 * there is something to draw from however short it is; this is what ends a measuring that hangs.
 */
const LIMIT_MS = 600_000;

/** What is measured in each mockup of a run. @throws MockloopError TIMED_OUT after {@link LIMIT_MS} for one; AbortError. */
export async function inspectViews(
  session: Pick<Session, "inspect">,
  [main, ...others]: Mockups,
  signal: AbortSignal,
): Promise<Views> {
  const inspect = async (mockup: View["mockup"]): Promise<View> => {
    try {
      const work = (either: AbortSignal) => session.inspect(mockup, either);
      return { mockup, inspection: await withinTime(work, LIMIT_MS, signal) };
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
      throw new MockloopError(
        "TIMED_OUT",
        `Measuring ${mockup.name} took longer than ${LIMIT_MS / 60_000} minutes and was ended. Try again; if it happens again, give a smaller picture.`,
        { cause: error },
      );
    }
  };
  const first = await inspect(main);
  const further: View[] = [];
  for (const mockup of others) further.push(await inspect(mockup));
  return [first, ...further];
}
