import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { formatBytes } from "../../base/text/formatBytes";
import type { ModelEntry } from "../../protocol/schemas/models";
import { describeMemory, shareOf } from "./modelItems";
import type { ModelList } from "./modelItems";
import type { Models, WantedModel } from "./models";
import { showDownload } from "./showDownload";

/** A model that is here now. */
export interface BroughtModel {
  readonly id: string;
  readonly title: string;
}

/** Asks before gigabytes are fetched: how much, from where, to where, under which licence. */
export async function confirmDownload(entry: ModelEntry, list: ModelList): Promise<boolean> {
  const { title, bytes, partialBytes, licence, state, note } = entry;
  const isBegun = state === "partial";
  const size = isBegun
    ? l10n.t(
        "{0} are here already.",
        bytes === undefined ? formatBytes(partialBytes) : shareOf(partialBytes, bytes),
      )
    : bytes === undefined
      ? l10n.t("Its size is known when the download starts.")
      : l10n.t("{0} are to be downloaded.", formatBytes(bytes));
  const mirrors = l10n.t("or the hosts in the setting mockloop.modelMirrors");
  const source = entry.isPreset ? l10n.t("From Hugging Face, {0}.", mirrors) : note;
  const button = isBegun ? l10n.t("Go on") : l10n.t("Download");
  const picked = await vscode.window.showInformationMessage(
    isBegun ? l10n.t("Go on downloading {0}?", title) : l10n.t("Download {0}?", title),
    {
      modal: true,
      detail: [
        l10n.t("{0} It can be cancelled at any time and goes on where it ended.", size),
        l10n.t("Licence: {0}. {1} Kept in {2}.", licence, source, list.dir),
        describeMemory(entry, list),
      ]
        .filter(Boolean)
        .join("\n\n"),
    },
    button,
  );
  return picked === button;
}

/**
 * Downloads or imports a model, showing how far it is. Undefined: it was cancelled, and the person knows what was kept.
 *
 * @throws MockloopError what went wrong.
 */
export function bringModel(
  models: Models,
  wanted: WantedModel,
  title: string,
  bytes: number | undefined,
): Promise<BroughtModel | undefined> {
  return showDownload({ title, bytes, goOn: l10n.t("choose it") }, (onProgress, signal) =>
    models.pull(wanted, onProgress, signal),
  );
}
