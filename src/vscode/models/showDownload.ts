import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { isAbort } from "../../base/async";
import { formatBytes } from "../../base/text/formatBytes";
import type { QuestionProgress } from "../../protocol/schemas/models";
import { COMMANDS } from "../contributions";
import { DownloadMeter } from "./downloadMeter";
import { toAbortSignal } from "../runs/progress";

/** What is downloaded, for people. */
export interface Download {
  readonly title: string;
  /** Of all files; undefined: unknown. */
  readonly bytes: number | undefined;
  /** What to do again to go on with it: "choose it". */
  readonly goOn: string;
  /** What is done when everything is here; undefined: nothing that takes long. */
  readonly then?: string;
}

/**
 * Carries a download out, showing how far it is. Undefined: it was cancelled, and the person knows what was kept.
 *
 * @throws MockloopError what went wrong.
 */
export async function showDownload<T>(
  download: Download,
  carryOut: (onProgress: (progress: QuestionProgress) => void, signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const { title, bytes, then } = download;
  const meter = new DownloadMeter(bytes);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Mockloop: ${title}`,
    cancellable: true,
  };
  try {
    return await vscode.window.withProgress(options, async (progress, token) => {
      let percent = 0;
      progress.report({ message: l10n.t("starting") });
      return carryOut((step) => {
        meter.add(step);
        const now = meter.percent ?? 0;
        const message = now >= 100 && then !== undefined ? then : meter.describe();
        progress.report({ message, increment: Math.max(0, now - percent) });
        percent = Math.max(percent, now);
      }, toAbortSignal(token));
    });
  } catch (error) {
    if (!isAbort(error)) throw error;
    void tellKept(download, meter.bytes);
    return undefined;
  }
}

async function tellKept({ title, goOn }: Download, bytes: number): Promise<void> {
  const button = l10n.t("Choose Model");
  const picked = await vscode.window.showInformationMessage(
    bytes > 0
      ? l10n.t(
          "Mockloop: The download of {0} is stopped. {1} are kept; {2} again to go on.",
          ...[title, formatBytes(bytes), goOn],
        )
      : l10n.t("Mockloop: The download of {0} is stopped.", title),
    ...(bytes > 0 ? [button] : []),
  );
  if (picked === button) await vscode.commands.executeCommand(COMMANDS.chooseModel);
}
