import type { ExaminedPart } from "../../protocol/schemas/models";
import { describeRemedy } from "../describeRemedy";

const MARKS: Readonly<Record<ExaminedPart["state"], string>> = {
  good: "✓",
  note: "ℹ",
  problem: "✗",
};

/** What was found on this machine, as Markdown that is easy to read as text, too: the summary, then each part. */
export function describeMachine(parts: readonly ExaminedPart[]): string {
  const problems = parts.filter(({ state }) => state === "problem").length;
  const summary =
    problems === 0
      ? "Mockloop can work here."
      : `${problems === 1 ? "One thing does" : `${problems} things do`} not work as it should.`;
  const lines = parts.map(({ subject, state, text, advice, remedies = [] }) => {
    const help = [...(advice === undefined ? [] : [advice]), ...remedies.map(describeRemedy)];
    return [
      `${MARKS[state]} **${capitalize(subject)}:** ${escape(text)}`,
      ...(help.length === 0 ? [] : [`> ${help.join(" ")}`]),
    ].join("\n\n");
  });
  return ["# This machine", summary, ...lines].join("\n\n") + "\n";
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Names of files and cards are no markup. */
function escape(text: string): string {
  return text.replaceAll(/[\\`*_<>[\]]/g, "\\$&");
}
