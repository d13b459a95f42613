import * as l10n from "@vscode/l10n";
import type { IterationLine } from "../../src/protocol/runProtocol";
import { CODE_PARTS } from "../../src/protocol/views/codeParts";
import { formatScore } from "../../src/protocol/views/measures";
import { element } from "../dom";
import { Shown } from "../shown";

/** How good the code is: its score, the score's parts, and what is to be corrected. */
export class CodeParts {
  readonly node = element("section", {
    class: "code-parts",
    "aria-label": l10n.t("The code's score"),
  });
  private readonly shown = new Shown();

  show(code: IterationLine["code"]): void {
    this.node.hidden = !code;
    if (!code || !this.shown.changes(JSON.stringify(code))) return;
    const { score, faults } = code;
    this.node.replaceChildren(
      element("h3", {}, l10n.t("Code {0}", formatScore(score))),
      element(
        "dl",
        {},
        ...CODE_PARTS.map(({ name, hint, read }) =>
          element(
            "div",
            { class: "code-part", title: hint() },
            element("dt", {}, name()),
            element("dd", {}, formatScore(read(code))),
            meter(read(code)),
          ),
        ),
      ),
      ...(faults.length > 0
        ? [element("ul", {}, ...faults.map((fault) => element("li", {}, fault)))]
        : []),
    );
  }
}

/** What the number beside it says, as a bar. */
function meter(share: number): HTMLElement {
  const bar = element("span", { class: "code-bar-fill" });
  bar.style.width = `${Math.round(share * 100)}%`;
  return element("span", { class: "code-bar-ground", "aria-hidden": "true" }, bar);
}
