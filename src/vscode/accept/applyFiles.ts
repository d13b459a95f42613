import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { confinePath } from "../../project/sourceFiles";
import { isTextFile } from "../../project/textFiles";
import { refuseOutside } from "./confineToWorkspace";
import type { CodeFiles } from "../markers/insertion";
import type { AcceptedChanges } from "./undoCare";

/** How the files show in the preview. */
export interface EditLabel {
  readonly preview: boolean;
  readonly mockupName: string;
}

/** What an edit will write. */
export interface PlannedFiles {
  readonly count: number;
  /** What undo will need help with. */
  readonly changes: AcceptedChanges;
}

/**
 * Adds to `edit` what puts `files` into `folder`: new files are created, files with other content are replaced, files that
 * are the same are left alone.
 *
 * The order matters. One undo takes an edit's steps back last to first, but file operations that follow each other
 * directly first to last. So pictures that are replaced are deleted first and created last, with the text changes between.
 *
 * @throws MockloopError PATH_REFUSED when a file would land outside the workspace.
 */
export async function addFiles(
  edit: vscode.WorkspaceEdit,
  folder: vscode.Uri,
  files: CodeFiles,
  label: EditLabel,
): Promise<PlannedFiles> {
  const created: [vscode.Uri, Uint8Array][] = [];
  const deleted: vscode.Uri[] = [];
  const replaced = new Map<string, string>();
  const overwrite = describeEdit(l10n.t("Overwrite files"), label);
  for (const [path, bytes] of files) {
    const uri = vscode.Uri.joinPath(folder, ...confinePath(path).split("/"));
    await refuseOutside(uri);
    const existing = await readIfThere(uri);
    if (existing && Buffer.from(existing).equals(bytes)) continue;
    if (existing && isTextFile(path)) replaced.set(uri.toString(), decode(bytes));
    else created.push([uri, bytes]);
    if (existing && !isTextFile(path)) deleted.push(uri);
  }

  for (const uri of deleted) edit.deleteFile(uri, {}, overwrite);
  const originals = new Map<string, string>();
  for (const [key, text] of replaced) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(key));
    originals.set(key, document.getText());
    edit.replace(document.uri, wholeOf(document), text, overwrite);
  }
  if (deleted.length > 0 && originals.size === 0) await addSeparator(edit);
  for (const [uri, contents] of created)
    edit.createFile(uri, { contents }, describeEdit(l10n.t("Create files"), label));
  const newFiles = created.map(([uri]) => uri);
  const newFolders = await missingFolders(newFiles);
  return {
    count: created.length + replaced.size,
    changes: { replaced: originals, created: newFiles, newFolders },
  };
}

/** The folders that have to be made for `files`, innermost first. */
async function missingFolders(files: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
  const missing = new Map<string, vscode.Uri>();
  for (const file of files) {
    let folder = vscode.Uri.joinPath(file, "..");
    while (!missing.has(folder.toString()) && !(await isThere(folder))) {
      missing.set(folder.toString(), folder);
      folder = vscode.Uri.joinPath(folder, "..");
    }
  }
  return [...missing.values()].sort((a, b) => b.path.length - a.path.length);
}

/** The changes of an edit that was applied: files that were unticked in the preview were not created. */
export async function withoutUnticked(planned: AcceptedChanges): Promise<AcceptedChanges> {
  const created: vscode.Uri[] = [];
  for (const uri of planned.created) if (await isThere(uri)) created.push(uri);
  return { ...planned, created };
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** A text change that changes nothing, to keep deletions and creations apart. */
async function addSeparator(edit: vscode.WorkspaceEdit): Promise<void> {
  const { uri } = await vscode.workspace.openTextDocument({ content: "" });
  edit.insert(uri, new vscode.Position(0, 0), "");
}

function wholeOf(document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}

export function describeEdit(
  action: string,
  { mockupName }: EditLabel,
): vscode.WorkspaceEditEntryMetadata {
  return { label: action, description: l10n.t("from {0}", mockupName), needsConfirmation: false };
}

/**
 * Makes the editor show `edit` before it is applied. An entry that needs confirmation does so, but comes unticked; so this
 * one changes nothing, and everything else comes ticked.
 */
export function askForPreview(
  edit: vscode.WorkspaceEdit,
  uri: vscode.Uri,
  { mockupName }: EditLabel,
): void {
  const metadata = { label: l10n.t("Preview"), description: mockupName, needsConfirmation: true };
  edit.insert(uri, new vscode.Position(0, 0), "", metadata);
}

async function readIfThere(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
