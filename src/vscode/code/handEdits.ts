import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { startTimer } from "../../base/async";
import { MockloopError } from "../../base/errors";
import { Folder } from "../../files/folder";
import { isText } from "../../protocol/views/textFiles";
import { RUN_NAMES } from "../../run/journal/runPaths";
import { readFiles } from "../runs/iterationFiles";
import type { RunController } from "../runs/runController";
import { findPageOfRun } from "../runs/runState";
import type { RunState } from "../runs/runState";
import { findRunDir } from "../runs/work";
import type { Work } from "../runs/work";
import type { Works } from "../runs/works";
import { untilState } from "./untilState";

/** A file that a person edits. */
interface Opened {
  /** The work's id. */
  readonly run: string;
  /** The run it was opened for: see RunState. */
  readonly runFolder: string;
  readonly path: string;
  /** What the page had there when it was opened, or has taken since: what the person's changes are changes of. */
  base: string;
  /** What is saved. If it is another text than `base`, it is in no page: it is the person's, and nothing may be written over it. */
  saved: string;
  /** Whether a change is on its way, until it is measured or refused. */
  isPassing: boolean;
}

/** What a change came to: refused, measured, or overtaken by the run's end. */
interface Outcome {
  readonly refused?: string;
  readonly accepted?: boolean;
  readonly ended?: RunState;
}

/** A run hears of a pause when the model's answer under way has ended. This long is waited for it. */
const PAUSE_MS = 60_000;

/**
 * The best page of a run under way, edited by hand: its files are opened from the run's folder while it is paused, and what is saved there
 * is measured as an iteration of its own.
 */
export class HandEdits implements vscode.Disposable {
  /** By the documents' addresses. */
  private readonly opened = new Map<string, Opened>();
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly works: Pick<Works, "find" | "onDidChange">,
    private readonly controller: Pick<RunController, "steer">,
    /** Told why something that was saved is not measured. */
    private readonly onError: (error: unknown) => void,
    private readonly pauseMs = PAUSE_MS,
  ) {
    this.registration = vscode.workspace.onDidSaveTextDocument((document) => {
      const opened = this.opened.get(document.uri.toString());
      if (!opened) return;
      opened.saved = document.getText();
      void this.pass(opened);
    });
  }

  /**
   * Pauses a run and opens a file of the page it works on, to be edited.
   *
   * @throws MockloopError BAD_OPTION when no run is under way or it does not pause, or there is no such text in its page yet,
   * ARCHIVE_UNREADABLE; what the disk refuses.
   */
  async open(work: Work, path: string): Promise<void> {
    // What cannot be opened pauses nothing.
    await readPageFile(work, path);
    await this.pause(work);
    const text = await readPageFile(work, path);
    const { runFolder } = work.state;
    const folder = await (
      await Folder.open(findRunDir(work, work.state) ?? "")
    ).makeFolder(RUN_NAMES.edit);
    const uri = vscode.Uri.file(folder.pathOf(path));
    const opened = this.opened.get(uri.toString()) ?? {
      ...{ run: work.id, runFolder, path },
      ...{ base: text, saved: text, isPassing: false },
    };
    this.opened.set(uri.toString(), opened);
    if (opened.saved === text && !opened.isPassing) opened.base = text;
    const isTheirs = opened.isPassing || opened.saved !== opened.base;
    if (!isTheirs && !isDirty(uri)) await write(folder, opened, text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, {
      ...{ viewColumn: vscode.ViewColumn.One, preview: false },
    });
    if (isTheirs && !opened.isPassing && opened.base !== text && !isDirty(uri))
      await this.choose(folder, opened, text);
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async pause(work: Work): Promise<void> {
    if (work.state.isPaused) return;
    this.controller.steer(work, { type: "pause" });
    const timer = startTimer(this.pauseMs);
    const hasPaused = (state: RunState | undefined): true | undefined =>
      state?.phase !== "running" || state.isPaused || undefined;
    const options = {
      location: vscode.ProgressLocation.Window,
      title: l10n.t("Mockloop: Waiting for the model’s answer to end"),
    };
    const wait = (): Promise<true | undefined> =>
      untilState(this.works, work.id, hasPaused, timer.signal).finally(() => timer.stop());
    if (!(await vscode.window.withProgress(options, wait)))
      throw new MockloopError(
        "BAD_OPTION",
        l10n.t("The run pauses when the model’s answer has ended. Edit the page then."),
      );
  }

  /** The person's text is of a page that is no more, and was refused: they say which of the two is to be. */
  private async choose(folder: Folder, opened: Opened, text: string): Promise<void> {
    const mine = l10n.t("Measure mine");
    const other = l10n.t("Take the page’s");
    const picked = await vscode.window.showWarningMessage(
      l10n.t("{0} was changed in the page since you opened it.", opened.path),
      { modal: true, detail: l10n.t("What you saved is not in the page. Which is to stay?") },
      ...[mine, other],
    );
    if (picked === mine) {
      opened.base = text;
      void this.pass(opened);
    } else if (picked === other) await write(folder, opened, text);
  }

  /** Has what was saved measured. Of what is saved while a change is on its way, the newest follows once that has come to something. */
  private async pass(opened: Opened): Promise<void> {
    if (opened.isPassing) return;
    opened.isPassing = true;
    let tried: string | undefined;
    while (opened.saved !== opened.base && opened.saved !== tried) {
      tried = opened.saved;
      try {
        if (await this.measure(opened, tried)) opened.base = tried;
      } catch (error) {
        this.onError(error);
      }
    }
    opened.isPassing = false;
  }

  /** Whether the run goes on from the page with the change. Whether that is of the page as it is, the run itself sees. */
  private async measure({ run, runFolder, path, base }: Opened, after: string): Promise<boolean> {
    const work = this.works.find(run);
    if (!work) throw new MockloopError("BAD_OPTION", l10n.t("This run is no longer there."));
    if (work.state.phase !== "running") throw noRun(work.state);
    if (work.state.runFolder !== runFolder)
      throw new MockloopError(
        "BAD_OPTION",
        l10n.t("The run that you opened {0} for has ended. Open it again from the panel.", path),
      );
    const isOfFile = (one: { readonly path: string }): boolean => one.path === path;
    const earlier = work.state.heardEdits.filter(isOfFile).length;
    const change = { before: base, after };
    this.controller.steer(work, { type: "edit", path, change });
    const outcome = await untilState(this.works, run, (state): Outcome | undefined => {
      if (state?.runFolder !== runFolder) return {};
      const heard = state.heardEdits.filter(isOfFile)[earlier];
      if (heard?.refused !== undefined) return { refused: heard.refused };
      const made =
        heard &&
        state.iterations.find(
          ({ ordinal, line }) => ordinal > heard.iterations && line.by === "person",
        );
      if (made) return { accepted: made.line.accepted };
      return state.phase === "running" ? undefined : { ended: state };
    });
    if (outcome?.ended) throw noRun(outcome.ended);
    if (outcome?.refused !== undefined)
      throw new MockloopError(
        "BAD_OPTION",
        l10n.t("Your change of {0} is not in the page: {1}", path, outcome.refused),
      );
    return outcome?.accepted ?? false;
  }
}

/** What somebody has not saved yet is theirs. */
function isDirty(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some(
    (one) => one.isDirty && one.uri.toString() === uri.toString(),
  );
}

async function write(folder: Folder, opened: Opened, text: string): Promise<void> {
  await folder.write(opened.path, text);
  opened.base = opened.saved = text;
}

function noRun({ mockupName }: RunState): MockloopError {
  return new MockloopError(
    "BAD_OPTION",
    l10n.t("No run of {0} is under way: what you want to keep you accept.", mockupName),
  );
}

/** The text of a file of the page that the run under way works on. */
async function readPageFile({ state }: Work, path: string): Promise<string> {
  if (state.phase !== "running") throw noRun(state);
  const page = findPageOfRun(state);
  const bytes = page && isText(path) ? (await readFiles(page.line)).get(path) : undefined;
  if (!bytes)
    throw new MockloopError(
      "BAD_OPTION",
      l10n.t("The page that the run works on has no text “{0}”.", path),
    );
  return new TextDecoder().decode(bytes);
}
