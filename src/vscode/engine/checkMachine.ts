import * as vscode from "vscode";
import { isAbort } from "../../base/async";
import type { ExaminedPart } from "../../protocol/schemas/models";
import { describeMachine } from "./describeMachine";
import type { Models } from "../models/models";
import { toAbortSignal } from "../runs/progress";

/**
 * The command "Check this machine": a page that says what is there, what is missing, and what to do. It is a file below `folder`,
 * so that it outlives the window. Resolves with what was found; undefined when it was cancelled.
 */
export async function checkMachine(
  models: Models,
  folder: vscode.Uri,
): Promise<readonly ExaminedPart[] | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: "Mockloop: Checking this machine",
    cancellable: true,
  };
  const parts = await vscode.window
    .withProgress(options, async (_, token) => models.examine(toAbortSignal(token)))
    .then(undefined, (error: unknown) => {
      if (isAbort(error)) return undefined;
      throw error;
    });
  if (!parts) return undefined;
  const page = vscode.Uri.joinPath(folder, "This machine.md");
  await vscode.workspace.fs.writeFile(page, new TextEncoder().encode(describeMachine(parts)));
  try {
    await vscode.commands.executeCommand("markdown.showPreview", page);
  } catch {
    // Nothing draws Markdown here.
    await vscode.window.showTextDocument(page, { preview: true });
  }
  return parts;
}
