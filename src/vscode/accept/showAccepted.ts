import * as vscode from "vscode";
import type { Accepted } from "./acceptRun";
import { showDocument } from "./showDocument";

/** How long the status bar says what was done, ms. */
const SHOWN_MS = 10_000;

/** Opens the page that was written and says what was done, and which documents a person must save. */
export async function showAccepted(accepted: Accepted): Promise<void> {
  await showDocument(accepted.document);
  if (accepted.unsaved.length > 0) {
    const names = accepted.unsaved.map((uri) => vscode.workspace.asRelativePath(uri)).join(", ");
    void vscode.window.showWarningMessage(
      `Mockloop: ${names} changed on the disk at the same moment, so the new text is not saved yet. Look at it in the editor, then save it.`,
    );
  }
  vscode.window.setStatusBarMessage(`Mockloop: ${describeAccepted(accepted)}`, SHOWN_MS);
}

function describeAccepted({ document, files, filledMarker }: Accepted): string {
  const where = vscode.workspace.asRelativePath(document);
  if (filledMarker) return `Inserted the code into ${where}. One undo takes it back.`;
  if (files === 0) return `Nothing to write: ${where} and its files are just like this already.`;
  const count = `${files} file${files === 1 ? "" : "s"}`;
  return `Wrote ${count}; the page is ${where}. One undo takes it back.`;
}
