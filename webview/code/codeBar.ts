import * as l10n from "@vscode/l10n";
import type { PanelState } from "../../src/protocol/schemas/panelState";
import { isText } from "../../src/protocol/views/textFiles";
import { element } from "../dom";
import type { Ask } from "../requests";
import { Shown } from "../shown";

/** The code of the selected iteration: to be opened, and compared with that of another one. */
export class CodeBar {
  readonly node: HTMLElement;
  private readonly other = element("select", {
    class: "runs",
    "aria-label": l10n.t("Compare with"),
  });
  private readonly comparison: HTMLElement;
  private readonly file = element("select", {
    class: "runs",
    "aria-label": l10n.t("File to copy"),
  });
  private readonly edit: HTMLElement;
  private readonly shownOthers = new Shown();
  private readonly shownFiles = new Shown();
  private shown: Pick<PanelState, "runId" | "selected"> = { runId: null, selected: null };

  constructor(private readonly ask: Ask) {
    const button = (label: string, act: () => void): HTMLButtonElement => {
      const node = element("button", { type: "button", class: "view alone" }, label);
      node.addEventListener("click", act);
      return node;
    };
    this.comparison = element(
      "span",
      { class: "comparison" },
      button(l10n.t("Compare code with"), () => this.compare()),
      this.other,
    );
    this.edit = button(l10n.t("Edit"), () => this.editByHand());
    this.edit.title = l10n.t(
      "Pauses the run and opens the file of its best page; what you save is measured",
    );
    this.node = element(
      "section",
      { class: "code-bar", "aria-label": l10n.t("Code") },
      button(l10n.t("Open code"), () => this.open()),
      this.comparison,
      element(
        "span",
        { class: "comparison" },
        button(l10n.t("Copy"), () => this.copy()),
        this.edit,
        this.file,
      ),
      button(l10n.t("Open in browser"), () => this.request("open-in-browser")),
      button(l10n.t("Report"), () => this.request("open-report")),
      button(l10n.t("Export zip…"), () => this.request("export-zip")),
    );
  }

  show({ runId, selected, iterations, canSteer }: PanelState): void {
    this.edit.hidden = !canSteer;
    const purpose = canSteer ? l10n.t("File to copy or edit") : l10n.t("File to copy");
    this.file.setAttribute("aria-label", purpose);
    this.shown = { runId, selected };
    const chosen = iterations.find(({ ordinal }) => ordinal === selected);
    this.node.hidden = !chosen || chosen.line.files.length === 0;
    this.showFiles(chosen?.line.files ?? []);
    const others = iterations.filter(({ ordinal }) => ordinal !== selected);
    this.comparison.hidden = others.length === 0;
    if (!this.shownOthers.changes(runId, selected, others.length)) return;
    this.other.replaceChildren(
      ...others.map(({ ordinal }) =>
        element("option", { value: ordinal }, l10n.t("iteration {0}", ordinal)),
      ),
    );
    // The one before is what people most often want to know the difference from.
    const before = others.findLast(({ ordinal }) => ordinal < (selected ?? 0)) ?? others[0];
    if (before) this.other.value = String(before.ordinal);
  }

  /** Opens the code, at the element of that selector if one is given. */
  open(selector?: string): void {
    const { runId: run, selected: iteration } = this.shown;
    if (run === null || iteration === null) return;
    const place = selector === undefined ? {} : { selector };
    void this.ask({ type: "open-code", run, iteration, ...place });
  }

  /** A file that is copied stays chosen from one iteration to the next. */
  private showFiles(files: readonly string[]): void {
    const texts = files.filter(isText);
    if (!this.shownFiles.changes(...texts)) return;
    const { value } = this.file;
    this.file.replaceChildren(...texts.map((path) => element("option", { value: path }, path)));
    // The page itself comes before the licences of its fonts.
    const [chosen] = [value, "index.html"].filter((path) => texts.includes(path));
    if (chosen !== undefined) this.file.value = chosen;
  }

  private copy(): void {
    const { runId: run, selected: iteration } = this.shown;
    if (run === null || iteration === null) return;
    void this.ask({ type: "copy-code", run, iteration, path: this.file.value });
  }

  private editByHand(): void {
    const { runId: run } = this.shown;
    if (run !== null) void this.ask({ type: "edit-code", run, path: this.file.value });
  }

  private request(type: "open-in-browser" | "open-report" | "export-zip"): void {
    const { runId: run, selected: iteration } = this.shown;
    if (run !== null && iteration !== null) void this.ask({ type, run, iteration });
  }

  private compare(): void {
    const { runId: run, selected: iteration } = this.shown;
    if (run === null || iteration === null) return;
    void this.ask({ type: "compare-code", run, iteration, with: Number(this.other.value) });
  }
}
