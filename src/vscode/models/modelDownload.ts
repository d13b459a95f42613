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
    ? `${bytes === undefined ? formatBytes(partialBytes) : shareOf(partialBytes, bytes)} are here already.`
    : bytes === undefined
      ? "Its size is known when the download starts."
      : `${formatBytes(bytes)} are to be downloaded.`;
  const mirrors = "or the hosts in the setting mockloop.modelMirrors";
  const source = entry.isPreset ? `From Hugging Face, ${mirrors}.` : note;
  const button = isBegun ? "Go on" : "Download";
  const picked = await vscode.window.showInformationMessage(
    isBegun ? `Go on downloading ${title}?` : `Download ${title}?`,
    {
      modal: true,
      detail: [
        `${size} It can be cancelled at any time and goes on where it ended.`,
        `Licence: ${licence}. ${source} Kept in ${list.dir}.`,
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
  return showDownload({ title, bytes, goOn: "choose it" }, (onProgress, signal) =>
    models.pull(wanted, onProgress, signal),
  );
}
