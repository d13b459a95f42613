import * as l10n from "@vscode/l10n";
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
      l10n.t(
        "Mockloop: {0} changed on the disk at the same moment, so the new text is not saved yet. Look at it in the editor, then save it.",
        names,
      ),
    );
  }
  vscode.window.setStatusBarMessage(`Mockloop: ${describeAccepted(accepted)}`, SHOWN_MS);
}

function describeAccepted({ document, files, filledMarker, formatted }: Accepted): string {
  const where = vscode.workspace.asRelativePath(document);
  if (filledMarker) return l10n.t("Inserted the code into {0}. One undo takes it back.", where);
  if (files === 0)
    return l10n.t("Nothing to write: {0} and its files are just like this already.", where);
  if (formatted)
    return l10n.t(
      "Wrote and formatted the page {0}. One undo takes the format back, the next one all of it.",
      where,
    );
  return files === 1
    ? l10n.t("Wrote 1 file; the page is {0}. One undo takes it back.", where)
    : l10n.t("Wrote {0} files; the page is {1}. One undo takes it back.", files, where);
}
