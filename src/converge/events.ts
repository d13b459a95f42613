import type { Remedy } from "../base/remedy";
import type { CodeQuality } from "../craft/codeQuality";
import type { ModelUsage } from "../model/model";
import type { FilesSnapshot } from "../project/sourceFiles";
import type { IterationLine, RunLine } from "../protocol/runProtocol";
import type { SteerMessage } from "../protocol/steering";
import type { RenderFact } from "../render/renderer";
import type { Measured } from "./pageMeter";
import type { TurnEvent } from "../tools/runTurn";

/** Why a run ended. */
export type StopReason = RunLine["reason"];

/** Milliseconds by stage of one iteration. */
export type IterationMs = IterationLine["ms"];

/**
 * One finished iteration as the loop holds it (turns, then render, compare and feedback): what its record says as it is, and the
 * files and pixels that the rest of the record is made of.
 */
export interface Iteration extends Pick<
  IterationLine,
  "number" | "accepted" | "by" | "summary" | "ms"
> {
  readonly files: FilesSnapshot;
  /** Undefined when the page could not be drawn. */
  readonly measured: Measured | undefined;
  /** Undefined when nothing could be drawn. */
  readonly code?: CodeQuality;
  /** Why there is no render, for people. */
  readonly problem: string | undefined;
  readonly facts: readonly RenderFact[];
  readonly usage: ModelUsage;
}

/** What a run is, once it ended. `best` is undefined only when no iteration could be drawn. */
export interface RunOutcome {
  readonly reason: StopReason;
  readonly message: string;
  /** What to do about it. */
  readonly remedy?: Remedy;
  readonly best: Iteration | undefined;
  readonly iterations: number;
}

/**
 * What a run tells while it goes on. Events are paired: every start has its end (also when it fails or is aborted),
 * nested run ⊃ iteration ⊃ turn ⊃ tool.
 */
export type RunEvent =
  | { readonly type: "runStart"; readonly modelName: string; readonly maxIterations: number }
  | { readonly type: "iterationStart"; readonly number: number }
  | { readonly type: "turnStart"; readonly iteration: number; readonly turn: number }
  | TurnEvent
  /** `usage` is undefined when no answer came. */
  | {
      readonly type: "turnEnd";
      readonly iteration: number;
      readonly turn: number;
      readonly usage: ModelUsage | undefined;
    }
  | {
      readonly type: "stage";
      readonly iteration: number;
      readonly stage: "rendering" | "comparing";
    }
  /** The page as it is between two answers of the model, drawn and measured. */
  | { readonly type: "preview"; readonly iteration: number; readonly measured: Measured }
  /** `iteration` is undefined when it was aborted or the model failed before anything could be measured. */
  | {
      readonly type: "iterationEnd";
      readonly number: number;
      readonly iteration: Iteration | undefined;
    }
  /** Something that was said to the run, when it took notice of it; `refused` says why nothing follows from it. */
  | {
      readonly type: "steer";
      readonly iteration: number;
      readonly message: SteerMessage;
      readonly refused: string | undefined;
    }
  /** The run ended before the model heard these words. */
  | { readonly type: "unheard"; readonly iteration: number; readonly words: readonly string[] }
  /** `outcome` is undefined when something was lost that the run cannot do without. */
  | { readonly type: "runEnd"; readonly outcome: RunOutcome | undefined };
