import type { Model, ModelInfo, RunFacts, UserMessage } from "../model/model";
import type { FilesSnapshot, SourceFiles } from "../project/sourceFiles";
import type { Toolbox } from "../tools/toolbox";
import type { Iteration, RunEvent } from "./events";
import type { Inbox } from "./inbox";
import type { Preparation } from "./openModel";
import type { Measurement, PageMeter } from "./pageMeter";
import type { StopOptions } from "./stopPolicy";

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
  /** What people say to the run meanwhile. */
  readonly inbox: Inbox;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Fires when the run has had its time. What the model has done until then is measured and kept. */
  readonly timeUp: AbortSignal;
  /** Resolves after so many milliseconds. @throws AbortError. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly emit: (event: RunEvent) => void;
  /** Whether people want to see the page between two answers of the model, which take it a while. */
  readonly showsPreviews: boolean;
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
  /** Called once, before the first request. */
  readonly prepare: (info: ModelInfo) => Preparation;
  readonly stop: StopOptions;
  /** What a run starts from: a draft, or files of the run it continues. */
  readonly start:
    | {
        readonly files: FilesSnapshot;
        /** What it is, for people. */
        readonly summary?: string;
        /** Whether nobody need work on it when it is near enough: nobody saw it yet and wants more. */
        readonly mayBeEnough?: boolean;
      }
    | undefined;
  /** How many iterations the run that is continued has; these are numbered on. Undefined: none. */
  readonly iterationsBefore?: number;
}
