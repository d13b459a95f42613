import * as l10n from "@vscode/l10n";
import type { Mask, Pin, SteerLine } from "../../../protocol/steering";

/** That a run heard of a change a person made by hand. */
export interface HeardEdit {
  readonly path: string;
  /** Why it is not measured; undefined: it is, as one of the iterations after these. */
  readonly refused: string | undefined;
  readonly iterations: number;
}

/** What a run heard, for people, and what is another than before by it. */
export interface Heard {
  readonly words: string;
  readonly changes: {
    readonly masks?: readonly Mask[];
    readonly pins?: readonly Pin[];
    readonly isPaused?: boolean;
  };
}

/** @param next The ordinal of the iteration that comes next. */
export function describeHeard({ message, refused }: SteerLine, next: number): Heard {
  const heard = (words: string, changes: Heard["changes"] = {}): Heard => ({ words, changes });
  if (refused !== undefined) return heard(l10n.t("Not done: {0}", refused));
  switch (message.type) {
    case "say":
      return heard(l10n.t("For iteration {0}: {1}", next, message.text));
    case "mask":
      return heard(describeMasks(message.masks.length), { masks: message.masks });
    case "pin":
      return heard(describePins(message.pins.length), { pins: message.pins });
    case "edit":
      return heard(l10n.t("Your change of {0} is measured.", message.path));
    case "pause":
      return heard(l10n.t("Paused."), { isPaused: true });
    case "go-on":
      return heard(l10n.t("Going on."), { isPaused: false });
    case "stop":
      return heard(l10n.t("Iteration {0} is the last.", next), { isPaused: false });
    case "more":
      return heard(l10n.t("{0} more iterations.", message.iterations));
  }
}

function describeMasks(count: number): string {
  if (count === 0) return l10n.t("Everything is measured.");
  return count === 1 ? l10n.t("One part is left out.") : l10n.t("{0} parts are left out.", count);
}

function describePins(count: number): string {
  if (count === 0) return l10n.t("Nothing is pinned.");
  return count === 1
    ? l10n.t("One part may not get worse.")
    : l10n.t("{0} parts may not get worse.", count);
}
