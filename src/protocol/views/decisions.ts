import * as l10n from "@vscode/l10n";
import type { DecisionLine } from "../runProtocol";

/** A decision about what a model did, as people read it. */
export interface DecisionView {
  /** UTC, "13:04:59". */
  readonly time: string;
  readonly tool: string;
  /** The files and the host it is about. */
  readonly about: string;
  /** What was decided, by whom or by which rule. */
  readonly decided: string;
  readonly isDenied: boolean;
}

export function viewDecision(line: DecisionLine): DecisionView {
  const { at, tool, paths, host, action, by, rule } = line;
  const why = by === "policy" ? rule : `${nameOf(by)}; ${rule}`;
  return {
    time: at.slice(11, 19),
    tool,
    about: [...paths, ...(host === undefined ? [] : [host])].join(", "),
    decided: action === "allow" ? l10n.t("allowed, {0}", why) : l10n.t("denied, {0}", why),
    isDenied: action === "deny",
  };
}

function nameOf(by: "person" | "nobody"): string {
  return by === "person" ? l10n.t("by you") : l10n.t("nobody was there to ask");
}
