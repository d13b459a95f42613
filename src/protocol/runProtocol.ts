import type { Shape } from "../base/schema";
/**
 * What a run tells the world, as plain JSON: the journal's lines, the CLI's `--json` lines, and what the engine
 * process says of it. Imports nothing but types, so that every side can import it. The shapes are in `schemas/`.
 */
import type { differenceSchema, pinnedPartSchema, viewSchema } from "./schemas/iterationLine";
import type { mockupFactsSchema, runLineSchemas } from "./schemas/runLines";
import type { runRequestSchema } from "./schemas/runRequest";

/** Mockups of one page at different widths; more pictures are hardly breakpoints. */
export const MOST_WIDTHS = 4;

export type RunRequest = Shape<typeof runRequestSchema>;

/** A line of the kind `T`. */
type Line<T extends keyof typeof runLineSchemas> = Shape<(typeof runLineSchemas)[T]>;

export type RunStartLine = Line<"run-start">;
export type ProgressLine = Line<"progress">;
export type NoticeLine = Line<"notice">;
export type CallLine = Line<"call">;
export type PolicyLine = Line<"policy">;
export type WeightsFile = PolicyLine["weights"][number];
export type DecisionLine = Line<"decision">;
export type ToolLine = Line<"tool">;
export type SteerLine = Line<"steer">;
export type IterationLine = Line<"iteration">;
export type ScoresLine = NonNullable<IterationLine["scores"]>;
export type DifferenceLine = Shape<typeof differenceSchema>;
export type PinnedPart = Shape<typeof pinnedPartSchema>;
export type ViewLine = Shape<typeof viewSchema>;
export type MockupFacts = Shape<typeof mockupFactsSchema>;
export type RunLine = Line<"run">;
export type ErrorLine = Line<"error">;

export type RunLineUnion =
  | RunStartLine
  | ProgressLine
  | NoticeLine
  | CallLine
  | PolicyLine
  | DecisionLine
  | ToolLine
  | SteerLine
  | IterationLine
  | RunLine
  | ErrorLine;
