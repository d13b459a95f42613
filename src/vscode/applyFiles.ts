import { realpath } from "node:fs/promises";
import { dirname } from "node:path";
import * as vscode from "vscode";
import { MockloopError } from "../base/errors";
import { confinePath } from "../project/sourceFiles";
import type { CodeFiles } from "./insertion";

/** What an edit will do to a file, as people see it in the preview. */
interface Label {
  readonly needsConfirmation: boolean;
  readonly mockupName: string;
}

/**
 * Adds to `edit` what puts `files` into `folder`: new files are created, files with other content are replaced, files that
 * are the same are left alone. Returns how many are written.
 *
 * @throws MockloopError PATH_REFUSED when a file would land outside the workspace.
 */
export async function addFiles(
  edit: vscode.WorkspaceEdit,
  folder: vscode.Uri,
  files: CodeFiles,
  label: Label,
): Promise<number> {
  let count = 0;
  for (const [path, bytes] of files) {
    const uri = vscode.Uri.joinPath(folder, ...confinePath(path).split("/"));
    await refuseOutside(uri);
    const existing = await readIfThere(uri);
    if (existing && Buffer.from(existing).equals(bytes)) continue;
    count++;
    if (existing) replaceFile(edit, uri, bytes, label);
    else edit.createFile(uri, { contents: bytes }, describe("Create files", label));
  }
  return count;
}

function replaceFile(
  edit: vscode.WorkspaceEdit,
  uri: vscode.Uri,
  bytes: Uint8Array,
  label: Label,
): void {
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString(),
  );
  const metadata = describe("Overwrite existing files", label);
  if (open) {
    const all = new vscode.Range(0, 0, open.lineCount, 0);
    edit.replace(uri, open.validateRange(all), new TextDecoder().decode(bytes), metadata);
    return;
  }
  // Undo gives a deleted file's content back, but not what a creation has overwritten.
  edit.deleteFile(uri, { ignoreIfNotExists: true }, metadata);
  edit.createFile(uri, { contents: bytes }, metadata);
}

function describe(action: string, { needsConfirmation, mockupName }: Label) {
  return { label: action, description: `from ${mockupName}`, needsConfirmation };
}

async function readIfThere(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
}

/** A file belongs to the workspace by its address, and, on a disk, also after every link was followed. */
async function refuseOutside(uri: vscode.Uri): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const inside =
    folder !== undefined &&
    (uri.scheme !== "file" ||
      isBelow(await realpathOfNearest(uri.fsPath), await realpath(folder.uri.fsPath)));
  if (!inside)
    throw new MockloopError(
      "PATH_REFUSED",
      `${uri.fsPath} lies outside the workspace, so Mockloop does not write it. Choose a folder in the workspace.`,
    );
}

async function realpathOfNearest(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : realpathOfNearest(parent);
  }
}

function isBelow(path: string, folder: string): boolean {
  const from = vscode.Uri.file(folder).path.replace(/\/$/, "");
  const to = vscode.Uri.file(path).path;
  return to === from || to.startsWith(`${from}/`);
}
