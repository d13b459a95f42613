import * as vscode from "vscode";
import { findMarker } from "./markerComment";
import { showDocument } from "../accept/showDocument";
import type { MarkerPlace } from "../runs/work";

/** A marker found in its document. */
export interface FoundMarker {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
}

/** Finds a marker again; undefined when its document cannot be opened or the marker was edited away. */
export async function locateMarker(place: MarkerPlace): Promise<FoundMarker | undefined> {
  try {
    const uri = vscode.Uri.parse(place.document, true);
    const document = await vscode.workspace.openTextDocument(uri);
    const found = findMarker(document.getText(), place.marker);
    if (!found) return undefined;
    const { start, end } = found;
    return {
      document,
      range: new vscode.Range(document.positionAt(start), document.positionAt(end)),
    };
  } catch {
    return undefined;
  }
}

/**
 * Takes the marker out. When its insertion is the last change of the document it is undone, so that what is put there
 * afterwards is one step, and its undo leads to the document as it was before the drop. Otherwise the marker's text is
 * deleted. Returns where it was.
 */
export async function takeMarkerOut(marker: FoundMarker): Promise<vscode.Position> {
  const { document, range } = marker;
  const expected = textWithout(document, range);
  await showDocument(document.uri);
  await vscode.commands.executeCommand("undo");
  if (document.getText() === expected) return range.start;
  // Something was typed since: the undo took that back instead.
  await vscode.commands.executeCommand("redo");
  const edit = new vscode.WorkspaceEdit();
  edit.delete(document.uri, range);
  await vscode.workspace.applyEdit(edit);
  return range.start;
}

/** The document's text without what is in `range`. */
export function textWithout(document: vscode.TextDocument, range: vscode.Range): string {
  const text = document.getText();
  return text.slice(0, document.offsetAt(range.start)) + text.slice(document.offsetAt(range.end));
}
