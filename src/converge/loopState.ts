import type { Message, Model } from "../model/model";
import { Transcript } from "../model/transcript";
import type { Iteration } from "./events";
import type { Eyes, Measurement } from "./pageMeter";
import { fidelityOf } from "./pageMeter";
import type { ConvergeOptions } from "./rooms";

/** What a person made of a file. */
export interface Edit {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What the loop knows of itself. */
export interface LoopState {
  readonly transcript: Transcript;
  /** The best state so far, and the iteration it came from (none when it was there at the start). */
  best: Measurement | undefined;
  bestIteration: Iteration | undefined;
  /** Whether the best state is as a person edited it by hand, and not what the model made of that. */
  isBestByHand: boolean;
  readonly bestFidelities: number[];
  /** All that are kept, and those in which the model worked. */
  iterations: number;
  workedIterations: number;
  idleIterations: number;
  tokens: number;
  /** What was said to the run: see SteerMessage. */
  maxIterations: number;
  stopAsked: boolean;
  isPaused: boolean;
  /** Words the model has yet to hear, in order. */
  unheard: string[];
  /** What people changed by hand in the best page's files: to be measured as soon as nobody works on them. */
  edits: Edit[];
  /** What the model has yet to be told of that. */
  untold: string[];
  /** What is looked with once the iteration under way has ended; undefined: as before. */
  newEyes: Eyes | undefined;
}

export function createLoopState(
  model: Pick<Model, "countTokens">,
  { maxIterations }: ConvergeOptions["stop"],
): LoopState {
  const transcript = new Transcript((message: Message) => model.countTokens(message));
  return {
    transcript,
    best: undefined,
    bestIteration: undefined,
    isBestByHand: false,
    bestFidelities: [],
    iterations: 0,
    workedIterations: 0,
    idleIterations: 0,
    tokens: 0,
    maxIterations,
    ...{ stopAsked: false, isPaused: false },
    ...{ unheard: [], edits: [], untold: [] },
    newEyes: undefined,
  };
}

/** The number of the iteration under way, or of the next one. */
export function nextNumber({ iterations }: LoopState, options: ConvergeOptions): number {
  return (options.iterationsBefore ?? 0) + iterations + 1;
}

/** Remembers how good the best is, for the plateau. */
export function noteBest(state: LoopState): void {
  state.bestFidelities.push(Math.max(0, fidelityOf(state.best)));
}
