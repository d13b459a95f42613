import * as vscode from "vscode";
import { isTextFile } from "../../project/textFiles";
import type { AcceptedChanges } from "./undoCare";

/**
 * Formats the texts that an Accept wrote, each as the workspace's formatter for it has it, in one edit of its own, and saves them. One that
 * has no formatter, or whose formatter fails, stays as it is.
 *
 * @returns whether anything changed by it.
 */
export async function formatAccepted({
  replaced,
  created,
}: Pick<AcceptedChanges, "replaced" | "created">): Promise<boolean> {
  const uris = [...[...replaced.keys()].map((uri) => vscode.Uri.parse(uri)), ...created];
  const edit = new vscode.WorkspaceEdit();
  const formatted: vscode.TextDocument[] = [];
  for (const uri of uris.filter(({ path }) => isTextFile(path))) {
    const document = await vscode.workspace.openTextDocument(uri);
    const changes = await formattingOf(document);
    for (const { range, newText } of changes) edit.replace(uri, range, newText);
    if (changes.length > 0) formatted.push(document);
  }
  if (formatted.length === 0 || !(await vscode.workspace.applyEdit(edit))) return false;
  for (const document of formatted) await document.save();
  return true;
}

async function formattingOf({ uri }: vscode.TextDocument): Promise<readonly vscode.TextEdit[]> {
  const editor = vscode.workspace.getConfiguration("editor", uri);
  const tabSize: unknown = editor.get("tabSize");
  const options: vscode.FormattingOptions = {
    tabSize: typeof tabSize === "number" ? tabSize : 4,
    insertSpaces: editor.get("insertSpaces") !== false,
  };
  try {
    const changes = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
      "vscode.executeFormatDocumentProvider",
      ...[uri, options],
    );
    return changes ?? [];
  } catch {
    return [];
  }
}
