import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { MockloopError } from "../../base/errors";
import type { IterationLine } from "../../protocol/runProtocol";
import { readFiles } from "../runs/iterationFiles";
import { findEntry } from "../../project/target";
import { findIteration } from "../runs/runState";
import type { Work } from "../runs/work";
import { codeUri } from "./codeDocuments";
import { isText } from "../../protocol/views/textFiles";

/**
 * Opens an iteration's page as a document beside the panel, at the element that `selector` names, if it is there.
 *
 * @throws MockloopError BAD_OPTION when there is no such iteration or it has no code, ARCHIVE_UNREADABLE.
 */
export async function openCode(work: Work, iteration: number, selector?: string): Promise<void> {
  const { line } = findIteration(work.state, iteration);
  const path = firstOf(line);
  if (path === undefined)
    throw new MockloopError(
      "BAD_OPTION",
      l10n.t("Iteration {0} has no code to be shown.", iteration),
    );
  const document = await vscode.workspace.openTextDocument(codeUri({ work, iteration, path }));
  const place = selector === undefined ? undefined : await find(document.getText(), selector);
  const selection = place && new vscode.Range(place.line, place.column, place.line, place.column);
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.One,
    preview: true,
    ...(selection && { selection }),
  });
}

/**
 * Compares the text files of two iterations in the editor's own way.
 *
 * @throws MockloopError BAD_OPTION when one of them is not there, or both have the same code.
 */
export async function compareCode(work: Work, before: number, after: number): Promise<void> {
  const [old, now] = [before, after].map((ordinal) => findIteration(work.state, ordinal).line);
  const [oldFiles, newFiles] = await Promise.all([filesOf(old), filesOf(now)]);
  const paths = [...new Set([...oldFiles.keys(), ...newFiles.keys()])].filter(
    (path) => isText(path) && !isSame(oldFiles.get(path), newFiles.get(path)),
  );
  if (paths.length === 0)
    throw new MockloopError(
      "BAD_OPTION",
      l10n.t("Iterations {0} and {1} have the same code.", before, after),
    );
  const sides = paths.map((path) => {
    const at = (iteration: number, files: ReadonlyMap<string, unknown>): vscode.Uri | undefined =>
      files.has(path) ? codeUri({ work, iteration, path }) : undefined;
    return [codeUri({ work, iteration: after, path }), at(before, oldFiles), at(after, newFiles)];
  });
  const title = l10n.t("{0}: iteration {1} ↔ {2}", work.state.mockupName, before, after);
  await vscode.commands.executeCommand("vscode.changes", title, sides);
}

/** The file that is the page, else the first that people read. */
function firstOf(line: IterationLine): string | undefined {
  return findEntry(line.files) ?? line.files.find(isText);
}

async function filesOf(line: IterationLine | undefined): Promise<ReadonlyMap<string, Uint8Array>> {
  return line ? readFiles(line) : new Map();
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
}

/** The reader of HTML is large, and not needed before somebody wants to see a place in it. */
async function find(html: string, selector: string) {
  const { locateElement } = await import("../../craft/locateElement");
  return locateElement(html, selector);
}
