import { unlessEnded } from "../base/async";
import type { ModelEvent, ModelFailure } from "../model/model";

/** Milliseconds before a model that failed for the moment is asked a second and a third time. */
const RETRY_WAITS_MS = [1000, 5000];
/** One that has too much to do is given more time. */
const BUSY_WAITS_MS = [...RETRY_WAITS_MS, 15_000, 60_000];
/** Nobody waits longer than this for a server that asks for it. */
const MOST_WAIT_MS = 300_000;

/** Where a failure that may pass is told of, and how its passing is waited for. */
export interface RetryRoom {
  /** Fires when the run has had its time. */
  readonly timeUp: AbortSignal;
  /** Resolves after so many milliseconds. @throws AbortError. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly emit: (event: { readonly type: "model"; readonly event: ModelEvent }) => void;
}

/**
 * What `ask` comes to: asked again after a while when a model fails for the moment, unless the run's time is up. Resolves with the last
 * failure when that did not help. @throws AbortError.
 */
export async function retryModel<Answer extends { readonly type: string }>(
  ask: () => Promise<Answer | { readonly type: "failure"; readonly failure: ModelFailure }>,
  room: RetryRoom,
  signal: AbortSignal,
): ReturnType<typeof ask> {
  for (let tries = 0; ; tries++) {
    const answer = await ask();
    const waitMs = "failure" in answer ? waitAfter(answer.failure, tries) : undefined;
    if (!("failure" in answer) || waitMs === undefined) return answer;
    const message = `${answer.failure.message} It is asked again in ${Math.ceil(waitMs / 1000)} s.`;
    room.emit({ type: "model", event: { type: "notice", message } });
    await unlessEnded((either) => room.wait(waitMs, either), room.timeUp, signal);
    if (room.timeUp.aborted) return answer;
  }
}

/** How long to wait after a failure before the model is asked again; undefined: it is not. */
function waitAfter(
  { code, retryable, retryAfterMs = 0 }: ModelFailure,
  tries: number,
): number | undefined {
  const waitMs = (code === "overloaded" ? BUSY_WAITS_MS : RETRY_WAITS_MS)[tries];
  if (!retryable || waitMs === undefined || retryAfterMs > MOST_WAIT_MS) return undefined;
  return Math.max(waitMs, retryAfterMs);
}
