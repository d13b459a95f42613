import { realpath } from "node:fs/promises";
import { dirname } from "node:path";
import * as vscode from "vscode";
import { MockloopError } from "../base/errors";

/**
 * A file belongs to the workspace by its address and, on a disk, also after every link was followed.
 *
 * @throws MockloopError PATH_REFUSED when it does not.
 */
export async function refuseOutside(uri: vscode.Uri): Promise<void> {
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

/** Of the path itself, or of the nearest folder above it that is there. */
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
