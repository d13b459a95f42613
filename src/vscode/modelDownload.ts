import * as vscode from "vscode";
import { formatBytes } from "../model/llama/estimateMemory";
import { findPreset } from "../model/llama/models/presets";
import type { ModelEntry } from "../protocol/modelsProtocol";
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
  const { title, bytes, partialBytes, licence, state } = entry;
  const isBegun = state === "partial";
  const size =
    bytes === undefined
      ? "Its size is known when the download starts."
      : isBegun
        ? `${shareOf(partialBytes, bytes)} are here already.`
        : `${formatBytes(bytes)} are to be downloaded.`;
  const button = isBegun ? "Go on" : "Download";
  const picked = await vscode.window.showInformationMessage(
    isBegun ? `Go on downloading ${title}?` : `Download ${title}?`,
    {
      modal: true,
      detail: [
        `${size} It can be cancelled at any time and goes on where it ended.`,
        `Licence: ${licence}. From Hugging Face, or the hosts in the setting mockloop.modelMirrors. Kept in ${list.dir}.`,
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
  const goOn = findPreset(wanted.spec) ? "choose it" : "give its address";
  return showDownload({ title, bytes, goOn }, (onProgress, signal) =>
    models.pull(wanted, onProgress, signal),
  );
}
