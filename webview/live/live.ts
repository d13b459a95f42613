import * as l10n from "@vscode/l10n";
import type { PanelPage } from "../../src/protocol/panelMessages";
import type { PanelState } from "../../src/protocol/schemas/panelState";
import { element } from "../dom";
import type { Ask } from "../requests";
import { Shown } from "../shown";
import { CodeParts } from "./codeParts";
import "./live.css";
import { LiveFrame } from "./liveFrame";
import { LEAST_WIDTH, MOST_WIDTH, WidthBar } from "./widthBar";

/** The selected iteration's page as it is in windows of other widths, beside what its code is worth. */
export class Live {
  readonly node: HTMLDetailsElement;
  private readonly bar = new WidthBar((widthPx) => this.setWidth(widthPx));
  private readonly frame = new LiveFrame(
    (widthPx) => this.setWidth(widthPx),
    (scale) => this.bar.showScale(scale),
  );
  private readonly parts = new CodeParts();
  private readonly shownPage = new Shown();
  private shown: Pick<PanelState, "runId" | "selected"> = { runId: null, selected: null };
  /** Nobody chose another width than the mockup's. */
  private isOwnWidth = true;

  constructor(private readonly ask: Ask) {
    this.node = element(
      "details",
      { class: "live" },
      element("summary", {}, l10n.t("The page at other widths")),
      this.bar.node,
      element("div", { class: "live-row" }, this.frame.node, this.parts.node),
    );
    this.node.addEventListener("toggle", () => this.request());
  }

  show({ runId, selected, iterations, mockup }: PanelState): void {
    const line = iterations.find(({ ordinal }) => ordinal === selected)?.line;
    this.node.hidden = !line || line.files.length === 0;
    this.shown = { runId, selected };
    this.parts.show(line?.code);
    const own = mockup?.width;
    this.bar.offer(own);
    if (own !== undefined && this.isOwnWidth) this.apply(own);
    this.request();
  }

  /** The page that was asked for has come. */
  receive({ run, iteration, html }: PanelPage): void {
    const { runId, selected } = this.shown;
    if (run !== runId || iteration !== selected) return;
    this.frame.load(html, l10n.t("The page of iteration {0}", iteration));
  }

  /** Asks for the page that is selected, when it is to be seen and another one than before. */
  private request(): void {
    const { runId: run, selected: iteration } = this.shown;
    if (!this.node.open || this.node.hidden || run === null || iteration === null) return;
    if (this.shownPage.changes(run, iteration)) void this.ask({ type: "page", run, iteration });
  }

  private setWidth(widthPx: number): void {
    this.isOwnWidth = false;
    this.apply(widthPx);
  }

  private apply(widthPx: number): void {
    const width = Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, widthPx)));
    this.frame.resize(width);
    this.bar.show(width);
  }
}
