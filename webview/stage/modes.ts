import * as l10n from "@vscode/l10n";

/** How mockup and render are shown together. */
export type Mode = "side" | "swipe" | "onion" | "difference" | "blink";

/** All of them, as their buttons call them. */
export const describeModes = (): readonly {
  readonly id: Mode;
  readonly label: string;
  readonly hint: string;
}[] => [
  {
    id: "side",
    label: l10n.t("Side by side"),
    hint: l10n.t("Mockup and render beside each other"),
  },
  { id: "swipe", label: l10n.t("Swipe"), hint: l10n.t("The render wiped over the mockup") },
  {
    id: "onion",
    label: l10n.t("Onion skin"),
    hint: l10n.t("The render let through over the mockup"),
  },
  {
    id: "difference",
    label: l10n.t("Difference"),
    hint: l10n.t("Where they differ, amplified, and what was measured"),
  },
  {
    id: "blink",
    label: l10n.t("Blink"),
    hint: l10n.t("Mockup and render by turns: what differs, jumps"),
  },
];
