import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { findEntry } from "../../project/target";
import { MockloopError } from "../../base/errors";
import { addFiles, askForPreview, describeEdit, withoutUnticked } from "./applyFiles";
import type { EditLabel } from "./applyFiles";
import { chooseFolder, defaultFolder } from "./chooseFolder";
import type { CodeFiles } from "../markers/insertion";
import { locateMarker, takeMarkerOut, textWithout } from "../markers/markerPlace";
import type { FoundMarker } from "../markers/markerPlace";
import { readFiles } from "../runs/iterationFiles";
import { findIteration, findSelected } from "../runs/runState";
import { readSettings } from "../settings";
import { folderNameOf } from "./targetFolder";
import { formatAccepted } from "./formatAccepted";
import type { AcceptedChanges } from "./undoCare";
import type { Work } from "../runs/work";

export interface AcceptOptions {
  /** The ordinal of the iteration to write; undefined: the chosen one, else the best. */
  readonly iteration?: number | undefined;
  /** Where to write; undefined: ask. "default": the setting's folder, without asking. */
  readonly folder?: vscode.Uri | "default" | undefined;
  /** Whether to show the changes first; undefined: as the setting says. */
  readonly preview?: boolean | undefined;
}

/** What was written, or undefined when the person decided against it. */
export interface Accepted {
  /** To show, and to undo from. */
  readonly document: vscode.Uri;
  readonly files: number;
  readonly changes: AcceptedChanges;
  /** Documents that hold the new text and could not be saved: their files changed on the disk at the same moment. */
  readonly unsaved: readonly vscode.Uri[];
  readonly filledMarker: boolean;
  /** The files were formatted afterwards, which is a step of its own to undo. */
  readonly formatted: boolean;
}

/**
 * Writes an iteration's files into the workspace through one workspace edit: one undo brings everything back.
 * A run that began with a drop fills its marker; every other one is written to a folder.
 */
export async function acceptRun(work: Work, options: AcceptOptions): Promise<Accepted | undefined> {
  const { iteration } = options;
  const chosen =
    iteration === undefined ? findSelected(work.state) : findIteration(work.state, iteration);
  if (!chosen)
    throw new MockloopError(
      "BAD_OPTION",
      l10n.t(
        "There is nothing to accept yet: no iteration could be drawn. Use “Refine further” or try another mockup.",
      ),
    );
  const files = await readFiles(chosen.line);
  const resource = work.source === undefined ? undefined : vscode.Uri.parse(work.source);
  const { acceptPreview, acceptFormat, outputFolder } = readSettings(resource);
  const label = {
    preview: options.preview ?? acceptPreview,
    mockupName: work.state.mockupName,
  };
  const marker = work.place && (await locateMarker(work.place));
  const accepted =
    marker && work.place
      ? await fillMarker(work, marker, work.place.marker, files, label)
      : await writeWhere(work, files, { ...options, outputFolder, label });
  if (!accepted || accepted.filledMarker || !acceptFormat) return accepted;
  return { ...accepted, formatted: await mayFormat(accepted.changes) };
}

/** What was written stays written, and known as such, whatever becomes of its format. */
async function mayFormat(changes: AcceptedChanges): Promise<boolean> {
  try {
    return await formatAccepted(changes);
  } catch {
    return false;
  }
}

/** Writes into the folder that was asked for, or that the person chooses. */
async function writeWhere(
  work: Work,
  files: CodeFiles,
  {
    folder,
    outputFolder,
    label,
  }: Pick<AcceptOptions, "folder"> & {
    readonly outputFolder: string;
    readonly label: EditLabel;
  },
): Promise<Accepted | undefined> {
  const chosen =
    folder === "default"
      ? defaultFolder(work, outputFolder)
      : (folder ?? (await chooseFolder(work, outputFolder, entryOf(files))));
  return chosen && writeToFolder(chosen, files, label);
}

async function writeToFolder(
  folder: vscode.Uri,
  code: CodeFiles,
  label: EditLabel,
): Promise<Accepted | undefined> {
  const edit = new vscode.WorkspaceEdit();
  const { count, changes } = await addFiles(edit, folder, code, label);
  const document = vscode.Uri.joinPath(folder, entryOf(code));
  if (label.preview) askForPreview(edit, document, label);
  if (count > 0 && !(await vscode.workspace.applyEdit(edit))) return undefined;
  const { replaced, unsaved } = await saveReplaced(changes.replaced);
  const files = count - changes.replaced.size + replaced.size;
  const done = await withoutUnticked({ ...changes, replaced });
  return { document, files, changes: done, unsaved, filledMarker: false, formatted: false };
}

function entryOf(code: CodeFiles): string {
  const paths = [...code.keys()];
  return findEntry(paths) ?? paths[0] ?? "";
}

/** Saves the documents that were replaced, and tells which, and which could not be saved. One that was unticked in the preview stays as it was. */
async function saveReplaced(originals: ReadonlyMap<string, string>): Promise<{
  readonly replaced: ReadonlyMap<string, string>;
  readonly unsaved: readonly vscode.Uri[];
}> {
  const replaced = new Map<string, string>();
  const unsaved: vscode.Uri[] = [];
  for (const [uri, original] of originals) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    if (document.getText() === original) continue;
    if (!(await document.save())) unsaved.push(document.uri);
    replaced.set(uri, original);
  }
  return { replaced, unsaved };
}

async function fillMarker(
  work: Work,
  marker: FoundMarker,
  markerText: string,
  files: CodeFiles,
  label: EditLabel,
): Promise<Accepted | undefined> {
  const { document } = marker;
  // Brings readers of HTML and CSS along, half of the extension's code: not before it is needed.
  const { composeInsertion } = await import("../markers/insertion");
  const insertion = composeInsertion(files, {
    languageId: document.languageId,
    rest: textWithout(document, marker.range),
    folder: folderNameOf(work.state.mockupName),
    mockupName: work.state.mockupName,
    indent: /^[ \t]*/.exec(document.lineAt(marker.range.start).text)?.[0] ?? "",
  });
  const edit = new vscode.WorkspaceEdit();
  const folder = vscode.Uri.joinPath(document.uri, "..");
  const { count, changes } = await addFiles(edit, folder, insertion.files, label);
  const position = await takeMarkerOut(marker);
  edit.insert(document.uri, position, insertion.text, describeEdit(l10n.t("Insert code"), label));
  if (label.preview) askForPreview(edit, document.uri, label);
  if (await vscode.workspace.applyEdit(edit)) {
    const done = await withoutUnticked(changes);
    return {
      document: document.uri,
      files: count,
      changes: done,
      unsaved: [],
      filledMarker: true,
      formatted: false,
    };
  }
  const back = new vscode.WorkspaceEdit();
  back.insert(document.uri, position, markerText);
  await vscode.workspace.applyEdit(back);
  return undefined;
}
