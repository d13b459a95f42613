import type { RunLine } from "../../protocol/runProtocol";

export const EXIT = { converged: 0, error: 1, stoppedShort: 2, aborted: 130 } as const;

/** What a run's end means to a shell. */
export function exitCodeFor(reason: RunLine["reason"]): number {
  switch (reason) {
    case "converged":
      return EXIT.converged;
    case "aborted":
      return EXIT.aborted;
    case "failed":
      return EXIT.error;
    case "texts-as-pictures":
    case "plateau":
    case "max-iterations":
    case "token-budget":
    case "time-budget":
    case "model-failed":
    case "no-change":
    case "stopped":
      return EXIT.stoppedShort;
  }
}

/** One code for several runs: the worst, where an error is worse than an abort, and an abort worse than stopping short. */
export function worstExitCode(codes: readonly number[]): number {
  const order = [EXIT.error, EXIT.aborted, EXIT.stoppedShort] as const;
  return order.find((code) => codes.includes(code)) ?? EXIT.converged;
}
