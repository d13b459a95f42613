import * as l10n from "@vscode/l10n";
import type { ExaminedPart } from "../../protocol/schemas/models";
import { describeRemedy } from "../describeRemedy";

const MARKS: Readonly<Record<ExaminedPart["state"], string>> = {
  good: "✓",
  note: "ℹ",
  problem: "✗",
};

/**
 * What was found out, as Markdown that is easy to read as text, too: the title, the summary, which is `good` where nothing is wrong, then
 * each part.
 */
export function describeParts(title: string, good: string, parts: readonly ExaminedPart[]): string {
  const problems = parts.filter(({ state }) => state === "problem").length;
  const summary =
    problems === 0
      ? good
      : problems === 1
        ? l10n.t("One thing does not work as it should.")
        : l10n.t("{0} things do not work as they should.", problems);
  const lines = parts.map(({ subject, state, text, advice, remedies = [] }) => {
    const help = [
      ...(advice === undefined ? [] : [escape(advice)]),
      ...remedies.map(describeRemedy),
    ];
    return [
      `${MARKS[state]} **${capitalize(subject)}:** ${escape(text)}`,
      ...(help.length === 0 ? [] : [`> ${help.join(" ")}`]),
    ].join("\n\n");
  });
  return [`# ${title}`, summary, ...lines].join("\n\n") + "\n";
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Names of files and cards, and what servers say, are no markup. */
function escape(text: string): string {
  return text.replaceAll(/[\\`*_<>[\]]/g, "\\$&");
}
