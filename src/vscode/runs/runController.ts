import { basename, sep } from "node:path";
import * as vscode from "vscode";
import { SerialQueue } from "../../base/async";
import { MockloopError, userMessageOf } from "../../base/errors";
import type { Logger } from "../../base/logger";
import type { RunLineUnion, RunRequest } from "../../protocol/runProtocol";
import type { RunIteration } from "../../protocol/schemas/panelState";
import type { EngineClient } from "../engine/engineClient";
import { nameOf, stageMockup } from "./mockupInput";
import type { MockupInput } from "./mockupInput";
import type { RunHistory } from "./runHistory";
import {
  applyLine,
  beginRun,
  createRunState,
  describeBusy,
  findBest,
  findSelected,
  hasEnded,
} from "./runState";
import type { RunState } from "./runState";
import { readSettings } from "../settings";
import { parseRecords, toRecord } from "./work";
import { WorkList } from "./workList";
import type { MarkerPlace, Work, WorkRecord } from "./work";

/** What a run looks like to whoever shows its progress. */
export type ShowProgress = (
  work: Work,
  carryOut: (signal: AbortSignal) => Promise<void>,
) => Promise<void>;

export interface RunControllerParts {
  readonly engine: EngineClient;
  readonly history: RunHistory;
  readonly logger: Logger;
  /** Remembers across windows. */
  readonly memento: vscode.Memento;
  readonly showProgress: ShowProgress;
}

const MEMENTO_KEY = "mockloop.works";

/** Owns the mockups being worked on, runs them one after the other, and tells when anything changed. */
export class RunController implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Work | undefined>();
  private readonly queue = new SerialQueue();
  /** The runs under way and those that wait, by their work. */
  private readonly active = new Map<Work, { abort(): void; readonly ended: Promise<unknown> }>();
  private readonly list = new WorkList();

  /** Fires with the work that changed; undefined when another one is shown or one is gone. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly parts: RunControllerParts) {}

  /** Oldest first. */
  get works(): readonly Work[] {
    return this.list.all;
  }

  /** The work that commands without an argument mean. */
  get shown(): Work | undefined {
    return this.list.shown;
  }

  get isRunning(): boolean {
    return this.works.some(({ state }) => !hasEnded(state));
  }

  /** Brings back what an earlier window left, as far as its folders are still there. */
  async restore(): Promise<void> {
    const earlier: Work[] = [];
    for (const record of parseRecords(this.parts.memento.get(MEMENTO_KEY))) {
      const state = await this.parts.history.read(record.id, record.runDirs);
      if (state) earlier.push(workOf(record, state));
    }
    this.list.restore(earlier);
    this.changed.fire(undefined);
    await this.remember();
  }

  /**
   * Works on the mockups one after the other; resolves when all have ended, with what became of them. When one of them cannot
   * be read, none is begun.
   */
  async generate(
    inputs: readonly { readonly input: MockupInput; readonly place?: MarkerPlace }[],
  ): Promise<readonly RunState[]> {
    const works: Work[] = [];
    try {
      for (const { input, place } of inputs) works.push(await this.admit(input, place));
    } catch (error) {
      for (const { runDirs } of works) await this.removeFolders(runDirs);
      throw error;
    }
    this.list.add(works);
    this.changed.fire(undefined);
    const states = await Promise.all(
      works.map((work) => this.enqueue(work, work.runDirs[0] as string, {})),
    );
    await this.tidy(new Set(works));
    return states;
  }

  /**
   * Goes on with a work, from the chosen iteration, else its best (or from the mockup when there is none yet). What came of a
   * choice is chosen again, so that it is not lost from sight behind a better one.
   *
   * @throws MockloopError BAD_OPTION when it is worked on already.
   */
  async refine(work: Work, instruction: string): Promise<RunState> {
    const { state } = work;
    if (!hasEnded(state)) throw new MockloopError("BAD_OPTION", describeBusy(state));
    const from = findSelected(state);
    const isChoice = from !== findBest(state);
    this.update(work, queued(state));
    const runDir = await this.parts.history.create(state.mockupName).catch((error: unknown) => {
      this.update(work, state);
      throw error;
    });
    const start = from && startAt(from, work.runDirs);
    work.runDirs.push(runDir);
    await this.enqueue(work, runDir, { ...start, ...(instruction !== "" && { instruction }) });
    const fresh = work.state.iterations.slice(state.iterations.length);
    const result = fresh.findLast(({ line }) => line.accepted) ?? from;
    const isOpen = work.state.chosen === undefined; // nobody chose another one meanwhile
    if (isChoice && isOpen && result) this.select(work, result.ordinal);
    await this.tidy(new Set([work]));
    return work.state;
  }

  /** Cancels the run under way and those that wait; or one work's only. */
  cancel(only?: Work): void {
    for (const [work, run] of this.active) if (only === undefined || only === work) run.abort();
  }

  /** A person wants to see this work. */
  show(id: string): void {
    this.list.choose(id);
    this.changed.fire(undefined);
  }

  select(work: Work, ordinal: number): void {
    if (!work.state.iterations.some((iteration) => iteration.ordinal === ordinal)) return;
    this.update(work, { ...work.state, chosen: ordinal });
    void this.remember();
  }

  /** The place is filled, or somebody else changed it. */
  forgetPlace(work: Work): void {
    work.place = undefined;
    void this.remember();
  }

  /** Forgets a work and deletes its folders; a run under way is cancelled first. */
  async remove(work: Work): Promise<void> {
    const run = this.active.get(work);
    run?.abort();
    await run?.ended;
    this.list.remove(work);
    this.changed.fire(undefined);
    await this.remember();
    await this.removeFolders(work.runDirs);
  }

  dispose(): void {
    this.cancel();
    this.changed.dispose();
  }

  private async admit(input: MockupInput, place: MarkerPlace | undefined): Promise<Work> {
    const { history } = this.parts;
    const mockupName = nameOf(input);
    const runDir = await history.create(mockupName);
    const id = basename(runDir);
    return {
      id,
      source: input.kind === "uri" ? input.uri.toString() : undefined,
      mockupPath: await stageMockup(input, runDir).catch(async (error: unknown) => {
        await history.remove(runDir);
        throw error;
      }),
      runDirs: [runDir],
      place,
      state: createRunState(id, mockupName),
    };
  }

  private async removeFolders(runDirs: readonly string[]): Promise<void> {
    for (const runDir of runDirs) await this.parts.history.remove(runDir);
  }

  private async enqueue(
    work: Work,
    runDir: string,
    how: Pick<RunRequest, "continueFrom" | "continueAt" | "instruction">,
  ): Promise<RunState> {
    const controller = new AbortController();
    const { signal } = controller;
    this.update(work, queued(work.state));
    const turn = this.queue.run(async () => {
      if (!signal.aborted) await this.carryOut(work, { ...how, runDir }, signal);
    });
    const ended = Promise.race([turn, this.endWaiting(work, signal)]);
    this.active.set(work, { abort: () => controller.abort(), ended });
    try {
      await this.remember();
      await ended;
    } finally {
      this.active.delete(work);
    }
    await this.remember();
    return work.state;
  }

  /** Resolves when a run is cancelled before its turn has come: it ends at once then, whatever goes on before it. */
  private endWaiting(work: Work, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      signal.addEventListener("abort", () => {
        if (work.state.phase !== "queued") return;
        this.take(work, {
          ...{ type: "error", mockup: work.mockupPath, code: "ABORTED" },
          message: "Stopped before its turn came.",
        });
        resolve();
      });
    });
  }

  private async carryOut(
    work: Work,
    how: Pick<RunRequest, "runDir" | "continueFrom" | "continueAt" | "instruction">,
    signal: AbortSignal,
  ): Promise<void> {
    this.list.follow(work);
    this.update(work, beginRun(work.state));
    await this.parts.showProgress(work, async (cancelled) => {
      const resource = work.source === undefined ? undefined : vscode.Uri.parse(work.source);
      const request = { ...readSettings(resource).run, ...how, mockup: work.mockupPath };
      this.parts.logger.info(`Run of ${work.mockupPath} in ${how.runDir}.`);
      await this.parts.engine.run(
        request,
        (line) => this.take(work, line),
        AbortSignal.any([signal, cancelled]),
      );
    });
  }

  private take(work: Work, line: RunLineUnion): void {
    if (line.type === "error") this.parts.logger.error(`${line.code}: ${line.message}`);
    else if (line.type !== "progress") this.parts.logger.debug(JSON.stringify(line));
    this.update(work, applyLine(work.state, line));
  }

  private update(work: Work, state: RunState): void {
    work.state = state;
    this.changed.fire(work);
  }

  private async remember(): Promise<void> {
    await this.parts.memento.update(MEMENTO_KEY, this.works.map(toRecord));
  }

  /** Keeps the history manageable: the newest works, `fresh` ones that nobody has seen yet, and the one that is shown. */
  private async tidy(fresh: ReadonlySet<Work>): Promise<void> {
    try {
      const { keepRuns } = readSettings();
      for (const work of this.list.spare(keepRuns, fresh)) await this.remove(work);
      const inUse = new Set(this.works.flatMap(({ runDirs }) => runDirs));
      await this.parts.history.prune(keepRuns, inUse);
    } catch (error) {
      this.parts.logger.warn(userMessageOf(error));
    }
  }
}

function queued(state: RunState): RunState {
  return { ...state, phase: "queued", status: "Waiting for its turn" };
}

/** The part of a request that starts a run at an iteration of an earlier one. */
function startAt(
  { line }: RunIteration,
  runDirs: readonly string[],
): Pick<RunRequest, "continueFrom" | "continueAt"> | undefined {
  const continueFrom = runDirs.find((runDir) => line.dir.startsWith(runDir + sep));
  return continueFrom === undefined ? undefined : { continueFrom, continueAt: line.number };
}

function workOf(record: WorkRecord, state: RunState): Work {
  const { id, source, mockupPath, runDirs, chosen, place } = record;
  return { id, source, mockupPath, runDirs: [...runDirs], place, state: { ...state, chosen } };
}
