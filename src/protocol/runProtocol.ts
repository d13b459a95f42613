import type { HardwareRequest } from "./hardware";
/**
 * What a run tells the world, as plain JSON: the journal's lines, the CLI's `--json` lines, and the messages of the engine
 * process. Imports nothing but types, so that every side can import it. File paths are absolute; lengths are CSS px.
 */
import type { ModelAnswer, ModelQuestion, QuestionProgress } from "./modelsProtocol";

/** What to do; the same for the CLI and the editor. */
export interface RunRequest {
  /** Path of the mockup image. */
  readonly mockup: string;
  /** The run's folder: journal, iterations, report. Created when missing. */
  readonly runDir: string;
  /** Where the best files are put when the run ends; undefined: `best/` in the run's folder. */
  readonly out?: string;
  /** "tracer", the name of an installed model, or the absolute path of a .gguf file. */
  readonly model: string;
  /** The absolute path of the vision file that belongs to a .gguf file; undefined: without vision. */
  readonly mmproj?: string;
  readonly hardware?: HardwareRequest;
  /** Whether a model may reason at length: always, in the first iteration of each run and resumed run only, or never. Undefined: "first". */
  readonly thinking?: "always" | "first" | "never";
  /** "tracer": another model starts from the tracer's draft instead of an empty page. Undefined: "nothing". */
  readonly startFrom?: "nothing" | "tracer";
  /** Whether the best page is tidied after a model's work (the tracer's never is). Undefined: it is. */
  readonly tidy?: boolean;
  /** "html", later others. */
  readonly target: string;
  /** Undefined: the mockup's own size. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Undefined: from the name (`@2x`), else 1. */
  readonly deviceScaleFactor?: number;
  readonly maxIterations: number;
  /** The folder of a run that is to be continued: one of its iterations is where this one starts. */
  readonly continueFrom?: string;
  /** The number of that iteration; undefined: the best. */
  readonly continueAt?: number;
  /** What the user asked for, in words. */
  readonly instruction?: string;
  /** An executable to use as the browser; undefined: search. */
  readonly browserPath?: string;
  /** From when the mockup is measured on; when it is up, an answer is ended in its middle, and what is whole is kept. Undefined: no limit. */
  readonly timeBudgetMs?: number;
  /** Stop a run that took this many prompt and output tokens; undefined: no limit. */
  readonly tokenBudget?: number;
  /**
   * A run has converged at this fidelity (0–1), with at most this share of differing pixels (0–1). One that is undefined does not
   * count; when both are, the defaults do.
   */
  readonly minFidelity?: number;
  readonly maxMismatchRatio?: number;
}

export interface RunStartLine {
  readonly type: "run-start";
  /** ISO 8601. */
  readonly at: string;
  readonly request: RunRequest;
  readonly modelName: string;
  readonly mockup: {
    readonly name: string;
    readonly hash: string;
    readonly width: number;
    readonly height: number;
    readonly deviceScaleFactor: number;
    /** The mockup as the run sees it, PNG. */
    readonly png: string;
  };
}

/** Something is going on: for progress bars, never needed to rebuild a run. */
export interface ProgressLine {
  readonly type: "progress";
  /** 0 before the first iteration. */
  readonly iteration: number;
  /** "reading the mockup", "drafting", "writing index.html", "rendering", "comparing" … for people. */
  readonly stage: string;
  /** What the model wrote since the last line, if it is streaming text. */
  readonly text?: string;
}

export interface ToolLine {
  readonly type: "tool";
  readonly iteration: number;
  readonly name: string;
  readonly ok: boolean;
  /** One line for people: "wrote styles.css (4.1 kB)". */
  readonly summary: string;
  /** Null when the call never got that far: an unknown tool, arguments that are none. */
  readonly permission: {
    readonly effect: string;
    readonly action: "allow" | "deny";
    readonly by: "policy" | "person";
  } | null;
}

/** What people should know of the model: what runs where and why, that its process was started again. */
export interface NoticeLine {
  readonly type: "notice";
  readonly message: string;
}

/** One answer of the model: what it cost. */
export interface CallLine {
  readonly type: "call";
  readonly iteration: number;
  /** From 1 in each iteration. */
  readonly turn: number;
  readonly ms: number;
  readonly usage: {
    readonly promptTokens: number;
    readonly cachedTokens: number;
    readonly outputTokens: number;
  };
  /** What the engine counted besides: pictures encoded, milliseconds of each phase. */
  readonly engine?: Readonly<Record<string, number>>;
}

/** A finished iteration; its files are under `dir`/files, complete before this line is written. */
export interface IterationLine {
  readonly type: "iteration";
  readonly number: number;
  readonly accepted: boolean;
  readonly dir: string;
  readonly files: readonly string[];
  /** Undefined when the page could not be drawn; `problem` says why. */
  readonly scores?: {
    readonly fidelity: number;
    readonly mismatchRatio: number;
    readonly ssim: number;
    readonly block: number;
    readonly text: number;
    readonly position: number;
    readonly color: number;
  };
  /** How good the code is, whatever it looks like; each 0–1. Undefined when nothing could be drawn. */
  readonly code?: {
    readonly score: number;
    readonly reflow: number;
    readonly meaning: number;
    readonly accessibility: number;
    readonly flow: number;
    readonly economy: number;
    readonly names: number;
    readonly numbers: number;
    /** Counted of what concerns the page. */
    readonly declarations: number;
    readonly elements: number;
    /** What is to be corrected, worst first, at most five. */
    readonly faults: readonly string[];
  };
  readonly renderPng?: string;
  readonly diffPng?: string;
  readonly problem?: string;
  /** The heaviest differences in words, at most ten. */
  readonly differences: readonly string[];
  /** What the page tried and was refused, errors it logged. */
  readonly facts: readonly string[];
  readonly summary: string;
  readonly usage: {
    readonly promptTokens: number;
    readonly cachedTokens: number;
    readonly outputTokens: number;
  };
  readonly ms: {
    readonly model: number;
    readonly tools: number;
    readonly render: number;
    readonly compare: number;
    readonly total: number;
  };
}

/** The last line of a run. */
export interface RunLine {
  readonly type: "run";
  readonly mockup: string;
  /** The folder with the best files. */
  readonly out: string;
  /** Relative to `out`. */
  readonly files: readonly string[];
  /** Of the best iteration; null when none could be drawn. */
  readonly fidelity: number | null;
  readonly mismatchRatio: number | null;
  readonly iterations: number;
  readonly best: number | null;
  readonly reason:
    | "converged"
    | "plateau"
    | "max-iterations"
    | "token-budget"
    | "time-budget"
    | "model-failed"
    | "no-change"
    | "aborted"
    /** Something was lost that the run cannot do without: the browser, the disk. */
    | "failed";
  /** For people: why it ended. */
  readonly message: string;
  /** The HTML report. */
  readonly report: string;
  readonly ms: {
    readonly mockup: number;
    readonly inspect: number;
    readonly model: number;
    readonly tools: number;
    readonly render: number;
    readonly compare: number;
    readonly total: number;
  };
}

/** A run that could not start or go on; nothing of the user's was touched. */
export interface ErrorLine {
  readonly type: "error";
  readonly mockup: string;
  readonly code: string;
  readonly message: string;
}

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
