import { basename } from "node:path";
import * as vscode from "vscode";
import { userMessageOf } from "../../base/errors";
import type { Logger } from "../../base/logger";
import { nameOf, stageMockup } from "./mockupInput";
import type { MockupInput } from "./mockupInput";
import type { KindOfParts } from "../../run/journal/beside/keepParts";
import type { Part } from "../../protocol/steering";
import type { RunHistory } from "./runHistory";
import { createRunState, findIteration } from "./runState";
import type { RunState } from "./runState";
import { readSettings } from "../settings";
import { parseRecords, toRecord } from "./work";
import type { MarkerPlace, Work } from "./work";
import { WorkList } from "./workList";

export interface WorksParts {
  readonly history: RunHistory;
  /** Remembers across windows. */
  readonly memento: vscode.Memento;
  readonly logger: Logger;
}

/** A mockup that comes in, and the marker that holds its place in a document, if there is one. */
export interface Admission {
  readonly input: MockupInput;
  /** More mockups of the same page, at other widths. */
  readonly further?: readonly MockupInput[];
  readonly place?: MarkerPlace;
}

const MEMENTO_KEY = "mockloop.works";

/** The mockups worked on in this window: their state, their folders, and what is remembered of them for the next window. */
export class Works implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Work | undefined>();
  private readonly list = new WorkList();

  /** Fires with the work that changed; undefined when another one is shown, or one came or is gone. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly parts: WorksParts) {}

  /** Oldest first. */
  get all(): readonly Work[] {
    return this.list.all;
  }

  /** The work that commands without an argument mean. */
  get shown(): Work | undefined {
    return this.list.shown;
  }

  find(id: string): Work | undefined {
    return this.all.find((work) => work.id === id);
  }

  /** Brings back what an earlier window left, as far as its folders are still there. */
  async restore(): Promise<void> {
    const earlier: Work[] = [];
    for (const record of parseRecords(this.parts.memento.get(MEMENTO_KEY))) {
      const { id, source, mockupPath, furtherPaths = [], runDirs, chosen, place, name } = record;
      const state = await this.parts.history.read(id, runDirs);
      const own = { id, source, mockupPath, furtherPaths, runDirs: [...runDirs], place };
      if (state) earlier.push({ ...own, state: { ...state, chosen, givenName: name } });
    }
    this.list.restore(earlier);
    this.changed.fire(undefined);
    await this.remember();
  }

  /** Makes a folder for each mockup, and shows the first. When one of them cannot be read, none is admitted. */
  async admit(admissions: readonly Admission[]): Promise<readonly Work[]> {
    const works: Work[] = [];
    try {
      for (const admission of admissions) works.push(await this.createWork(admission));
    } catch (error) {
      for (const work of works) await this.deleteFolders(work);
      throw error;
    }
    this.list.add(works);
    this.changed.fire(undefined);
    void this.remember();
    return works;
  }

  /** Makes the folder of one more run of a work, and returns its path. */
  async addRun(work: Work): Promise<string> {
    const runDir = await this.parts.history.create(work.state.mockupName);
    work.runDirs.push(runDir);
    void this.remember();
    return runDir;
  }

  update(work: Work, state: RunState): void {
    const { chosen, givenName } = work.state;
    work.state = state;
    this.changed.fire(work);
    if (state.chosen !== chosen || state.givenName !== givenName) void this.remember();
  }

  /** A person wants to see this work. */
  show(work: Work): void {
    this.list.choose(work.id);
    this.changed.fire(undefined);
  }

  /** Shows a work whose run begins, unless a person wants to see another one. */
  follow(work: Work): void {
    this.list.follow(work);
  }

  /**
   * Chooses an iteration: what Accept would write, and where a refinement starts.
   *
   * @throws MockloopError BAD_OPTION when there is no such iteration.
   */
  select(work: Work, ordinal: number): void {
    this.update(work, { ...work.state, chosen: findIteration(work.state, ordinal).ordinal });
  }

  /** Calls a work `name`; undefined: as its mockup is called. */
  rename(work: Work, name: string | undefined): void {
    this.update(work, { ...work.state, givenName: name });
  }

  /** Marks these parts of the mockup, for the next run. */
  mark(work: Work, kind: KindOfParts, parts: readonly Part[]): void {
    this.update(work, { ...work.state, [kind]: parts });
    this.parts.history
      .keepParts(work.runDirs.at(-1) ?? "", kind, parts)
      .catch((error: unknown) => this.parts.logger.warn(userMessageOf(error)));
  }

  /** The place is filled, or somebody else changed it. */
  forgetPlace(work: Work): void {
    work.place = undefined;
    void this.remember();
  }

  /** Forgets a work and deletes its folders. None of its runs may be under way. */
  async remove(work: Work): Promise<void> {
    this.list.remove(work);
    this.changed.fire(undefined);
    await this.remember();
    await this.deleteFolders(work);
  }

  /** Keeps the newest works, `fresh` ones that nobody has seen yet, and the one that is shown; deletes the others. */
  async tidy(fresh: readonly Work[]): Promise<void> {
    try {
      const { keepRuns } = readSettings();
      for (const work of this.list.spare(keepRuns, new Set(fresh))) await this.remove(work);
      const inUse = new Set(this.all.flatMap(({ runDirs }) => runDirs));
      await this.parts.history.prune(keepRuns, inUse);
    } catch (error) {
      this.parts.logger.warn(userMessageOf(error));
    }
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Writes down what the next window is to find. That it fails is no reason to stop anything else. */
  private async remember(): Promise<void> {
    try {
      await this.parts.memento.update(MEMENTO_KEY, this.all.map(toRecord));
    } catch (error) {
      this.parts.logger.warn(userMessageOf(error));
    }
  }

  private async createWork({ input, further = [], place }: Admission): Promise<Work> {
    const { history } = this.parts;
    const mockupName = nameOf(input);
    const runDir = await history.create(mockupName);
    const id = basename(runDir);
    try {
      const furtherPaths: string[] = [];
      const mockupPath = await stageMockup(input, runDir);
      for (const one of further) furtherPaths.push(await stageMockup(one, runDir));
      return {
        id,
        source: input.kind === "uri" ? input.uri.toString() : undefined,
        ...{ mockupPath, furtherPaths, runDirs: [runDir], place },
        state: createRunState(id, mockupName),
      };
    } catch (error) {
      await history.remove(runDir);
      throw error;
    }
  }

  private async deleteFolders({ runDirs }: Work): Promise<void> {
    for (const runDir of runDirs) await this.parts.history.remove(runDir);
  }
}
