import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { MockloopError } from "../../base/errors";
import { componentsFolder } from "./componentsFolder";
import { expandOutputFolder, folderNameOf } from "./targetFolder";
import type { Work } from "../runs/work";

interface FolderItem extends vscode.QuickPickItem {
  readonly folder?: vscode.Uri;
}

/**
 * Asks where the code goes. The folder of the setting comes first, then, for components, a folder beside those of the workspace, the
 * mockup's own folder and the workspace's; any other can be browsed for. Undefined: the person went away.
 *
 * @param entry The file that the page begins with.
 * @throws MockloopError PATH_REFUSED when no workspace is open or the setting leads outside or into a hidden folder.
 */
export async function chooseFolder(
  work: Work,
  outputFolder: string,
  entry: string,
): Promise<vscode.Uri | undefined> {
  const items = await suggestFolders(work, outputFolder, entry);
  const picked = await vscode.window.showQuickPick<FolderItem>(
    [...items, { label: l10n.t("Choose another folder…"), alwaysShow: true }],
    {
      title: l10n.t("Accept the code for {0}", work.state.mockupName),
      placeHolder: l10n.t("Write the files to"),
      // It is asked for by a click in the panel: a focus that is still on its way must not close it.
      ignoreFocusOut: true,
    },
  );
  if (!picked) return undefined;
  return picked.folder ?? (await browse(items[0]?.folder));
}

/** The folder that the setting `mockloop.outputFolder` names for this work. */
export function defaultFolder(work: Work, outputFolder: string): vscode.Uri {
  const { root, mockupFolder } = locate(work);
  const segments = expandOutputFolder(outputFolder, mockupFolder, work.state.mockupName);
  if (!segments)
    throw new MockloopError(
      "PATH_REFUSED",
      l10n.t(
        "The setting mockloop.outputFolder ({0}) leads outside the workspace or into a hidden folder. Use another folder below the workspace.",
        outputFolder,
      ),
    );
  return vscode.Uri.joinPath(root.uri, ...segments);
}

async function suggestFolders(
  work: Work,
  outputFolder: string,
  entry: string,
): Promise<FolderItem[]> {
  const { root, mockupFolder } = locate(work);
  const beside = await componentsFolder(root, entry);
  const folders = [
    defaultFolder(work, outputFolder),
    ...(beside ? [vscode.Uri.joinPath(beside, folderNameOf(work.state.mockupName))] : []),
    vscode.Uri.joinPath(root.uri, ...mockupFolder),
    vscode.Uri.joinPath(root.uri, ...mockupFolder, folderNameOf(work.state.mockupName)),
    root.uri,
  ];
  const unique = new Map(folders.map((folder) => [folder.toString(), folder]));
  return [...unique.values()].map((folder, index) => ({
    label: `$(folder) ${nameOf(folder, root)}`,
    ...(index === 0 && { description: l10n.t("default") }),
    folder,
  }));
}

/** The folder as people know it: the workspace folder's name and what is below. */
function nameOf(folder: vscode.Uri, root: vscode.WorkspaceFolder): string {
  const below = folder.path.slice(root.uri.path.length);
  return `${root.name}${below === "/" ? "" : below}`;
}

/** The workspace folder a work belongs to, and the mockup's folder in it (none when the mockup lies elsewhere). */
function locate(work: Work): { root: vscode.WorkspaceFolder; mockupFolder: readonly string[] } {
  const source = work.source === undefined ? undefined : vscode.Uri.parse(work.source);
  const own = source && vscode.workspace.getWorkspaceFolder(source);
  const root = own ?? vscode.workspace.workspaceFolders?.[0];
  if (!root)
    throw new MockloopError(
      "PATH_REFUSED",
      l10n.t("Open a folder first: Mockloop writes accepted code into the workspace only."),
    );
  const path = own && source ? source.path.slice(root.uri.path.length) : "";
  return { root, mockupFolder: path.split("/").filter(Boolean).slice(0, -1) };
}

async function browse(defaultUri: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title: l10n.t("Write the code to"),
    openLabel: l10n.t("Write here"),
    canSelectFolders: true,
    canSelectFiles: false,
    ...(defaultUri && { defaultUri: vscode.Uri.joinPath(defaultUri, "..") }),
  });
  return picked?.[0];
}
