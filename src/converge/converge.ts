import { isAbort, raceAbort, throwIfAborted } from "../base/async";
import type { Message, Model, RunFacts, UserMessage } from "../model/model";
import { Transcript } from "../model/transcript";
import type { FilesSnapshot, SourceFiles } from "../project/sourceFiles";
import type { Toolbox } from "../tools/toolbox";
import type { Iteration, RunEvent, RunOutcome, StopReason } from "./events";
import type { Measurement, PageMeter } from "./pageMeter";
import { fidelityOf } from "./pageMeter";
import { isBetter } from "../protocol/rankIterations";
import { describeStopReason, findStopReason } from "./stopPolicy";
import type { StopOptions } from "./stopPolicy";
import { workOnPage } from "./workOnPage";
import type { ModelOptions } from "./workOnPage";

/** Everything the loop walks through. It owns none of it and disposes nothing. */
export interface Rooms {
  readonly model: Model;
  readonly toolbox: Toolbox;
  readonly files: SourceFiles;
  readonly meter: PageMeter;
  /** What a model that is part of the program is told beside the messages. */
  readonly facts?: () => RunFacts;
  /** The words and pictures the model gets after an iteration. */
  readonly giveFeedback: (round: Round) => Promise<UserMessage>;
  /** Rewrites a finished page shorter without changing how it looks; undefined: there is nothing to gain. Not given: no such step. */
  readonly tidy?: (
    files: FilesSnapshot,
    signal: AbortSignal,
  ) => Promise<{ readonly files: FilesSnapshot; readonly summary: string } | undefined>;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Fires when the run has had its time. What the model has done until then is measured and kept. */
  readonly timeUp: AbortSignal;
  /** Resolves after so many milliseconds. @throws AbortError. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly emit: (event: RunEvent) => void;
  /** Keeps a finished iteration safe (on disk) before the run goes on. Rejects when it cannot. */
  readonly keep: (iteration: Iteration) => Promise<void>;
}

/** What the feedback is about: `tried` was measured; the files are now `best`'s. */
export interface Round {
  readonly iteration: number;
  readonly tried: Measurement;
  readonly accepted: boolean;
  readonly best: Measurement | undefined;
  readonly changedFiles: boolean;
}

export interface ConvergeOptions {
  /** The system message and the task. */
  readonly opening: readonly Message[];
  readonly stop: StopOptions;
  readonly model: ModelOptions;
  /** What a run starts from: a draft, or files of the run it continues. */
  readonly start:
    | {
        readonly files: FilesSnapshot;
        /** What it is, for people. */
        readonly summary?: string;
      }
    | undefined;
  /** How many iterations the run that is continued has; these are numbered on. Undefined: none. */
  readonly iterationsBefore?: number;
}

/** What the loop knows of itself. */
interface State {
  readonly transcript: Transcript;
  /** The best state so far, and the iteration it came from (none when it was there at the start). */
  best: Measurement | undefined;
  bestIteration: Iteration | undefined;
  readonly bestFidelities: number[];
  iterations: number;
  idleIterations: number;
  tokens: number;
}

interface Ending {
  readonly reason: StopReason;
  readonly message: string;
}

/**
 * The loop: the model works, the page is drawn and measured, and the measured differences go back to it, until the two
 * converge or a limit is reached. Only what improves is kept; everything else is rolled back, so a run always ends with its
 * best files in `rooms.files`.
 *
 * Resolves also when it was aborted or the model failed (`reason` says so). Rejects only when something was lost that it
 * cannot do without (the browser, the disk).
 */
export async function converge(
  rooms: Rooms,
  options: ConvergeOptions,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const { model, files, emit } = rooms;
  const state: State = {
    transcript: new Transcript((message) => model.countTokens(message)),
    best: undefined,
    bestIteration: undefined,
    bestFidelities: [],
    iterations: 0,
    idleIterations: 0,
    tokens: 0,
  };
  state.transcript.push(...options.opening);

  emit({
    type: "runStart",
    modelName: model.info.name,
    maxIterations: options.stop.maxIterations,
  });
  let outcome: RunOutcome | undefined;
  try {
    const ending = await goOnUntilEnd(rooms, options, state, signal);
    outcome = { ...ending, best: state.bestIteration, iterations: state.iterations };
    return outcome;
  } finally {
    if (state.best) files.restore(state.best.files);
    emit({ type: "runEnd", outcome });
  }
}

async function goOnUntilEnd(
  rooms: Rooms,
  options: ConvergeOptions,
  state: State,
  signal: AbortSignal,
): Promise<Ending> {
  try {
    await measureStart(rooms, options, state, signal);
    let ending: Ending | undefined;
    while (!ending) ending = await iterate(rooms, options, state, signal);
    if (TIDY_AFTER.includes(ending.reason)) await tidyBest(rooms, options, state, signal);
    return ending;
  } catch (error) {
    if (!isAbort(error)) throw error;
    return endingFor("aborted");
  }
}

/** Where a continued run stands. What it was given is kept as its iteration 0, unless it has iterations of its own. */
async function measureStart(
  rooms: Rooms,
  { start, iterationsBefore = 0 }: ConvergeOptions,
  state: State,
  signal: AbortSignal,
): Promise<void> {
  if (!start) return;
  const { files, meter } = rooms;
  const started = rooms.now();
  files.restore(start.files);
  meter.startIteration();
  state.best = await meter.examine(await meter.measure(files.snapshot(), signal), signal);
  state.bestFidelities.push(Math.max(0, fidelityOf(state.best)));
  if (iterationsBefore > 0) return;
  state.bestIteration = {
    number: 0,
    accepted: true,
    ...state.best,
    summary: start.summary ?? "Where this run started.",
    usage: { promptTokens: 0, cachedTokens: 0, outputTokens: 0, ms: 0 },
    ms: { model: 0, tools: 0, ...meter.ms, total: rooms.now() - started },
  };
  await rooms.keep(state.bestIteration);
}

/** One iteration: turns, render, compare, keep or roll back, feedback. Returns why the run must end, if it must. */
async function iterate(
  rooms: Rooms,
  options: ConvergeOptions,
  state: State,
  signal: AbortSignal,
): Promise<Ending | undefined> {
  const { files, meter, now, timeUp, emit } = rooms;
  const started = now();
  const number = (options.iterationsBefore ?? 0) + state.iterations + 1;
  let iteration: Iteration | undefined;
  emit({ type: "iterationStart", number });
  try {
    throwIfAborted(signal);
    meter.startIteration();
    const work = await workOnPage(
      { ...rooms, transcript: state.transcript },
      {
        iteration: number,
        isFirst: state.iterations === 0,
        tokensLeft: options.stop.tokenBudget - state.tokens,
      },
      options.model,
      signal,
    );
    if (work.failure && !work.changedFiles) return endingFor("model-failed", work.failure.message);
    if (timeUp.aborted && !work.changedFiles) return endingFor("time-budget");
    const measuredInTools = meter.ms.render + meter.ms.compare;

    const final = await meter.measure(files.snapshot(), signal, (stage) =>
      emit({ type: "stage", iteration: number, stage }),
    );
    const tried = await meter.examine(meter.bestOf(final), signal);
    const accepted = isBetter(scoresOf(tried), scoresOf(state.best));
    iteration = {
      number,
      accepted,
      ...tried,
      summary: work.summary,
      usage: work.usage,
      ms: {
        model: work.ms.model,
        tools: Math.max(0, work.ms.tools - measuredInTools),
        ...meter.ms,
        total: now() - started,
      },
    };
    await rooms.keep(iteration);

    if (accepted) {
      state.best = tried;
      state.bestIteration = iteration;
    }
    if (state.best) files.restore(state.best.files);
    state.iterations++;
    state.idleIterations = work.changedFiles ? 0 : state.idleIterations + 1;
    state.tokens += work.usage.promptTokens + work.usage.outputTokens;
    state.bestFidelities.push(Math.max(0, fidelityOf(state.best)));

    if (work.failure) return endingFor("model-failed", work.failure.message);
    const reason = findStopReason(
      {
        ...state,
        bestMismatchRatio: state.best?.measured?.comparison.mismatchRatio,
        timeIsUp: timeUp.aborted,
      },
      options.stop,
    );
    if (reason) return endingFor(reason);
    const { changedFiles } = work;
    const round = { iteration: number, tried, accepted, best: state.best, changedFiles };
    state.transcript.push(await raceAbort(rooms.giveFeedback(round), signal));
    return undefined;
  } finally {
    emit({ type: "iterationEnd", number, iteration });
  }
}

/** A run that had to stop has no time for it. */
const TIDY_AFTER: readonly StopReason[] = ["converged", "plateau", "max-iterations", "no-change"];

/** One more iteration, in which nobody but the tidying works; it is kept or rolled back like any other. */
async function tidyBest(
  { tidy, meter, now, emit, keep }: Rooms,
  options: ConvergeOptions,
  state: State,
  signal: AbortSignal,
): Promise<void> {
  const { best } = state;
  if (!tidy || !best?.measured) return;
  const started = now();
  const tidied = await raceAbort(tidy(best.files, signal), signal);
  if (!tidied) return;
  const number = (options.iterationsBefore ?? 0) + state.iterations + 1;
  let iteration: Iteration | undefined;
  emit({ type: "iterationStart", number });
  try {
    meter.startIteration();
    const tools = now() - started;
    const measurement = await meter.measure(tidied.files, signal, (stage) =>
      emit({ type: "stage", iteration: number, stage }),
    );
    const tried = await meter.examine(measurement, signal);
    const accepted = isBetter(scoresOf(tried), scoresOf(best));
    iteration = {
      ...{ number, accepted, ...tried, summary: tidied.summary },
      usage: { promptTokens: 0, cachedTokens: 0, outputTokens: 0, ms: 0 },
      ms: { model: 0, tools, ...meter.ms, total: now() - started },
    };
    await keep(iteration);
    state.iterations++;
    if (!accepted) return;
    state.best = tried;
    state.bestIteration = iteration;
  } finally {
    emit({ type: "iterationEnd", number, iteration });
  }
}

/** What decides between two states: how true they look, then how good their code is. */
function scoresOf(state: Measurement | undefined): Parameters<typeof isBetter>[0] {
  return { fidelity: fidelityOf(state), code: state?.code?.score };
}

function endingFor(reason: StopReason, message = describeStopReason(reason)): Ending {
  return { reason, message };
}
