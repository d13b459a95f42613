import type { BatchResult } from "../ledger/batchLines";

/** What many results have in common. Means are of the results that have the number; null when none has. */
export interface Aggregate {
  readonly done: number;
  readonly failed: number;
  /** Runs that came as near to their mockups as was asked. */
  readonly converged: number;
  readonly draft: number | null;
  readonly fidelity: number | null;
  readonly code: number | null;
  /** Of the iterations after each run's first, the share that became the best one, 0–1; null when there were none. */
  readonly improved: number | null;
  /** The share of tool calls that did what they were to do, 0–1; null when there were none. */
  readonly validCalls: number | null;
  /** Sums. */
  readonly iterations: number;
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** Sum of what the runs took, whether side by side or not. */
  readonly ms: number;
}

/** Counts, means and sums of results. */
export function aggregate(results: readonly BatchResult[]): Aggregate {
  const sum = (read: (result: BatchResult) => number): number =>
    results.reduce((total, result) => total + read(result), 0);
  const mean = (read: (result: BatchResult) => number | null): number | null => {
    const known = results.map(read).filter((value) => value !== null);
    return share(
      known.reduce((total, value) => total + value, 0),
      known.length,
    );
  };
  return {
    done: results.filter(({ state }) => state === "done").length,
    failed: results.filter(({ state }) => state === "failed").length,
    converged: results.filter(({ reason }) => reason === "converged").length,
    draft: mean(({ draft }) => draft),
    fidelity: mean(({ fidelity }) => fidelity),
    code: mean(({ code }) => code),
    improved: share(
      sum(({ improved }) => improved),
      sum(({ iterations }) => Math.max(0, iterations - 1)),
    ),
    validCalls: share(
      sum(({ calls }) => calls.valid),
      sum(({ calls }) => calls.made),
    ),
    iterations: sum(({ iterations }) => iterations),
    promptTokens: sum(({ usage }) => usage.promptTokens),
    cachedTokens: sum(({ usage }) => usage.cachedTokens),
    outputTokens: sum(({ usage }) => usage.outputTokens),
    ms: sum(({ ms }) => ms),
  };
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
