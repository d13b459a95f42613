import * as l10n from "@vscode/l10n";
import { formatScore } from "../../../src/protocol/views/measures";
import { element } from "../../dom";
import { Shown } from "../../shown";
import { worstOf } from "./viewsOf";
import type { StageView } from "./viewsOf";
import "./views.css";

/** Over the stage of a page that has several mockups: a button for each, with its width and how true the page is there. */
export class ViewChoice {
  readonly node = element("div", {
    ...{ class: "views widths", role: "group", hidden: true },
    "aria-label": l10n.t("Mockups of the page"),
  });
  private readonly shown = new Shown();

  constructor(private readonly choose: (index: number) => void) {}

  /** `chosen` is the place of the one that is on the stage. */
  show(views: readonly StageView[], chosen: number): void {
    const facts = views.map(({ mockup, fidelity }) => `${mockup.image} ${fidelity ?? ""}`);
    if (!this.shown.changes(chosen, ...facts)) return;
    const focused = [...this.node.children].indexOf(document.activeElement ?? this.node);
    const worst = worstOf(views);
    this.node.hidden = views.length < 2;
    this.node.replaceChildren(
      ...views.map((view, index) => this.button(view, index, index === chosen, index === worst)),
    );
    const again = this.node.children[focused];
    if (again instanceof HTMLElement) again.focus();
  }

  private button(
    { mockup, fidelity }: StageView,
    index: number,
    isChosen: boolean,
    isWorst: boolean,
  ): HTMLElement {
    const words = isWorst
      ? l10n.t("{0}, {1} px wide. The page is as true as here", mockup.name, mockup.width)
      : l10n.t("{0}, {1} px wide", mockup.name, mockup.width);
    const node = element(
      "button",
      {
        ...{ type: "button", class: "view", title: words },
        "aria-pressed": String(isChosen),
      },
      element("span", {}, mockup.name),
      " ",
      element("span", { class: "view-score" }, formatScore(fidelity)),
    );
    node.classList.toggle("worst", isWorst);
    node.addEventListener("click", () => this.choose(index));
    return node;
  }
}
