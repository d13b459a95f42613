import { basename } from "node:path";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { MockloopError } from "../../base/errors";
import type { Logger } from "../../base/logger";
import type { RunLineUnion, RunRequest } from "../../protocol/runProtocol";
import { wordsWithPart } from "../../protocol/steering";
import type { Part, SteerMessage } from "../../protocol/steering";
import type { EngineClient } from "../engine/engineClient";
import { readSettings } from "../settings";
import { showProgress } from "./progress";
import { RunQueue } from "./runQueue";
import {
  applyLine,
  beginRun,
  describeBusy,
  findBest,
  findIteration,
  findSelected,
  hasEnded,
} from "./runState";
import type { RunIteration, RunState } from "./runState";
import { findRunDir } from "./work";
import type { Work } from "./work";
import type { Admission, Works } from "./works";

export interface RunControllerParts {
  readonly works: Works;
  readonly engine: EngineClient;
  readonly logger: Logger;
}

/** A run that has begun or waits for its turn. `ended` resolves with its work's state at its end. */
export interface Begun<State> {
  readonly ended: Promise<State>;
}

/** How a work goes on. */
export interface Refinement {
  /** The ordinal of the iteration to start from; undefined: the chosen one, else the best, else the mockup itself. */
  readonly iteration?: number | undefined;
  /** In words; empty: just come closer to the mockup. */
  readonly instruction: string;
  /** The part of the mockup that the words are about; undefined: all of it. */
  readonly about?: Part | undefined;
}

/** Where a run starts, and what it is asked besides. */
type Start = Pick<RunRequest, "continueFrom" | "continueAt" | "instruction" | "masks" | "pins">;

/** Runs the engine for works, one run after the other. */
export class RunController {
  private readonly queue = new RunQueue<Work>();

  constructor(private readonly parts: RunControllerParts) {}

  /** Begins with mockups that come in, in their order. When one of them cannot be read, none is begun. */
  async generate(admissions: readonly Admission[]): Promise<Begun<readonly RunState[]>> {
    const { works } = this.parts;
    const admitted = await works.admit(admissions);
    const runs = admitted.map((work) =>
      this.enqueue(work, Promise.resolve(work.runDirs[0] as string), {}),
    );
    const ended = Promise.all(runs).then(async () => {
      await works.tidy(admitted);
      return admitted.map(({ state }) => state);
    });
    return { ended };
  }

  /**
   * Goes on with a work.
   *
   * When it starts from an iteration that is not the best one, the iteration it leads to is chosen at its end: else the best one
   * would be shown again, and what was just made would be out of sight.
   *
   * @throws MockloopError BUSY; BAD_OPTION when the work has no such iteration; what the disk refuses. Nothing has begun then.
   */
  async refine(
    work: Work,
    { iteration, instruction, about }: Refinement,
  ): Promise<Begun<RunState>> {
    const { works } = this.parts;
    const before = work.state;
    if (!hasEnded(before)) throw new MockloopError("BUSY", describeBusy(before));
    const from = iteration === undefined ? findSelected(before) : findIteration(before, iteration);
    const start = {
      ...startAt(work, from),
      ...(instruction !== "" && { instruction: wordsWithPart(instruction, about) }),
      ...(before.masks.length > 0 && { masks: before.masks }),
      ...(before.pins.length > 0 && { pins: before.pins }),
    };
    const runDir = works.addRun(work);
    const run = this.enqueue(work, runDir, start);
    run.catch(() => undefined);
    const runFolder = await runDir.then(basename, (error: unknown) => {
      works.update(work, before);
      throw error;
    });
    const ended = run.then(async () => {
      if (from && from !== findBest(before)) this.keepInSight(work, runFolder, from);
      await works.tidy([work]);
      return work.state;
    });
    return { ended };
  }

  /** Says something to a work's run. @throws MockloopError BAD_OPTION when none is under way. */
  steer(work: Work, message: SteerMessage): void {
    const { phase, runFolder, mockupName } = work.state;
    const runDir = findRunDir(work, { runFolder });
    if (phase !== "running" || runDir === undefined)
      throw new MockloopError("BAD_OPTION", l10n.t("No run of {0} is under way.", mockupName));
    this.parts.engine.steer(runDir, message);
  }

  /** Leaves parts out of the measuring, or pins them: in the run under way, which says when it does, or in the next one. */
  mark(work: Work, message: Extract<SteerMessage, { type: "mask" | "pin" }>): void {
    if (work.state.phase === "running") this.steer(work, message);
    else if (message.type === "mask") this.parts.works.mark(work, "masks", message.masks);
    else this.parts.works.mark(work, "pins", message.pins);
  }

  /** Cancels one work's run, or every one; also those that wait for their turn. */
  cancel(only?: Work): void {
    this.queue.cancel(only);
  }

  /** Forgets a work and deletes its folders; a run under way is cancelled first. */
  async remove(work: Work): Promise<void> {
    await this.queue.end(work);
    await this.parts.works.remove(work);
  }

  dispose(): void {
    this.cancel();
  }

  /** Resolves when the run has ended. Rejects when its folder could not be made. */
  private async enqueue(work: Work, runDir: Promise<string>, start: Start): Promise<void> {
    const { works } = this.parts;
    works.update(work, { ...work.state, phase: "queued", status: l10n.t("Waiting for its turn") });
    await this.queue.run(
      work,
      async (signal) => this.run(work, await runDir, start, signal),
      () =>
        this.take(work, {
          ...{ type: "error", mockup: work.mockupPath, code: "ABORTED" },
          message: l10n.t("Stopped before its turn came."),
        }),
    );
  }

  private async run(work: Work, runDir: string, start: Start, signal: AbortSignal): Promise<void> {
    const { works, engine, logger } = this.parts;
    works.follow(work);
    works.update(work, beginRun(work.state, basename(runDir)));
    await showProgress(work, works.onDidChange, async () => {
      const resource = work.source === undefined ? undefined : vscode.Uri.parse(work.source);
      const request = {
        ...readSettings(resource).run,
        ...start,
        ...{ runDir, mockup: work.mockupPath },
        ...(work.furtherPaths.length > 0 && {
          views: work.furtherPaths.map((mockup) => ({ mockup })),
          widestFirst: true,
        }),
      };
      logger.info(`Run of ${work.mockupPath} in ${runDir}.`);
      await engine.run(request, (line) => this.take(work, line), signal);
    });
  }

  private take(work: Work, line: RunLineUnion): void {
    const { works, logger } = this.parts;
    if (line.type === "error") logger.error(`${line.code}: ${line.message}`);
    else if (line.type !== "progress") logger.debug(JSON.stringify(line));
    works.update(work, applyLine(work.state, line));
  }

  /** Chooses the last accepted iteration of the run in `runFolder`, which has just ended, else the one it started from. */
  private keepInSight(work: Work, runFolder: string, from: RunIteration): void {
    const { iterations, chosen } = work.state;
    if (chosen !== undefined) return; // a person chose another one meanwhile
    const own = iterations.filter((iteration) => iteration.runFolder === runFolder);
    const made = own.findLast(({ line }) => line.accepted) ?? from;
    this.parts.works.select(work, made.ordinal);
  }
}

/** The part of a request that starts a run at an iteration of an earlier one; none: at the mockup. */
function startAt(work: Work, from: RunIteration | undefined): Start {
  if (!from) return {};
  const continueFrom = findRunDir(work, from);
  return continueFrom === undefined ? {} : { continueFrom, continueAt: from.line.number };
}
