import * as l10n from "@vscode/l10n";
import type { IterationLine } from "../runProtocol";

type Code = NonNullable<IterationLine["code"]>;

/** A part of the code's score, as people read it. */
export interface CodePart {
  readonly name: () => string;
  /** What it is about. */
  readonly hint: () => string;
  /** 0–1. */
  readonly read: (code: Code) => number;
}

/** All of them, what weighs most first. */
export const CODE_PARTS: readonly CodePart[] = [
  {
    name: () => l10n.t("Other widths"),
    hint: () => l10n.t("What a reader gets in windows of other widths"),
    read: ({ reflow }) => reflow,
  },
  {
    name: () => l10n.t("Meaning"),
    hint: () => l10n.t("Text that stands in elements that say what it is"),
    read: ({ meaning }) => meaning,
  },
  {
    name: () => l10n.t("Flow"),
    hint: () => l10n.t("Elements that are laid out, not placed"),
    read: ({ flow }) => flow,
  },
  {
    name: () => l10n.t("Economy"),
    hint: () => l10n.t("Few declarations an element"),
    read: ({ economy }) => economy,
  },
  {
    name: () => l10n.t("Names"),
    hint: () => l10n.t("Class names that say something"),
    read: ({ names }) => names,
  },
  {
    name: () => l10n.t("Numbers"),
    hint: () => l10n.t("Lengths somebody would write"),
    read: ({ numbers }) => numbers,
  },
  {
    name: () => l10n.t("Accessibility"),
    hint: () => l10n.t("Checks for screen readers and keyboards that pass"),
    read: ({ accessibility }) => accessibility,
  },
];
