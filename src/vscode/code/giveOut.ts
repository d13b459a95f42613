import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { MockloopError } from "../../base/errors";
import { Folder } from "../../files/folder";
import { RUN_NAMES } from "../../run/journal/runPaths";
import { folderNameOf } from "../accept/targetFolder";
import { readFiles } from "../runs/iterationFiles";
import { findIteration } from "../runs/runState";
import { findRunDir } from "../runs/work";
import type { Work } from "../runs/work";
import { findPage } from "./readPage";
import { zipFiles } from "./zipFiles";
import { isText } from "../../protocol/views/textFiles";

/**
 * Copies the text of a file of an iteration.
 *
 * @throws MockloopError BAD_OPTION when there is no such iteration, or no such text among its files, ARCHIVE_UNREADABLE.
 */
export async function copyCode(work: Work, iteration: number, path: string): Promise<void> {
  const bytes = (await readFiles(findIteration(work.state, iteration).line)).get(path);
  if (!bytes || !isText(path))
    throw new MockloopError(
      "BAD_OPTION",
      l10n.t("Iteration {0} has no text “{1}”.", iteration, path),
    );
  await vscode.env.clipboard.writeText(new TextDecoder().decode(bytes));
  vscode.window.setStatusBarMessage(l10n.t("{0} is copied.", path), 4000);
}

/**
 * Opens an iteration's page in the person's own browser, from the run's folder.
 *
 * @throws MockloopError BAD_OPTION when there is no such iteration, it has no page, or no browser takes it, ARCHIVE_UNREADABLE.
 */
export async function openInBrowser(work: Work, iteration: number): Promise<void> {
  const found = findIteration(work.state, iteration);
  const { entry } = await findPage(found);
  await openOutside(join(found.line.dir, "files", entry));
}

/** Opens the report of the run that an iteration came from. @throws MockloopError BAD_OPTION when there is none, or no browser takes it. */
export async function openReport(work: Work, iteration: number): Promise<void> {
  const runDir = findRunDir(work, findIteration(work.state, iteration)) ?? "";
  const folder = await Folder.open(runDir).catch(() => undefined);
  if ((await folder?.kind(RUN_NAMES.report)) !== "file")
    throw new MockloopError(
      "BAD_OPTION",
      l10n.t("There is no report yet: it is written at the run's end."),
    );
  await openOutside(join(runDir, RUN_NAMES.report));
}

/**
 * Writes an iteration's files into one zip file, where the person says; nowhere when that is nowhere.
 *
 * @throws MockloopError BAD_OPTION when there is no such iteration, ARCHIVE_UNREADABLE; what the disk refuses.
 */
export async function exportZip(work: Work, iteration: number): Promise<void> {
  const files = await readFiles(findIteration(work.state, iteration).line);
  const name = `${folderNameOf(work.state.mockupName)}-${iteration}.zip`;
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    title: l10n.t("Export iteration {0} of {1}", iteration, work.state.mockupName),
    saveLabel: l10n.t("Export"),
    filters: { Zip: ["zip"] },
    ...(root && { defaultUri: vscode.Uri.joinPath(root, name) }),
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, await zipFiles(files));
  vscode.window.setStatusBarMessage(l10n.t("{0} is written.", name), 4000);
}

async function openOutside(path: string): Promise<void> {
  if (!(await vscode.env.openExternal(vscode.Uri.file(path))))
    throw new MockloopError("BAD_OPTION", l10n.t("{0} could not be opened in a browser.", path));
}
