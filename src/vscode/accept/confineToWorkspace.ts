import { relative, sep } from "node:path";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { MockloopError } from "../../base/errors";
import { Folder } from "../../files/folder";

/**
 * A file belongs to the workspace by its address and, on a disk, no link below the workspace folder is on the way to it: a link
 * may lead out, or to a file of the workspace that is not what it is called, such as the editor's tasks.
 *
 * The editor writes the file itself, some time later: a link made in between is followed.
 *
 * @throws MockloopError PATH_REFUSED when it does not.
 */
export async function refuseOutside(uri: vscode.Uri): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined)
    throw new MockloopError(
      "PATH_REFUSED",
      l10n.t(
        "{0} lies outside the workspace, so Mockloop does not write it. Choose a folder in the workspace.",
        uri.fsPath,
      ),
    );
  if (uri.scheme !== "file") return;
  const name = relative(folder.uri.fsPath, uri.fsPath).split(sep).join("/");
  await (await Folder.open(folder.uri.fsPath)).refuseLinks(name);
}
