import * as vscode from "vscode";

/**
 * Accept replaces the text of files and saves them. Undo gives the old text back to the editor only; this saves it as
 * well, so that one undo brings the files themselves back. Whatever else a person does to such a file is theirs to save.
 */
export class SaveUndone implements vscode.Disposable {
  private readonly originals = new Map<string, string>();
  private readonly listener = vscode.workspace.onDidChangeTextDocument((event) => {
    const { document, reason } = event;
    const original = this.originals.get(document.uri.toString());
    if (original === undefined || reason !== vscode.TextDocumentChangeReason.Undo) return;
    if (document.getText() === original) void document.save();
  });

  /** Remembers the texts (by URI) that were replaced and saved. */
  watch(originals: ReadonlyMap<string, string>): void {
    for (const [uri, text] of originals) this.originals.set(uri, text);
  }

  dispose(): void {
    this.listener.dispose();
  }
}
