import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { MockloopError } from "../../base/errors";
import { Folder } from "../../files/folder";
import { isText } from "../../protocol/views/textFiles";
import { RUN_NAMES } from "../../run/journal/runPaths";
import { readFiles } from "../runs/iterationFiles";
import type { RunController } from "../runs/runController";
import { findPageOfRun } from "../runs/runState";
import type { RunIteration } from "../runs/runState";
import { findRunDir } from "../runs/work";
import type { Work } from "../runs/work";
import type { Works } from "../runs/works";

/** A file that a person edits. */
interface Opened {
  /** The work's id. */
  readonly run: string;
  readonly path: string;
  /** The ordinal of the iteration that it was of. */
  readonly of: number;
}

/**
 * The best page of a run under way, edited by hand: its files are opened from the run's folder while it is paused, and what is saved there
 * is measured as an iteration of its own.
 */
export class HandEdits implements vscode.Disposable {
  /** By the documents' addresses. */
  private readonly opened = new Map<string, Opened>();
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly works: Works,
    private readonly controller: Pick<RunController, "steer">,
    /** Told why something that was saved is not measured. */
    private readonly onError: (error: unknown) => void,
  ) {
    this.registration = vscode.workspace.onDidSaveTextDocument((document) => {
      const opened = this.opened.get(document.uri.toString());
      if (opened) this.take(opened, document.getText()).catch(this.onError);
    });
  }

  /**
   * Pauses a run and opens a file of the page it works on, to be edited.
   *
   * @throws MockloopError BAD_OPTION when no run is under way, or there is no such text in its page yet, ARCHIVE_UNREADABLE; what the disk refuses.
   */
  async open(work: Work, path: string): Promise<void> {
    const { page, text } = await readPageFile(work, path);
    if (!work.state.isPaused) this.controller.steer(work, { type: "pause" });
    const runDir = findRunDir(work, work.state) ?? "";
    const folder = await (await Folder.open(runDir)).makeFolder(RUN_NAMES.edit);
    const uri = vscode.Uri.file(folder.pathOf(path));
    const isDirty = vscode.workspace.textDocuments.some(
      (one) => one.isDirty && one.uri.toString() === uri.toString(),
    );
    // What somebody has not saved yet is theirs.
    if (!isDirty) await folder.write(path, text);
    this.opened.set(uri.toString(), { run: work.id, path, of: page.ordinal });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, {
      ...{ viewColumn: vscode.ViewColumn.One, preview: false },
    });
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async take({ run, path, of }: Opened, after: string): Promise<void> {
    const work = this.works.find(run);
    if (!work) throw new MockloopError("BAD_OPTION", l10n.t("This run is no longer there."));
    const { page, text: before } = await readPageFile(work, path);
    if (page.ordinal !== of && page.line.by !== "person")
      throw new MockloopError(
        "BAD_OPTION",
        l10n.t("The page was changed since you opened {0}. Open it again from the panel.", path),
      );
    if (before !== after)
      this.controller.steer(work, { type: "edit", path, change: { before, after } });
  }
}

async function readPageFile(
  work: Work,
  path: string,
): Promise<{ readonly page: RunIteration; readonly text: string }> {
  const { state } = work;
  if (state.phase !== "running")
    throw new MockloopError(
      "BAD_OPTION",
      l10n.t("No run of {0} is under way: what you want to keep you accept.", state.mockupName),
    );
  const page = findPageOfRun(state);
  const bytes = page && isText(path) ? (await readFiles(page.line)).get(path) : undefined;
  if (!page || !bytes)
    throw new MockloopError(
      "BAD_OPTION",
      l10n.t("The page that the run works on has no text “{0}”.", path),
    );
  return { page, text: new TextDecoder().decode(bytes) };
}
