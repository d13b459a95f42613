import { basename, sep } from "node:path";
import * as vscode from "vscode";
import { SerialQueue } from "../base/async";
import { userMessageOf } from "../base/errors";
import type { Logger } from "../base/logger";
import type { RunLineUnion, RunRequest } from "../protocol/runProtocol";
import type { EngineClient } from "./engineClient";
import { nameOf, stageMockup } from "./mockupInput";
import type { MockupInput } from "./mockupInput";
import type { RunHistory } from "./runHistory";
import { applyLine, beginRun, createRunState, findBest, findSelected, hasEnded } from "./runState";
import type { RunIteration, RunState } from "./runState";
import { readSettings } from "./settings";
import { parseRecords, toRecord } from "./work";
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
  private items: Work[] = [];
  private shownId: string | undefined;

  /** Fires with the work that changed; undefined when another one is shown or one is gone. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly parts: RunControllerParts) {}

  /** Oldest first. */
  get works(): readonly Work[] {
    return this.items;
  }

  /** The work that commands without an argument mean. */
  get shown(): Work | undefined {
    return this.items.find(({ id }) => id === this.shownId) ?? this.items.at(-1);
  }

  get isRunning(): boolean {
    return this.items.some(({ state }) => !hasEnded(state));
  }

  /** Brings back what an earlier window left, as far as its folders are still there. */
  async restore(): Promise<void> {
    for (const record of parseRecords(this.parts.memento.get(MEMENTO_KEY))) {
      const state = await this.parts.history.read(record.id, record.runDirs);
      if (!state || this.items.some(({ id }) => id === record.id)) continue;
      this.items.unshift(workOf(record, state));
    }
    this.changed.fire(undefined);
  }

  /** Works on the mockups one after the other; resolves when all have ended, with what became of them. */
  async generate(
    inputs: readonly { readonly input: MockupInput; readonly place?: MarkerPlace }[],
  ): Promise<readonly RunState[]> {
    const works: Work[] = [];
    for (const { input, place } of inputs) works.push(await this.admit(input, place));
    this.show(works[0]?.id);
    return Promise.all(works.map((work) => this.enqueue(work, work.runDirs[0] as string, {})));
  }

  /**
   * Goes on with a work, from the chosen iteration, else its best (or from the mockup when there is none yet). What came of a
   * choice is chosen again, so that it is not lost from sight behind a better one.
   */
  async refine(work: Work, instruction: string): Promise<RunState> {
    if (!hasEnded(work.state)) return work.state;
    const from = findSelected(work.state);
    const isChoice = from !== findBest(work.state);
    const before = work.state.iterations.length;
    const runDir = await this.parts.history.create(work.state.mockupName);
    const start = from && startAt(from, work.runDirs);
    work.runDirs.push(runDir);
    await this.enqueue(work, runDir, { ...start, ...(instruction !== "" && { instruction }) });
    const result = work.state.iterations.slice(before).findLast(({ line }) => line.accepted);
    if (isChoice) this.select(work, (result ?? from)?.ordinal ?? 0);
    return work.state;
  }

  /** Cancels the run under way and those that wait; or one work's only. */
  cancel(only?: Work): void {
    for (const [work, run] of this.active) if (only === undefined || only === work) run.abort();
  }

  show(id: string | undefined): void {
    if (id === undefined || !this.items.some((work) => work.id === id)) return;
    this.shownId = id;
    this.changed.fire(undefined);
  }

  select(work: Work, ordinal: number): void {
    if (work.state.iterations.some((iteration) => iteration.ordinal === ordinal))
      this.update(work, { ...work.state, chosen: ordinal });
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
    this.items = this.items.filter((item) => item !== work);
    this.changed.fire(undefined);
    await this.remember();
    for (const runDir of work.runDirs) await this.parts.history.remove(runDir);
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
    const work: Work = {
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
    this.items.push(work);
    return work;
  }

  private async enqueue(
    work: Work,
    runDir: string,
    how: Pick<RunRequest, "continueFrom" | "continueAt" | "instruction">,
  ): Promise<RunState> {
    const controller = new AbortController();
    this.update(work, { ...work.state, phase: "queued", status: "Waiting for its turn" });
    const ended = this.queue.run(async () => {
      this.show(work.id);
      this.update(work, beginRun(work.state));
      await this.parts.showProgress(work, async (cancelled) => {
        const signal = AbortSignal.any([controller.signal, cancelled]);
        const resource = work.source === undefined ? undefined : vscode.Uri.parse(work.source);
        const { run } = readSettings(resource);
        const request = { ...run, ...how, mockup: work.mockupPath, runDir };
        this.parts.logger.info(`Run of ${work.mockupPath} in ${runDir}.`);
        await this.parts.engine.run(request, (line) => this.take(work, line), signal);
      });
    });
    this.active.set(work, { abort: () => controller.abort(), ended });
    await this.remember();
    await ended;
    this.active.delete(work);
    await this.remember();
    await this.tidy().catch((error: unknown) => this.parts.logger.warn(userMessageOf(error)));
    return work.state;
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
    await this.parts.memento.update(MEMENTO_KEY, this.items.map(toRecord));
  }

  /** Keeps the history manageable: the newest runs, and whatever is still shown. */
  private async tidy(): Promise<void> {
    const { keepRuns } = readSettings();
    const spare = this.items.filter(({ state }) => hasEnded(state)).slice(0, -keepRuns);
    for (const work of spare) await this.remove(work);
    const inUse = new Set(this.items.flatMap(({ runDirs }) => runDirs));
    await this.parts.history.prune(keepRuns, inUse);
  }
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
  const { id, source, mockupPath, runDirs, place } = record;
  return { id, source, mockupPath, runDirs: [...runDirs], place, state };
}
