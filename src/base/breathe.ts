import { throwIfAborted } from "./async";

/**
 * Lets everything else that waits have its turn, then throws AbortError if `signal` has fired. Called between stretches
 * of computing, so that none holds up the process for long.
 */
export async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  throwIfAborted(signal);
}
