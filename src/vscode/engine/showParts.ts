import * as vscode from "vscode";
import type { ExaminedPart } from "../../protocol/schemas/models";
import { describeParts } from "./describeParts";

/** What was looked at. */
export interface Examined {
  /** The page's heading, and its file's name: "This machine". */
  readonly title: string;
  /** The sentence for when nothing is wrong. */
  readonly good: string;
  readonly parts: readonly ExaminedPart[];
}

/** Shows what was found out as a page. It is a file below `folder`, so that it outlives the window. */
export async function showParts(
  { title, good, parts }: Examined,
  folder: vscode.Uri,
): Promise<void> {
  const page = vscode.Uri.joinPath(folder, `${title}.md`);
  const text = describeParts(title, good, parts);
  await vscode.workspace.fs.writeFile(page, new TextEncoder().encode(text));
  try {
    await vscode.commands.executeCommand("markdown.showPreview", page);
  } catch {
    // Nothing draws Markdown here.
    await vscode.window.showTextDocument(page, { preview: true });
  }
}
