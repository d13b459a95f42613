import * as l10n from "@vscode/l10n";
import type { PanelState } from "../src/protocol/schemas/panelState";
import { element } from "./dom";
import { Shown } from "./shown";

/** What was decided about the run's tools, newest first. */
export class Decisions {
  readonly node: HTMLDetailsElement = element("details", { class: "decisions" });
  private readonly title = element("summary");
  private readonly rows = element("tbody");
  private readonly more = element(
    "p",
    { class: "hint" },
    l10n.t("Earlier ones are in the report."),
  );
  private readonly shown = new Shown();

  constructor() {
    const head = [l10n.t("Time (UTC)"), l10n.t("Tool"), l10n.t("About"), l10n.t("Decision")];
    const titles = head.map((name) => element("th", { scope: "col" }, name));
    const table = element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...titles)),
      this.rows,
    );
    // Long rules scroll in themselves, with the keyboard, too.
    const frame = element(
      "div",
      { class: "decisions-frame", tabindex: 0, role: "group", "aria-label": l10n.t("Decisions") },
      table,
    );
    this.node.append(this.title, frame, this.more);
  }

  show({ runId, decisions: { count, denied, latest } }: PanelState): void {
    this.node.hidden = count === 0;
    if (!this.shown.changes(runId, count)) return;
    this.title.textContent = describeCounts(count, denied);
    this.more.hidden = latest.length === count;
    this.rows.replaceChildren(
      ...latest.map(({ time, tool, about, decided, isDenied }) =>
        element(
          "tr",
          { class: isDenied ? "denied" : undefined },
          ...[time, tool, about, decided].map((text) => element("td", {}, text)),
        ),
      ),
    );
  }
}

function describeCounts(count: number, denied: number): string {
  if (count === 1)
    return denied === 0
      ? l10n.t("What the model did: one decision, not denied")
      : l10n.t("What the model did: one decision, denied");
  return denied === 0
    ? l10n.t("What the model did: {0} decisions, none denied", count)
    : l10n.t("What the model did: {0} decisions, {1} denied", count, denied);
}
