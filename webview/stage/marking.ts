import * as l10n from "@vscode/l10n";
import type { Rect } from "../../src/base/geometry";
import type { PageElement } from "../../src/protocol/pageElement";
import type { Part } from "../../src/protocol/steering";
import { element } from "../dom";
import { Shown } from "../shown";

/** What can be done with a marked part. CSS px. */
export interface MarkCommands {
  /** Says something about it. */
  readonly sayAbout: (part: Part) => void;
  /** Leaves exactly these parts out of the measuring. */
  readonly leaveOut: (parts: readonly Part[]) => void;
  /** Marks nothing any more. */
  readonly clear: () => void;
}

/** What the stage does with what is outside of it. */
export interface StageOptions extends Omit<MarkCommands, "clear"> {
  /** The element of the page at a place, CSS px; undefined: there is none; null: it will be known. */
  readonly elementAt: (place: Pick<Rect, "x" | "y">) => PageElement | undefined | null;
  /** Opens the code at the element of that selector. */
  readonly openCode: (selector: string) => void;
}

/** Under the pictures: the part that is marked and what can be done with it, and the parts that are left out. */
export class Marking {
  readonly node = element("div", { class: "marking" });
  private readonly shown = new Shown();

  constructor(private readonly commands: MarkCommands) {}

  show(marked: Part | undefined, masks: readonly Part[]): void {
    this.node.hidden = !marked && masks.length === 0;
    if (!this.shown.changes(JSON.stringify([marked ?? null, masks]))) return;
    this.node.replaceChildren(
      ...(marked ? [this.describeMarked(marked, masks)] : []),
      ...(masks.length > 0 ? [this.describeMasks(masks)] : []),
    );
  }

  private describeMarked(part: Part, masks: readonly Part[]): HTMLElement {
    const { sayAbout, leaveOut, clear } = this.commands;
    return element(
      "div",
      {
        class: "marked-part",
        role: "group",
        "aria-label": l10n.t("Marked: {0}", describePart(part)),
      },
      element("span", {}, l10n.t("Marked {0}", describePart(part))),
      createButton(l10n.t("Say something about it"), () => sayAbout(part)),
      createButton(l10n.t("Leave out of the score"), () => {
        leaveOut([...masks, part]);
        clear();
      }),
      createButton(l10n.t("Clear"), clear),
    );
  }

  private describeMasks(masks: readonly Part[]): HTMLElement {
    return element(
      "ul",
      { class: "masks", "aria-label": l10n.t("Left out of the score") },
      ...masks.map((mask) => {
        const others = masks.filter((other) => other !== mask);
        const button = createButton(l10n.t("Measure it"), () => this.commands.leaveOut(others));
        button.setAttribute("aria-label", l10n.t("Measure it again: {0}", describePart(mask)));
        return element("li", {}, l10n.t("Left out: {0}", describePart(mask)), " ", button);
      }),
    );
  }
}

/** "x 10, y 20, 300×40": CSS px. */
export function describePart({ x, y, width, height }: Part): string {
  const [left, top, w, h] = [x, y, width, height].map((value) => Math.round(value));
  return `x ${left}, y ${top}, ${w}×${h}`;
}

function createButton(label: string, act: () => void): HTMLButtonElement {
  const button = element("button", { type: "button", class: "view alone" }, label);
  button.addEventListener("click", act);
  return button;
}
