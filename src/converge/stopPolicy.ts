import type { StopReason } from "./events";

/** How near a page must come; a run has converged when both are reached. */
export interface Goals {
  /** 0–1; 0: any page that can be drawn. */
  readonly minFidelity: number;
  /** The share of differing pixels, 0–1; 1: however many. */
  readonly maxMismatchRatio: number;
}

/** When a run is good enough, and when it has had enough. */
export interface StopOptions extends Goals {
  readonly maxIterations: number;
  /** Two iterations that together gain less fidelity than this are a plateau. */
  readonly plateauGain: number;
  /** Prompt and output tokens of the whole run; Infinity: no limit. */
  readonly tokenBudget: number;
}

export const DEFAULT_STOP_OPTIONS: StopOptions = {
  maxIterations: 5,
  minFidelity: 0.98,
  maxMismatchRatio: 0.005,
  plateauGain: 0.005,
  tokenBudget: Infinity,
};

/** What a person asks for decides, and that alone; only where nothing is asked for, both defaults count. */
export function chooseGoals(asked: {
  readonly [K in keyof Goals]?: Goals[K] | undefined;
}): Goals {
  const { minFidelity, maxMismatchRatio } = asked;
  if (minFidelity === undefined && maxMismatchRatio === undefined)
    return {
      minFidelity: DEFAULT_STOP_OPTIONS.minFidelity,
      maxMismatchRatio: DEFAULT_STOP_OPTIONS.maxMismatchRatio,
    };
  return { minFidelity: minFidelity ?? 0, maxMismatchRatio: maxMismatchRatio ?? 1 };
}

/** What the policy looks at after an iteration. */
export interface Progress {
  /** Iterations of this run so far. */
  readonly iterations: number;
  /** The best fidelity after each iteration, starting value first when the run continues another; 0 when nothing could be drawn yet. */
  readonly bestFidelities: readonly number[];
  /** Of the best iteration; undefined while there is none. */
  readonly bestMismatchRatio: number | undefined;
  /** Texts that could not be read and that the best iteration keeps as pictures. */
  readonly unwrittenTexts: number;
  /** Iterations in a row in which the model changed no file. */
  readonly idleIterations: number;
  readonly tokens: number;
  /** Whether the run has had its time. */
  readonly timeIsUp: boolean;
  /** Whether a person asked that this iteration is the last. */
  readonly stopAsked: boolean;
  /** Whether a person said something that the model has yet to hear. */
  readonly wordsWait: boolean;
}

/**
 * Why the run must end now, or undefined when it may go on. Words that the model has yet to hear keep a run going that is good
 * enough, or gains nothing more, but not beyond its limits.
 */
export function findStopReason(progress: Progress, options: StopOptions): StopReason | undefined {
  const best = progress.bestFidelities.at(-1) ?? 0;
  const limit = findLimit(progress, options);
  const hasConverged =
    progress.bestMismatchRatio !== undefined &&
    best >= options.minFidelity &&
    progress.bestMismatchRatio <= options.maxMismatchRatio;
  const mayHear = progress.wordsWait && limit === undefined;
  if (hasConverged && !mayHear)
    return progress.unwrittenTexts > 0 ? "texts-as-pictures" : "converged";
  if (limit || mayHear) return limit;
  if (progress.idleIterations >= 2) return "no-change";
  if (isPlateau(progress.bestFidelities, options.plateauGain)) return "plateau";
  return undefined;
}

/** What ends a run however good it is. */
function findLimit(progress: Progress, options: StopOptions): StopReason | undefined {
  if (progress.stopAsked) return "stopped";
  if (progress.timeIsUp) return "time-budget";
  if (progress.tokens >= options.tokenBudget) return "token-budget";
  if (progress.iterations >= options.maxIterations) return "max-iterations";
  return undefined;
}

function isPlateau(bestFidelities: readonly number[], gain: number): boolean {
  if (bestFidelities.length < 3) return false;
  const before = bestFidelities.at(-3) ?? 0;
  const now = bestFidelities.at(-1) ?? 0;
  return before > 0 && now - before < gain;
}

/**
 * The reason as a sentence for people.
 *
 * @param unwrittenTexts How many texts that could not be read are pictures in what is kept.
 */
export function describeStopReason(reason: StopReason, unwrittenTexts = 0): string {
  if (reason === "texts-as-pictures")
    return `The render matches the mockup as was asked, with ${countTexts(unwrittenTexts)} kept as pictures because nobody could read them.`;
  const sentence = sentenceFor(reason);
  if (unwrittenTexts === 0) return sentence;
  return `${sentence} In it ${countTexts(unwrittenTexts)} could not be read and may be pictures.`;
}

function countTexts(count: number): string {
  return count === 1 ? "1 text" : `${count} texts`;
}

function sentenceFor(reason: Exclude<StopReason, "texts-as-pictures">): string {
  switch (reason) {
    case "converged":
      return "The render is as near to the mockup as was asked.";
    case "plateau":
      return "The last two iterations brought next to nothing; the best one is kept.";
    case "max-iterations":
      return "The iteration limit is reached; the best iteration is kept.";
    case "token-budget":
      return "The token budget is used up; the best iteration is kept.";
    case "time-budget":
      return "The time budget is used up; the best iteration is kept.";
    case "model-failed":
      return "The model gave no answer; the best iteration so far is kept.";
    case "no-change":
      return "The model made no further changes; the best iteration is kept.";
    case "stopped":
      return "Stopped on request after a whole iteration; the best one is kept.";
    case "aborted":
      return "Stopped on request; the best iteration so far is kept.";
    case "failed":
      return "The run could not go on; the best iteration so far is kept.";
  }
}
