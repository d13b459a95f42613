import * as l10n from "@vscode/l10n";
import type { IterationLine } from "../runProtocol";

/** A number of an iteration, as people read it. */
export interface Measure {
  readonly name: () => string;
  /** What it is called over a column; undefined: it is in no table. */
  readonly column?: string;
  /** Undefined when it was not measured. */
  readonly read: (line: IterationLine) => string | undefined;
}

/** Fidelity and all that counts like it, 0–1: "0.962"; a dash for what could not be measured. */
export function formatScore(score: number | undefined): string {
  return score?.toFixed(3) ?? "–";
}

/** A share of the pixels, 0–1: "1.20 %". */
export function formatShare(ratio: number): string {
  return `${(ratio * 100).toFixed(2)} %`;
}

/** US dollars, to the hundredth of a cent where it is little: "$0.0123". */
export function formatCost(dollars: number): string {
  return `$${dollars.toFixed(dollars < 1 ? 4 : 2)}`;
}

/** All that is shown of an iteration in numbers, in this order, by the panel, the report and the command line. */
export const MEASURES: readonly Measure[] = [
  {
    name: () => l10n.t("Fidelity"),
    column: "fidelity",
    read: ({ scores }) => formatKnown(scores?.fidelity),
  },
  {
    name: () => l10n.t("Differing pixels"),
    column: "pixels",
    read: ({ scores }) => scores && formatShare(scores.mismatchRatio),
  },
  { name: () => "SSIM", read: ({ scores }) => formatKnown(scores?.ssim) },
  {
    name: () => l10n.t("Block"),
    column: "block",
    read: ({ scores }) => formatKnown(scores?.block),
  },
  { name: () => l10n.t("Text"), column: "text", read: ({ scores }) => formatKnown(scores?.text) },
  {
    name: () => l10n.t("Position"),
    column: "pos.",
    read: ({ scores }) => formatKnown(scores?.position),
  },
  {
    name: () => l10n.t("Colour"),
    column: "colour",
    read: ({ scores }) => formatKnown(scores?.color),
  },
  { name: () => l10n.t("Code"), column: "code", read: ({ code }) => formatKnown(code?.score) },
  { name: () => l10n.t("Other widths"), read: ({ code }) => formatKnown(code?.reflow) },
  {
    name: () => l10n.t("Time"),
    column: "time",
    read: ({ ms }) => `${(ms.total / 1000).toFixed(1)} s`,
  },
  {
    name: () => l10n.t("Tokens"),
    read: ({ usage }) => {
      const tokens = usage.promptTokens + usage.outputTokens;
      return tokens > 0 ? tokens.toLocaleString("en") : undefined;
    },
  },
  {
    name: () => l10n.t("Cost"),
    read: ({ usage: { cost } }) => (cost === undefined ? undefined : formatCost(cost)),
  },
];

/** The measures that a table has a column for. */
export const COLUMNS: readonly (Measure & { readonly column: string })[] = MEASURES.flatMap(
  ({ column, ...measure }) => (column === undefined ? [] : [{ ...measure, column }]),
);

const formatKnown = (score: number | undefined): string | undefined =>
  score === undefined ? undefined : formatScore(score);
