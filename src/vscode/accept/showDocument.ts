import * as vscode from "vscode";

/** Shows a document where it is open already, else in the first column, so that it never covers the panel. */
export async function showDocument(uri: vscode.Uri): Promise<void> {
  const key = uri.toString();
  const group = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key),
  );
  const viewColumn = group?.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(uri, { viewColumn, preview: false });
}
