import * as l10n from "@vscode/l10n";
import { rankIterations } from "../../src/protocol/rankIterations";
import type { PanelIteration } from "../../src/protocol/schemas/panelState";
import { describePart } from "../format";
import { formatScore } from "../../src/protocol/views/measures";

/** Why an iteration was rolled back, for people, without a full stop; undefined: it was kept. `before` are those before it. */
export function whyRolledBack(
  { line }: PanelIteration,
  before: readonly PanelIteration[],
): string | undefined {
  if (line.accepted) return undefined;
  if (!line.scores) return line.problem ?? l10n.t("it could not be drawn");
  // A run rolls back what is no better than the best of its own, of which it told; where it started it told of elsewhere.
  const own = before.filter((one) => runOf(one) === runOf({ line }));
  const [best] = rankIterations(own.map((one) => one.line));
  const other = own.find((one) => one.line === best);
  if (!other?.line.scores) return l10n.t("no better than what it started from");
  const lost = line.pins?.find((pin, i) => pin.fidelity < (other.line.pins?.[i]?.fidelity ?? 0));
  if (lost) return l10n.t("the pinned part at {0} got worse", describePart(lost));
  const score = formatScore(line.scores.fidelity);
  const least = formatScore(other.line.scores.fidelity);
  return score === least
    ? l10n.t("as true as iteration {0}, and its code no better", other.ordinal)
    : l10n.t("{0}, and iteration {1} has {2}", score, other.ordinal, least);
}

/** The path of the run's folder: an iteration's is two below it. */
function runOf({ line }: Pick<PanelIteration, "line">): string {
  return line.dir.split(/[\\/]/).slice(0, -2).join("/");
}
