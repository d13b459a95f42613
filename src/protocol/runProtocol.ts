import type { Shape } from "../base/schema";
/**
 * What a run tells the world, as plain JSON: the journal's lines, the CLI's `--json` lines, and the messages of the engine
 * process. Imports nothing but types, so that every side can import it. The shapes are in `schemas/`.
 */
import type { ModelAnswer, ModelQuestion, QuestionProgress } from "./modelsProtocol";
import type { runLineSchemas } from "./schemas/runLines";
import type { runRequestSchema } from "./schemas/runRequest";

export type RunRequest = Shape<typeof runRequestSchema>;

/** A line of the kind `T`. */
type Line<T extends keyof typeof runLineSchemas> = Shape<(typeof runLineSchemas)[T]>;

export type RunStartLine = Line<"run-start">;
export type ProgressLine = Line<"progress">;
export type NoticeLine = Line<"notice">;
export type CallLine = Line<"call">;
export type ToolLine = Line<"tool">;
export type IterationLine = Line<"iteration">;
export type RunLine = Line<"run">;
export type ErrorLine = Line<"error">;

export type RunLineUnion =
  | RunStartLine
  | ProgressLine
  | NoticeLine
  | CallLine
  | ToolLine
  | IterationLine
  | RunLine
  | ErrorLine;

/** Extension → engine process. `id` names a run or a question. */
export type ToEngine =
  | { readonly type: "start"; readonly id: string; readonly request: RunRequest }
  | { readonly type: "ask"; readonly id: string; readonly question: ModelQuestion }
  | { readonly type: "abort"; readonly id: string }
  | { readonly type: "shutdown" };

/**
 * Engine process → extension. `ready` comes first; each `start` ends with exactly one `run` or `error` line, each `ask` with one
 * answer or refusal.
 */
export type FromEngine =
  | { readonly type: "ready" }
  | ({ readonly type: "question-progress"; readonly id: string } & QuestionProgress)
  | { readonly type: "answer"; readonly id: string; readonly answer: ModelAnswer }
  | {
      readonly type: "refusal";
      readonly id: string;
      readonly code: string;
      /** For people: what happened, what to do. */
      readonly message: string;
    }
  | { readonly type: "line"; readonly id: string; readonly line: RunLineUnion }
  | {
      readonly type: "log";
      readonly level: "debug" | "info" | "warn" | "error";
      readonly message: string;
    };
