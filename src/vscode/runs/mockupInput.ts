import { basename, join } from "node:path";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { MockloopError } from "../../base/errors";
import { Folder } from "../../files/folder";
import { IMAGE_EXTENSIONS, isImageName } from "../contributions";

/** A mockup as it comes in: something in a file system of the editor, a picture as data, or one of the web. */
export type MockupInput =
  | { readonly kind: "uri"; readonly uri: vscode.Uri }
  | { readonly kind: "bytes"; readonly name: string; readonly bytes: Uint8Array }
  | {
      readonly kind: "web";
      readonly name: string;
      /** Brings it into a run's folder, and says where it is then. @throws MockloopError why it is not there. */
      readonly fetchInto: (runDir: string) => Promise<string>;
    };

export function nameOf(input: MockupInput): string {
  return input.kind === "uri" ? (input.uri.path.split("/").at(-1) ?? "mockup") : input.name;
}

/** A path the engine can read: the file itself, or a copy in the run's folder when it is no file on this disk. */
export async function stageMockup(input: MockupInput, runDir: string): Promise<string> {
  if (input.kind === "web") return input.fetchInto(runDir);
  if (input.kind === "uri" && input.uri.scheme === "file") return input.uri.fsPath;
  if (input.kind === "uri" && /^(?:https?|ftp|wss?)$/i.test(input.uri.scheme))
    throw new MockloopError(
      "MOCKUP_UNSUPPORTED",
      l10n.t(
        "{0} lies on a server. “Generate from a picture's address” fetches it.",
        nameOf(input),
      ),
    );
  const name = basename(nameOf(input));
  try {
    const bytes =
      input.kind === "uri" ? await vscode.workspace.fs.readFile(input.uri) : input.bytes;
    await (await Folder.open(runDir)).write(`source/${name}`, bytes);
    return join(runDir, "source", name);
  } catch (error) {
    if (error instanceof vscode.FileSystemError)
      throw new MockloopError(
        "MOCKUP_NOT_FOUND",
        l10n.t("{0} could not be read. Check that it still exists.", nameOf(input)),
        { cause: error },
      );
    throw error;
  }
}

/**
 * What a command is to work on: the pictures it was called with (a menu passes the one clicked and all selected), else
 * what `otherwise` says: the picture that is open in front, else what the person picks. Empty: nothing was picked.
 */
export async function chooseMockups(
  clicked: unknown,
  selected: unknown,
  otherwise = async (): Promise<readonly vscode.Uri[]> =>
    findOpenPicture() ?? (await pickPictures()),
): Promise<readonly vscode.Uri[]> {
  const all = Array.isArray(selected) && selected.length > 0 ? selected : [clicked];
  const uris = all.filter((item): item is vscode.Uri => item instanceof vscode.Uri);
  const pictures = uris.filter((uri) => isImageName(uri.path));
  if (pictures.length > 0) return pictures;
  if (uris.length > 0)
    throw new MockloopError(
      "MOCKUP_UNSUPPORTED",
      l10n.t(
        "Mockloop reads pictures ({0}); {1} is none.",
        IMAGE_EXTENSIONS.join(", "),
        nameOf({ kind: "uri", uri: uris[0] as vscode.Uri }),
      ),
    );
  return otherwise();
}

function findOpenPicture(): readonly vscode.Uri[] | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const isFile = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText;
  return isFile && isImageName(input.uri.path) ? [input.uri] : undefined;
}

/** Asks for pictures. Empty: nothing was picked. */
export async function pickPictures(): Promise<readonly vscode.Uri[]> {
  const defaultUri = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    title: l10n.t("Generate code from mockup"),
    openLabel: l10n.t("Generate"),
    canSelectMany: true,
    filters: { [l10n.t("Pictures")]: [...IMAGE_EXTENSIONS] },
    ...(defaultUri && { defaultUri }),
  });
  return picked ?? [];
}
