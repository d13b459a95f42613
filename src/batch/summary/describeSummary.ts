import { formatScore } from "../../protocol/views/measures";
import type { Aggregate } from "./aggregate";
import type { Summary } from "./summarize";

/** "198 done (12 converged), 2 failed, none missing." */
export function describeCounts({ all, missingCount, total }: Summary): string {
  const { done, converged, failed } = all;
  return `Of ${total} mockups ${done} are done (${converged} converged), ${failed} failed, ${missingCount} have no result.`;
}

/** The numbers of all results in one line. */
export function describeAggregate(all: Aggregate): string {
  const { draft, fidelity, code, promptTokens, cachedTokens, outputTokens, ms } = all;
  const scores = `Mean fidelity ${formatMean(fidelity)} (first iteration ${formatMean(draft)}), code ${formatMean(code)}`;
  const tokens = `${promptTokens} prompt tokens (${cachedTokens} from a cache), ${outputTokens} output tokens`;
  return `${scores}; ${tokens}; ${(ms / 1000).toFixed(0)} s of runs.`;
}

/** A mean as people read it; a dash when there is none. */
export const formatMean = (value: number | null): string => formatScore(value ?? undefined);
