import * as vscode from "vscode";
import { MadeFolders } from "./madeFolders";

/** What one Accept did that the editor's undo takes back only in part. */
export interface AcceptedChanges {
  /** Texts that were replaced and saved: URI → what was there before. */
  readonly replaced: ReadonlyMap<string, string>;
  /** Files that were created. */
  readonly created: readonly vscode.Uri[];
  /** Folders that had to be made for them, innermost first. */
  readonly newFolders: readonly vscode.Uri[];
}

/**
 * Finishes what undo begins. Undo gives a replaced text back to the editor only: this saves it as well. Undo deletes the
 * files that were created: this deletes the folders that were made for them and are empty then. Other deletions are left alone.
 */
export class UndoCare implements vscode.Disposable {
  private readonly originals = new Map<string, string>();
  private readonly made = new MadeFolders();
  private readonly listeners = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument((event) => this.save(event)),
    vscode.workspace.onDidDeleteFiles(({ files }) => void this.deleteEmptyFolders(files)),
  );

  watch({ replaced, created, newFolders }: AcceptedChanges): void {
    for (const [uri, text] of replaced) this.originals.set(uri, text);
    this.made.add({ files: created.map(String), folders: newFolders.map(String) });
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private save({ document, reason }: vscode.TextDocumentChangeEvent): void {
    const original = this.originals.get(document.uri.toString());
    if (original === undefined || reason !== vscode.TextDocumentChangeReason.Undo) return;
    if (document.getText() === original) void document.save();
  }

  private async deleteEmptyFolders(deleted: readonly vscode.Uri[]): Promise<void> {
    for (const text of this.made.leftBy(deleted.map(String))) {
      const folder = vscode.Uri.parse(text);
      try {
        const entries = await vscode.workspace.fs.readDirectory(folder);
        if (entries.length === 0) await vscode.workspace.fs.delete(folder);
      } catch {
        // It is gone already.
      }
    }
  }
}
