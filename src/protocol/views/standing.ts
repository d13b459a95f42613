import * as l10n from "@vscode/l10n";
import type { IterationLine } from "../runProtocol";

/** What became of an iteration: "better" than those before it, but no more the best. */
export type Standing = "best" | "better" | "rolled back";

/** For people. */
export function describeStanding(standing: Standing): string {
  switch (standing) {
    case "best":
      return l10n.t("best");
    case "better":
      return l10n.t("better");
    case "rolled back":
      return l10n.t("rolled back");
  }
}

export function standingOf({ accepted }: IterationLine, isBest: boolean): Standing {
  if (isBest) return "best";
  return accepted ? "better" : "rolled back";
}
