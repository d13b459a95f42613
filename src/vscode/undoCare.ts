import * as vscode from "vscode";

/** What one Accept did that the editor's undo takes back only in part. */
export interface AcceptedChanges {
  /** Texts that were replaced and saved: URI → what was there before. */
  readonly replaced: ReadonlyMap<string, string>;
  /** Folders that had to be made, innermost first. */
  readonly newFolders: readonly vscode.Uri[];
}

/**
 * Finishes what undo begins. Undo gives a replaced text back to the editor only: this saves it as well. Undo deletes the
 * files that were created: this deletes the folders they leave empty. Whatever else a person does is left alone.
 */
export class UndoCare implements vscode.Disposable {
  private readonly originals = new Map<string, string>();
  private folders: readonly vscode.Uri[] = [];
  private readonly listeners = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument((event) => this.save(event)),
    vscode.workspace.onDidDeleteFiles(() => void this.deleteEmptyFolders()),
  );

  watch({ replaced, newFolders }: AcceptedChanges): void {
    for (const [uri, text] of replaced) this.originals.set(uri, text);
    this.folders = [...newFolders, ...this.folders];
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private save({ document, reason }: vscode.TextDocumentChangeEvent): void {
    const original = this.originals.get(document.uri.toString());
    if (original === undefined || reason !== vscode.TextDocumentChangeReason.Undo) return;
    if (document.getText() === original) void document.save();
  }

  private async deleteEmptyFolders(): Promise<void> {
    for (const folder of this.folders) {
      try {
        const entries = await vscode.workspace.fs.readDirectory(folder);
        if (entries.length === 0) await vscode.workspace.fs.delete(folder);
      } catch {
        // It is gone already.
      }
    }
  }
}
