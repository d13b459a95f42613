import type { Model, ModelFailure, ModelInfo, ModelUsage } from "../model/model";
import type { Transcript } from "../model/transcript";
import { runTurn } from "../tools/runTurn";
import type { Toolbox } from "../tools/toolbox";
import type { RunEvent } from "./events";

/** How a model may answer. */
export interface ModelOptions {
  readonly maxOutputTokens: number;
  /** Whether it may reason at length before the first draft, and after it. */
  readonly thinkingFirst: boolean;
  readonly thinkingLater: boolean;
  /** Model answers in one iteration. */
  readonly maxTurns: number;
}

export const DEFAULT_MODEL_OPTIONS: ModelOptions = {
  maxOutputTokens: 16_384,
  thinkingFirst: true,
  thinkingLater: true,
  maxTurns: 12,
};

/** The defaults; a small context is not spent on answers: two thirds of it are left to read. */
export function createModelOptions(info: ModelInfo): ModelOptions {
  const third = Math.floor(info.contextTokens / 3);
  return {
    ...DEFAULT_MODEL_OPTIONS,
    maxOutputTokens: Math.min(DEFAULT_MODEL_OPTIONS.maxOutputTokens, third),
  };
}

/** What the model did in one iteration, before the page is measured. */
export interface Work {
  readonly summary: string;
  readonly changedFiles: boolean;
  readonly usage: ModelUsage;
  readonly ms: { readonly model: number; readonly tools: number };
  /** Set when no answer could be had. */
  readonly failure: ModelFailure | undefined;
}

const CUT_OFF =
  "Your answer was cut off at the length limit. Go on in smaller steps: write one file or make one edit at a time.";

/**
 * Lets the model take turns until it finishes, stops calling tools, fails, or has had its turns.
 * Rejects for aborts and lost resources only.
 */
export async function workOnPage(
  room: {
    readonly model: Model;
    readonly toolbox: Toolbox;
    readonly transcript: Transcript;
    readonly now: () => number;
    readonly emit: (event: RunEvent) => void;
  },
  iteration: number,
  options: ModelOptions,
  signal: AbortSignal,
): Promise<Work> {
  const { model, toolbox, transcript, emit } = room;
  const usage = { promptTokens: 0, cachedTokens: 0, outputTokens: 0, ms: 0 };
  const ms = { model: 0, tools: 0 };
  let summary = "";
  let changedFiles = false;
  let failure: ModelFailure | undefined;

  for (let turn = 1; turn <= options.maxTurns; turn++) {
    emit({ type: "turnStart", iteration, turn });
    try {
      const budget = model.info.contextTokens - options.maxOutputTokens;
      const outcome = await runTurn(
        model,
        {
          messages: transcript.fit(Math.max(budget, model.info.contextTokens / 2)),
          tools: toolbox.specs,
          toolChoice: "auto",
          maxOutputTokens: options.maxOutputTokens,
          thinking: iteration === 1 ? options.thinkingFirst : options.thinkingLater,
        },
        toolbox,
        room,
        signal,
      );
      if (!outcome.ok) {
        failure = outcome.failure;
        break;
      }
      const { message, toolMessages, ending } = outcome.turn;
      transcript.push(message, ...toolMessages);
      usage.promptTokens += outcome.turn.usage.promptTokens;
      usage.cachedTokens += outcome.turn.usage.cachedTokens;
      usage.outputTokens += outcome.turn.usage.outputTokens;
      usage.ms += outcome.turn.usage.ms;
      ms.model += outcome.turn.ms.model;
      ms.tools += outcome.turn.ms.tools;
      changedFiles ||= outcome.turn.changedFiles;
      summary = outcome.turn.summary || message.text.trim() || summary;
      if (ending === "finish" || ending === "idle") break;
      if (ending === "length")
        transcript.push({ role: "user", content: [{ type: "text", text: CUT_OFF }] });
    } finally {
      emit({ type: "turnEnd", iteration, turn });
    }
  }
  return { summary, changedFiles, usage, ms, failure };
}
