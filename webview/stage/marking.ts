import * as l10n from "@vscode/l10n";
import type { Rect } from "../../src/base/geometry";
import type { PageElement } from "../../src/protocol/pageElement";
import type { PinnedPart } from "../../src/protocol/runProtocol";
import { MOST_PINS } from "../../src/protocol/steering";
import type { Part } from "../../src/protocol/steering";
import { formatScore } from "../../src/protocol/views/measures";
import { element } from "../dom";
import { describePart } from "../format";
import { Shown } from "../shown";
import "./pins.css";

/** What can be done with a marked part. CSS px. */
export interface MarkCommands {
  /** Says something about it. */
  readonly sayAbout: (part: Part) => void;
  /** Leaves exactly these parts out of the measuring. */
  readonly leaveOut: (parts: readonly Part[]) => void;
  /** Lets exactly these parts not get worse. */
  readonly pin: (parts: readonly Part[]) => void;
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

/** What the marking is about: the part that is marked, and what is kept of the mockup. CSS px. */
export interface MarkedState {
  readonly marked: Part | undefined;
  readonly masks: readonly Part[];
  readonly pins: readonly Part[];
  /** How true the pinned parts are in the iteration that is shown, as far as that was measured. */
  readonly measured: readonly PinnedPart[];
}

/** Under the pictures: the part that is marked and what can be done with it, and the parts that are left out or pinned. */
export class Marking {
  readonly node = element("div", { class: "marking" });
  private readonly shown = new Shown();

  constructor(private readonly commands: MarkCommands) {}

  show(state: MarkedState): void {
    const { marked, masks, pins, measured } = state;
    this.node.hidden = !marked && masks.length === 0 && pins.length === 0;
    if (!this.shown.changes(JSON.stringify([marked ?? null, masks, pins, measured]))) return;
    this.node.replaceChildren(
      ...(marked ? [this.describeMarked(marked, state)] : []),
      ...(pins.length > 0 ? [this.describePins(state)] : []),
      ...(masks.length > 0 ? [this.describeMasks(masks)] : []),
    );
  }

  private describeMarked(part: Part, { masks, pins }: MarkedState): HTMLElement {
    const { sayAbout, leaveOut, pin, clear } = this.commands;
    const pinIt = createButton(l10n.t("Pin as right"), () => {
      pin([...pins, part]);
      clear();
    });
    pinIt.title = l10n.t("No iteration in which it is worse is taken for a better one");
    pinIt.disabled = pins.length >= MOST_PINS;
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
      pinIt,
      createButton(l10n.t("Clear"), clear),
    );
  }

  private describePins({ pins, measured }: MarkedState): HTMLElement {
    return element(
      "ul",
      { class: "masks", "aria-label": l10n.t("Pinned as right") },
      ...pins.map((pin) => {
        const place = describePart(pin);
        const others = pins.filter((other) => other !== pin);
        const button = createButton(l10n.t("Unpin"), () => this.commands.pin(others));
        button.setAttribute("aria-label", l10n.t("Unpin: {0}", place));
        const known = measured.find((one) => describePart(one) === place);
        const words = known
          ? l10n.t("Pinned: {0}, {1} here", place, formatScore(known.fidelity))
          : l10n.t("Pinned: {0}", place);
        return element("li", {}, words, " ", button);
      }),
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

function createButton(label: string, act: () => void): HTMLButtonElement {
  const button = element("button", { type: "button", class: "view alone" }, label);
  button.addEventListener("click", act);
  return button;
}
