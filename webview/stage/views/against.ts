import * as l10n from "@vscode/l10n";
import { element } from "../../dom";
import { Shown } from "../../shown";

/** What the selected iteration's pictures are held against: the mockup, or what another iteration drew. */
export class AgainstChoice {
  readonly node: HTMLElement;
  private readonly choice = element("select", {
    class: "runs",
    "aria-label": l10n.t("against: what the pictures are compared with"),
  });
  private readonly shown = new Shown();

  /** `onChoose` is told an iteration's ordinal; undefined: the mockup. */
  constructor(onChoose: (ordinal: number | undefined) => void) {
    this.choice.addEventListener("change", () =>
      onChoose(this.choice.value === "" ? undefined : Number(this.choice.value)),
    );
    this.node = element(
      "span",
      { class: "against" },
      element("span", { "aria-hidden": "true" }, l10n.t("against")),
      this.choice,
    );
  }

  /** `others` are the iterations that can be chosen, `against` the one that is. */
  show(others: readonly number[], against: number | undefined): void {
    this.node.hidden = others.length === 0;
    if (this.shown.changes(...others))
      this.choice.replaceChildren(
        element("option", { value: "" }, l10n.t("the mockup")),
        ...others.map((ordinal) =>
          element("option", { value: ordinal }, l10n.t("iteration {0}", ordinal)),
        ),
      );
    this.choice.value = String(against ?? "");
  }
}
