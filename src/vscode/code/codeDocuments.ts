import * as vscode from "vscode";
import { readFiles } from "../runs/iterationFiles";
import { findIteration } from "../runs/runState";
import type { Work } from "../runs/work";
import type { Works } from "../runs/works";

/** The scheme of an iteration's files as documents: to be read and compared, never edited. */
const SCHEME = "mockloop-code";

/** A file of an iteration as a document. */
export interface CodeFile {
  readonly work: Work;
  /** The iteration's ordinal. */
  readonly iteration: number;
  /** Relative, with forward slashes: "index.html". */
  readonly path: string;
}

export function codeUri({ work, iteration, path }: CodeFile): vscode.Uri {
  return vscode.Uri.from({
    scheme: SCHEME,
    path: `/${work.state.mockupName} ${iteration}/${path}`,
    query: JSON.stringify([work.id, iteration, path]),
  });
}

/** Gives the editor the files of iterations, read-only, from their runs' folders. */
export class CodeDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(private readonly works: Works) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  /** @throws MockloopError when the run, the iteration or the file is gone. */
  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const [id, iteration, path] = parseQuery(query);
    const work = this.works.find(id);
    if (!work) return "";
    const files = await readFiles(findIteration(work.state, iteration).line);
    return new TextDecoder().decode(files.get(path));
  }

  dispose(): void {
    this.registration.dispose();
  }
}

/** An address may come from a window of another version, or be made up: what it does not say is the empty text. */
function parseQuery(query: string): readonly [id: string, iteration: number, path: string] {
  const value: unknown = JSON.parse(query);
  const [id, iteration, path] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  return [String(id), Number(iteration), String(path)];
}
