import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { BackendEntry } from "../../protocol/schemas/models";
import { askToAdd, askToRemove } from "./backendItems";
import type { Asking } from "./backendItems";
import { COMMANDS } from "../contributions";
import type { Models } from "./models";
import { showDownload } from "./showDownload";

/** Asks, downloads libraries for a kind of graphics card, and says whether they load here. */
export async function addBackend(models: Models, entry: BackendEntry, dir: string): Promise<void> {
  const { libraries, bytes, id } = entry;
  const asking = askToAdd(entry, dir);
  if (!(await confirm(asking, vscode.window.showInformationMessage))) return;
  const download = {
    ...{ title: libraries, bytes, goOn: l10n.t("choose them") },
    then: l10n.t("unpacking, and trying whether they load here"),
  };
  const added = await showDownload(download, (onProgress, signal) =>
    models.addBackend(id, onProgress, signal),
  );
  if (!added) return;
  const text = `Mockloop: ${added.text}`;
  if (added.works) return void vscode.window.showInformationMessage(text);
  const check = l10n.t("Check This Machine");
  const picked = await vscode.window.showWarningMessage(text, check);
  if (picked === check) await vscode.commands.executeCommand(COMMANDS.doctor);
}

/** Asks, and deletes them, or what there is of their download. */
export async function removeBackend(
  models: Models,
  entry: BackendEntry,
  dir: string,
): Promise<void> {
  if (!(await confirm(askToRemove(entry, dir), vscode.window.showWarningMessage))) return;
  await models.removeBackend(entry.id);
  const text = entry.libraries.charAt(0).toUpperCase() + entry.libraries.slice(1);
  vscode.window.setStatusBarMessage(l10n.t("Mockloop: {0} are removed.", text), 10_000);
}

async function confirm(
  { message, detail, button }: Asking,
  show: (
    message: string,
    options: vscode.MessageOptions,
    button: string,
  ) => Thenable<string | undefined>,
): Promise<boolean> {
  return (await show(message, { modal: true, detail }, button)) === button;
}
