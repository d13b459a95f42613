import * as vscode from "vscode";
import { isAbort } from "../base/async";
import { formatBytes } from "../model/llama/estimateMemory";
import { findPreset } from "../model/llama/models/presets";
import type { ModelEntry } from "../protocol/modelsProtocol";
import { COMMANDS } from "./contributions";
import { DownloadMeter } from "./downloadMeter";
import { describeMemory, shareOf } from "./modelItems";
import type { ModelList } from "./modelItems";
import type { Models, WantedModel } from "./models";
import { toAbortSignal } from "./progress";

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
export async function bringModel(
  models: Models,
  wanted: WantedModel,
  title: string,
  bytes: number | undefined,
): Promise<BroughtModel | undefined> {
  const meter = new DownloadMeter(bytes);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Mockloop: ${title}`,
    cancellable: true,
  };
  try {
    return await vscode.window.withProgress(options, async (progress, token) => {
      let percent = 0;
      progress.report({ message: "starting" });
      return models.pull(
        wanted,
        (step) => {
          meter.add(step);
          const now = meter.percent ?? 0;
          progress.report({ message: meter.describe(), increment: Math.max(0, now - percent) });
          percent = Math.max(percent, now);
        },
        toAbortSignal(token),
      );
    });
  } catch (error) {
    if (!isAbort(error)) throw error;
    const isListed = findPreset(wanted.spec) !== undefined;
    void tellKept(title, meter.bytes, isListed ? "choose it" : "give its address");
    return undefined;
  }
}

async function tellKept(title: string, bytes: number, how: string): Promise<void> {
  const goOn = "Choose Model";
  const kept = bytes > 0 ? ` ${formatBytes(bytes)} are kept; ${how} again to go on.` : "";
  const picked = await vscode.window.showInformationMessage(
    `Mockloop: The download of ${title} is stopped.${kept}`,
    ...(bytes > 0 ? [goOn] : []),
  );
  if (picked === goOn) await vscode.commands.executeCommand(COMMANDS.chooseModel);
}
