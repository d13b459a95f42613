import { rankIterations } from "../../src/protocol/rankIterations";
import type { PanelIteration } from "../../src/protocol/schemas/panelState";
import { formatScore } from "../../src/protocol/views/measures";

/** Why an iteration was rolled back, for people, without a full stop; undefined: it was kept. `before` are those before it. */
export function whyRolledBack(
  { line }: PanelIteration,
  before: readonly PanelIteration[],
): string | undefined {
  if (line.accepted) return undefined;
  if (!line.scores) return line.problem ?? "it could not be drawn";
  // A run rolls back what is no better than the best of its own, of which it told; where it started it told of elsewhere.
  const own = before.filter((one) => runOf(one) === runOf({ line }));
  const [best] = rankIterations(own.map((one) => one.line));
  const other = own.find((one) => one.line === best);
  if (!other?.line.scores) return "no better than what it started from";
  const [score, least] = [line.scores.fidelity, other.line.scores.fidelity].map(formatScore);
  return score === least
    ? `as true as iteration ${other.ordinal}, and its code no better`
    : `${score}, and iteration ${other.ordinal} has ${least}`;
}

/** The path of the run's folder: an iteration's is two below it. */
function runOf({ line }: Pick<PanelIteration, "line">): string {
  return line.dir.split(/[\\/]/).slice(0, -2).join("/");
}
