import * as l10n from "@vscode/l10n";
import type { Button } from "@vscode/webview-ui-toolkit";
import type { PanelState } from "../src/protocol/schemas/panelState";
import { element } from "./dom";
import { formatScore } from "../src/protocol/views/measures";
import { formatSize } from "./format";
import type { Ask } from "./requests";
import { Shown } from "./shown";

/** The mockup's name, which run it is, what goes on, and Cancel while something does. */
export class Header {
  readonly node: HTMLElement;
  private readonly title = element("h1", {});
  private readonly size = element("span", { class: "size" });
  private readonly model = element("span", {
    class: "model",
    title: l10n.t("What writes the code"),
  });
  private readonly score = element("span", { class: "score" });
  private readonly runs = element("select", { class: "runs", "aria-label": l10n.t("Runs") });
  private readonly ring = element("vscode-progress-ring", { "aria-hidden": "true" });
  private readonly status = element("p", { class: "status" });
  private readonly notices = element("ul", {
    class: "notices",
    "aria-label": l10n.t("About the model"),
  });
  private readonly cancel = element("vscode-button", { appearance: "secondary" }, l10n.t("Cancel"));
  private readonly log = element("vscode-button", { appearance: "secondary" }, l10n.t("Show log"));
  private readonly shownRuns = new Shown();
  private readonly shownNotices = new Shown();
  /** The run that is shown: what Cancel is about. */
  private runId: string | null = null;

  constructor(ask: Ask) {
    this.runs.addEventListener("change", () => {
      void ask({ type: "show-run", run: this.runs.value });
    });
    this.cancel.addEventListener("click", () => {
      if (this.runId !== null) void ask({ type: "cancel", run: this.runId });
    });
    this.log.addEventListener("click", () => void ask({ type: "show-log" }));
    this.node = element(
      "header",
      {},
      element(
        "div",
        { class: "heading" },
        this.title,
        this.size,
        this.model,
        this.score,
        this.runs,
      ),
      element("div", { class: "state" }, this.ring, this.status, this.cancel, this.log),
      this.notices,
    );
  }

  show(state: PanelState): void {
    const isBusy = state.phase === "running" || state.phase === "queued";
    const best = state.iterations.find(({ ordinal }) => ordinal === state.best);
    this.runId = state.runId;
    this.node.hidden = state.phase === "empty";
    this.title.textContent = state.title;
    this.title.title = state.title;
    this.size.textContent = describeSize(state);
    this.model.textContent = state.model ?? "";
    this.model.hidden = state.model === null;
    this.showNotices(state.notices);
    this.score.hidden = !best;
    this.score.textContent = best
      ? l10n.t("fidelity {0}", formatScore(best.line.scores?.fidelity))
      : "";
    this.status.textContent = state.status;
    this.status.classList.toggle("problem", state.phase === "failed");
    // What a model is about to do can be long nonsense; how a run ended is told in full.
    this.status.classList.toggle("clamped", isBusy);
    // While nothing goes on, nothing turns.
    this.ring.hidden = !isBusy || state.isPaused;
    this.cancel.hidden = !isBusy;
    this.log.hidden = state.phase !== "failed";
    (this.cancel as Button).disabled = !isBusy;
    this.showRuns(state);
  }

  private showNotices(notices: readonly string[]): void {
    this.notices.hidden = notices.length === 0;
    // Built anew only when one came, so that a selection of text survives the progress of a run.
    if (!this.shownNotices.changes(...notices)) return;
    this.notices.replaceChildren(...notices.map((text) => element("li", {}, text)));
  }

  private showRuns({ runs, runId }: PanelState): void {
    this.runs.hidden = runs.length < 2;
    if (this.shownRuns.changes(...runs.map(({ id }) => id)))
      this.runs.replaceChildren(
        ...runs.map(({ id, name }, index) =>
          element("option", { value: id }, `${index + 1}. ${name}`),
        ),
      );
    if (runId !== null && this.runs.value !== runId) this.runs.value = runId;
  }
}

/** The mockup's size; of several, which are one page, their widths. */
function describeSize({ mockup, furtherMockups }: PanelState): string {
  if (!mockup) return "";
  if (furtherMockups.length === 0) return formatSize(mockup);
  const widths = [mockup, ...furtherMockups].map(({ width }) => Math.round(width));
  return l10n.t("{0} px wide", widths.join(", "));
}
