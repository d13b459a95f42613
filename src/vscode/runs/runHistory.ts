import { basename, dirname, join, resolve } from "node:path";
import * as l10n from "@vscode/l10n";
import { keepParts, KINDS_OF_PARTS, loadParts } from "../../run/journal/beside/keepParts";
import type { KindOfParts } from "../../run/journal/beside/keepParts";
import { describeSkipped, parseJournal } from "../../run/journal/parseJournal";
import { readJournal } from "../../run/journal/readJournal";
import { pruneRuns, removeRun } from "../../run/journal/pruneRuns";
import { MockloopError, systemErrorCode } from "../../base/errors";
import { Folder } from "../../files/folder";
import type { NoticeLine } from "../../protocol/runProtocol";
import type { Part } from "../../protocol/steering";
import { applyLine, beginRun, createRunState } from "./runState";
import type { RunState } from "./runState";
import { folderNameOf } from "../accept/targetFolder";

/** The folders of the runs kept for this workspace. Their names begin with the time, so they sort by age. */
export class RunHistory {
  constructor(
    readonly root: string,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Makes a new run's folder, and a place in it for a mockup that is no file of its own. */
  async create(mockupName: string): Promise<string> {
    const time = this.now().toISOString().replace(/[:.]/g, "-");
    const root = await Folder.make(this.root);
    for (let attempt = 0; ; attempt++) {
      const suffix = attempt === 0 ? "" : `-${attempt}`;
      const name = `${time}-${folderNameOf(mockupName)}${suffix}`;
      // The first of these folders that did not exist is ours.
      if (await root.makeNewFolder(name)) return join(this.root, name);
    }
  }

  /** Deletes all but the newest `keep` runs; those in `inUse` stay, and those that another window has at work. */
  async prune(keep: number, inUse: ReadonlySet<string>): Promise<void> {
    await pruneRuns(this.root, keep, inUse);
  }

  /** Deletes one run's folder; anything that is none, or in it and not a run's, is left alone. */
  async remove(runDir: string): Promise<void> {
    if (this.owns(runDir)) await removeRun(runDir);
  }

  /**
   * Reads a mockup's runs back (the first and its refinements), as they were when the last one ended or broke off; what could not
   * be read of them is among the notices. Undefined when there is nothing to read.
   */
  async read(id: string, runDirs: readonly string[]): Promise<RunState | undefined> {
    let state: RunState | undefined;
    const damage: NoticeLine[] = [];
    for (const runDir of runDirs.filter((path) => this.owns(path))) {
      const text = await readJournal(runDir).catch((error: unknown) => {
        if (error instanceof MockloopError || systemErrorCode(error) !== undefined) return "";
        throw error;
      });
      const { start, notices, iterations, steers, end, skipped } = parseJournal(text);
      damage.push(...describeSkipped(runDir, skipped));
      if (!start) continue;
      const lines = [start, ...notices, ...iterations, ...steers, ...(end ? [end] : [])];
      state = lines.reduce(
        applyLine,
        beginRun(state ?? createRunState(id, basename(start.request.mockup)), basename(runDir)),
      );
      if (!end)
        state = {
          ...state,
          phase: "failed",
          isPaused: false,
          status: l10n.t("This run broke off."),
        };
    }
    // What was marked after the last run had ended is in no journal.
    for (const kind of KINDS_OF_PARTS) {
      const parts = await loadParts(runDirs.at(-1) ?? "", kind);
      if (state && parts) state = { ...state, [kind]: parts };
    }
    if (!state && damage.length === 0) return undefined;
    return damage.reduce(applyLine, state ?? unreadable(id));
  }

  /** Writes down which parts of a mockup its next run is to mind. */
  async keepParts(runDir: string, kind: KindOfParts, parts: readonly Part[]): Promise<void> {
    if (this.owns(runDir)) await keepParts(await Folder.open(runDir), kind, parts);
  }

  private owns(runDir: string): boolean {
    return dirname(resolve(runDir)) === resolve(this.root);
  }
}

/** Of a run whose journal has no beginning not even the mockup is known; its folder's name says when it was. */
function unreadable(id: string): RunState {
  const status = l10n.t("The journal of this run cannot be read.");
  return { ...createRunState(id, id), phase: "failed", status };
}
