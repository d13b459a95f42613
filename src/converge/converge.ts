import { isAbort, raceAbort, throwIfAborted } from "../base/async";
import type { Remedy } from "../base/remedy";
import type { ModelFailure } from "../model/model";
import { isBetter } from "../protocol/rankIterations";
import type { Iteration, RunOutcome, StopReason } from "./events";
import { lookAgain, tidyBest, unmodelled } from "./extraIterations";
import { takeEdits } from "./handEdits";
import { hear, hearTheRest, passWordsOn } from "./hear";
import { createLoopState, nextNumber, noteBest } from "./loopState";
import type { LoopState } from "./loopState";
import { mismatchOf, scoresOf, unwrittenIn } from "./pageMeter";
import type { ConvergeOptions, Rooms, Round } from "./rooms";
import { openModel } from "./openModel";
import { describeStopReason, findStopReason } from "./stopPolicy";
import { workOnPage } from "./workOnPage";
import type { ModelOptions } from "./workOnPage";

interface Ending {
  readonly reason: StopReason;
  readonly message: string;
  readonly remedy?: Remedy;
}

/**
 * The loop: the model works, the page is drawn and measured, and the measured differences go back to it, until the two
 * converge, a limit is reached, or somebody says so. Only what improves is kept; everything else is rolled back, so a run always
 * ends with its best files in `rooms.files`.
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
  const state = createLoopState(model, options.stop);
  emit({
    type: "runStart",
    modelName: model.name,
    maxIterations: options.stop.maxIterations,
  });
  let outcome: RunOutcome | undefined;
  try {
    const ending = await goOnUntilEnd(rooms, options, state, signal);
    outcome = { ...ending, best: state.bestIteration, iterations: state.iterations };
    return outcome;
  } finally {
    if (state.best) files.restore(state.best.files);
    hearTheRest(rooms, state, nextNumber(state, options));
    emit({ type: "runEnd", outcome });
  }
}

async function goOnUntilEnd(
  rooms: Rooms,
  options: ConvergeOptions,
  state: LoopState,
  signal: AbortSignal,
): Promise<Ending> {
  try {
    await measureStart(rooms, options, state, signal);
    if (options.start?.mayBeEnough && findReason(rooms, options, state) === "converged")
      return endingFor("converged");
    const opened = await openModel(rooms.model, rooms, signal);
    if (!opened) return endingFor("time-budget");
    if (opened.type === "failure") return endingOfFailure(opened.failure);
    const { opening, model } = options.prepare(opened.info);
    state.transcript.push(...opening);
    let ending: Ending | undefined;
    while (!ending) {
      await heed(rooms, options, state, signal);
      // Who stops a run that has nothing yet gets its first iteration; who wants nothing aborts it.
      if (state.stopAsked && state.best) ending = endingFor("stopped");
      else ending = await goRound(rooms, options, model, state, signal);
    }
    if (TIDY_AFTER.includes(ending.reason)) await tidyBest(rooms, options, state, signal);
    return ending;
  } catch (error) {
    if (!isAbort(error)) throw error;
    return endingFor("aborted");
  }
}

/** A run that had to stop has no time for it. */
const TIDY_AFTER: readonly StopReason[] = [
  "converged",
  "texts-as-pictures",
  "plateau",
  "max-iterations",
  "no-change",
];

/** Where a continued run stands. What it was given is kept as its iteration 0, unless it has iterations of its own. */
async function measureStart(
  rooms: Rooms,
  { start, iterationsBefore = 0 }: ConvergeOptions,
  state: LoopState,
  signal: AbortSignal,
): Promise<void> {
  if (!start) return;
  const { files, meter } = rooms;
  const started = rooms.now();
  files.restore(start.files);
  meter.startIteration();
  state.best = await meter.examine(await meter.measure(files.snapshot(), signal), signal);
  noteBest(state);
  if (iterationsBefore > 0) return;
  const summary = start.summary ?? "Where this run started.";
  const ms = { model: 0, tools: 0, ...meter.ms, total: rooms.now() - started };
  state.bestIteration = unmodelled({ number: 0, accepted: true, ...state.best, summary, ms });
  await rooms.keep(state.bestIteration);
}

/**
 * Between iterations: takes what was said, looks at the best page again where that makes its scores others, and measures what a person
 * made of it by hand, also while the run is paused.
 */
async function heed(
  rooms: Rooms,
  options: ConvergeOptions,
  state: LoopState,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    throwIfAborted(signal);
    await hear(rooms, state, nextNumber(state, options), signal);
    await lookAgain(rooms, options, state, signal);
    if (state.edits.length === 0) return;
    await takeEdits(rooms, options, state, signal);
  }
}

/** One iteration and what follows from it: the run's end, or the feedback. */
async function goRound(
  rooms: Rooms,
  options: ConvergeOptions,
  model: ModelOptions,
  state: LoopState,
  signal: AbortSignal,
): Promise<Ending | undefined> {
  const round = await iterate(rooms, options, model, state, signal);
  if (!round) return undefined;
  if ("reason" in round) return round;
  await heed(rooms, options, state, signal);
  const reason = findReason(rooms, options, state);
  if (reason) return endingFor(reason, unwrittenIn(state.best));
  const feedback = rooms.giveFeedback({ ...round, best: state.best });
  state.transcript.push(await raceAbort(feedback, signal));
  return undefined;
}

/** Why the run must end as it stands, if it must. */
function findReason(
  { timeUp }: Rooms,
  { stop }: ConvergeOptions,
  state: LoopState,
): StopReason | undefined {
  return findStopReason(
    {
      ...state,
      iterations: state.workedIterations,
      wordsWait: state.unheard.length > 0,
      bestMismatchRatio: mismatchOf(state.best),
      unwrittenTexts: unwrittenIn(state.best),
      timeIsUp: timeUp.aborted,
    },
    { ...stop, maxIterations: state.maxIterations },
  );
}

/** One iteration: turns, render, compare, keep or roll back. What came of it, or why the run must end; undefined: it is given up for what a person edited. */
async function iterate(
  rooms: Rooms,
  options: ConvergeOptions,
  model: ModelOptions,
  state: LoopState,
  signal: AbortSignal,
): Promise<Round | Ending | undefined> {
  const { files, meter, now, timeUp, emit } = rooms;
  const started = now();
  const number = nextNumber(state, options);
  let iteration: Iteration | undefined;
  emit({ type: "iterationStart", number });
  try {
    throwIfAborted(signal);
    meter.startIteration(state.best);
    const hearWords = async (): Promise<boolean> => {
      await hear(rooms, state, number, signal);
      if (state.edits.length > 0) return false;
      passWordsOn(state);
      return true;
    };
    const preview = async (): Promise<void> => {
      if (!rooms.showsPreviews || timeUp.aborted) return;
      const { measured } = await meter.measure(files.snapshot(), signal);
      if (measured) emit({ type: "preview", iteration: number, measured });
    };
    const work = await workOnPage(
      {
        ...rooms,
        transcript: state.transcript,
        beforeTurn: hearWords,
        afterChange: preview,
      },
      {
        iteration: number,
        isFirst: state.workedIterations === 0,
        tokensLeft: options.stop.tokenBudget - state.tokens,
      },
      model,
      signal,
    );
    if (state.edits.length > 0) {
      state.tokens += work.usage.promptTokens + work.usage.outputTokens;
      return undefined;
    }
    if (work.failure && !work.changedFiles) return endingOfFailure(work.failure);
    if (timeUp.aborted && !work.changedFiles) return endingFor("time-budget");
    const measuredInTools = meter.ms.render + meter.ms.compare;

    const final = await meter.measure(files.snapshot(), signal, (stage) =>
      emit({ type: "stage", iteration: number, stage }),
    );
    const tried = await meter.bestOf(final, signal);
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
      state.isBestByHand = false;
    }
    if (state.best) files.restore(state.best.files);
    state.iterations++;
    state.workedIterations++;
    state.idleIterations = work.changedFiles ? 0 : state.idleIterations + 1;
    state.tokens += work.usage.promptTokens + work.usage.outputTokens;
    noteBest(state);
    if (work.failure) return endingOfFailure(work.failure);
    const { changedFiles } = work;
    return { iteration: number, tried, accepted, best: state.best, changedFiles };
  } finally {
    emit({ type: "iterationEnd", number, iteration });
  }
}

function endingFor(reason: StopReason, unwrittenTexts = 0): Ending {
  return { reason, message: describeStopReason(reason, unwrittenTexts) };
}

function endingOfFailure({ message, remedy }: ModelFailure): Ending {
  return { reason: "model-failed", message, ...(remedy && { remedy }) };
}
