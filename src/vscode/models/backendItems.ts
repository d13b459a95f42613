import * as l10n from "@vscode/l10n";
import { formatBytes } from "../../base/text/formatBytes";
import type { BackendEntry, ModelAnswer } from "../../protocol/schemas/models";
import { shareOf } from "./modelItems";

/** What can be downloaded for this machine's graphics cards, and where it is kept. */
export type BackendList = Extract<ModelAnswer, { type: "list-backends" }>;

/** An entry of the quick pick, without what only the editor knows. */
export interface BackendItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly entry: BackendEntry;
}

/** What a dialog asks: the question, what there is to know, and the button that says yes. */
export interface Asking {
  readonly message: string;
  readonly detail: string;
  readonly button: string;
}

/** One item for each: what can be done about it next. */
export function describeBackends({ backends }: BackendList): readonly BackendItem[] {
  return backends.map((entry) => ({
    ...describeStep(entry),
    detail: l10n.t("Needs {0}.", entry.needs),
    entry,
  }));
}

function describeStep(entry: BackendEntry): Pick<BackendItem, "label" | "description"> {
  const { libraries, state, bytes, loadedBytes } = entry;
  const size = formatBytes(bytes);
  switch (state) {
    case "installed":
      return {
        label: `$(trash) ${l10n.t("Remove {0}…", libraries)}`,
        description: l10n.t("installed"),
      };
    case "partial":
      return {
        label: `$(cloud-download) ${l10n.t("Go on downloading {0}…", libraries)}`,
        description: l10n.t("{0} downloaded", shareOf(loadedBytes, bytes)),
      };
    case "other version":
      return {
        label: `$(cloud-download) ${l10n.t("Download {0} again ({1})…", libraries, size)}`,
        description: l10n.t("those here are for another version of Mockloop"),
      };
    case "absent":
      return {
        label: `$(cloud-download) ${l10n.t("Download {0} ({1})…", libraries, size)}`,
        description: "",
      };
  }
}

/** What is asked before hundreds of megabytes are fetched: how much, what for, what else it takes, from where and to where. */
export function askToAdd(entry: BackendEntry, dir: string): Asking {
  const { libraries, state, bytes, loadedBytes, unpackedBytes, needs } = entry;
  const isBegun = state === "partial";
  const size = isBegun
    ? l10n.t("{0} are here already.", shareOf(loadedBytes, bytes))
    : l10n.t("{0} are to be downloaded.", formatBytes(bytes));
  return {
    message: isBegun
      ? l10n.t("Go on downloading {0}?", libraries)
      : l10n.t("Download {0}?", libraries),
    detail: [
      l10n.t(
        "{0} They take {1} on the disk. The download can be cancelled at any time and goes on where it ended.",
        size,
        formatBytes(unpackedBytes),
      ),
      l10n.t("They also need {0}, which are not part of the download.", needs),
      l10n.t("From the npm registry, with a checksum that is known beforehand. Kept in {0}.", dir),
    ].join("\n\n"),
    button: isBegun ? l10n.t("Go on") : l10n.t("Download"),
  };
}

/** What is asked before they are deleted. */
export function askToRemove(entry: BackendEntry, dir: string): Asking {
  const { libraries, state, loadedBytes, unpackedBytes } = entry;
  const isPart = state === "partial";
  const size = formatBytes(isPart ? loadedBytes : unpackedBytes);
  return {
    message: isPart
      ? l10n.t("Remove what was downloaded of {0}?", libraries)
      : l10n.t("Remove {0}?", libraries),
    detail: l10n.t("{0} in {1} are deleted. What is part of Mockloop stays.", size, dir),
    button: l10n.t("Remove"),
  };
}
