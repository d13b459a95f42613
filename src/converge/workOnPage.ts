import { cutText } from "../base/text/cutText";
import type {
  Model,
  ModelFailure,
  ModelInfo,
  ModelRequest,
  ModelUsage,
  RunFacts,
} from "../model/model";
import { CUT_OFF, ONLY_WORDS } from "../model/prompt";
import type { Transcript } from "../model/transcript";
import type { RunRequest } from "../protocol/runProtocol";
import { MAX_SUMMARY } from "../tools/finish";
import { runTurn } from "../tools/runTurn";
import type { TurnOutcome, TurnRoom } from "../tools/runTurn";
import type { Toolbox } from "../tools/toolbox";
import type { RunEvent } from "./events";

/** How a model may answer. */
export interface ModelOptions {
  /** Tokens a request and its answer may take together. */
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  /** Whether it may reason at length in the first iteration of a run, and later. */
  readonly thinkingFirst: boolean;
  readonly thinkingLater: boolean;
  /** Model answers in one iteration. */
  readonly maxTurns: number;
}

const MAX_OUTPUT_TOKENS = 16_384;
const MAX_TURNS = 12;

/**
 * How a model of this kind answers. A small context is not spent on answers: two thirds of it are left to read. Thinking
 * pays most before the first draft; corrections follow measured differences, and "first" saves their time.
 */
export function createModelOptions(
  { contextTokens }: ModelInfo,
  thinking: NonNullable<RunRequest["thinking"]> = "first",
): ModelOptions {
  const third = Math.floor(contextTokens / 3);
  return {
    contextTokens,
    maxOutputTokens: Math.min(MAX_OUTPUT_TOKENS, third),
    thinkingFirst: thinking !== "never",
    thinkingLater: thinking === "always",
    maxTurns: MAX_TURNS,
  };
}

/** Which iteration the model is to work in. */
export interface Assignment {
  readonly iteration: number;
  /** Whether this model has yet to see the page: a run that goes on with another one counts on, but begins anew. */
  readonly isFirst: boolean;
  /** Prompt and output tokens that the run may still take; no further answer is asked for without any. Infinity: no limit. */
  readonly tokensLeft: number;
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

/** For people: an estimate was too low, and the conversation longer than the model can take. */
const TOO_LONG =
  "The conversation was longer than the model can take. Its older parts are left out, and the model is asked again.";

/**
 * Lets the model take turns until it finishes, stops calling tools, fails, has had its turns, or has used a budget up. One that
 * only talks is held to tools for the rest of the iteration. Rejects for aborts and lost resources only.
 */
export async function workOnPage(
  room: Omit<TurnRoom, "emit"> & {
    readonly model: Model;
    readonly toolbox: Toolbox;
    readonly transcript: Transcript;
    readonly emit: (event: RunEvent) => void;
    /** Asked before every answer. */
    readonly facts?: () => RunFacts;
    /** Awaited before every answer: what people say meanwhile is taken here. Resolves with whether to go on. @throws AbortError. */
    readonly beforeTurn?: () => Promise<boolean>;
    /** Awaited after every answer that changed files and is not the last. @throws AbortError. */
    readonly afterChange?: () => Promise<void>;
  },
  { iteration, isFirst, tokensLeft }: Assignment,
  options: ModelOptions,
  signal: AbortSignal,
): Promise<Work> {
  const { model, toolbox, transcript, emit } = room;
  let usage: ModelUsage = { promptTokens: 0, cachedTokens: 0, outputTokens: 0, ms: 0 };
  const ms = { model: 0, tools: 0 };
  let summary = "";
  let changedFiles = false;
  let failure: ModelFailure | undefined;
  let toolChoice: ModelRequest["toolChoice"] = "auto";

  const hasBudget = (): boolean =>
    !room.timeUp.aborted && usage.promptTokens + usage.outputTokens < tokensLeft;
  for (let turn = 1; turn <= options.maxTurns && hasBudget(); turn++) {
    if ((await room.beforeTurn?.()) === false) break;
    emit({ type: "turnStart", iteration, turn });
    let spent: ModelUsage | undefined;
    const ask = (budgetTokens: number): Promise<TurnOutcome> =>
      runTurn(
        model,
        {
          messages: transcript.fit(budgetTokens),
          tools: toolbox.specs,
          toolChoice,
          maxOutputTokens: options.maxOutputTokens,
          thinking: isFirst ? options.thinkingFirst : options.thinkingLater,
          facts: room.facts?.(),
        },
        toolbox,
        room,
        signal,
      );
    try {
      const { contextTokens, maxOutputTokens } = options;
      const budget = Math.max(contextTokens - maxOutputTokens, contextTokens / 2);
      let outcome = await ask(budget);
      if (!outcome.ok && outcome.failure.code === "context") {
        emit({ type: "model", event: { type: "notice", message: TOO_LONG } });
        outcome = await ask(budget / 2);
      }
      if (!outcome.ok) {
        failure = outcome.failure;
        break;
      }
      const { message, toolMessages, ending } = outcome.turn;
      spent = outcome.turn.usage;
      transcript.learn(spent.promptTokens);
      transcript.push(message, ...toolMessages);
      usage = addUsage(usage, spent);
      ms.model += outcome.turn.ms.model;
      ms.tools += outcome.turn.ms.tools;
      changedFiles ||= outcome.turn.changedFiles;
      summary = outcome.turn.summary || cutText(message.text.trim(), MAX_SUMMARY) || summary;
      if (ending === "tools" && outcome.turn.changedFiles) await room.afterChange?.();
      if (ending === "tools" || ending === "time") continue;
      const isDone = changedFiles || toolChoice === "required";
      if (ending === "finish" || (ending === "idle" && isDone)) break;
      const text = ending === "length" ? CUT_OFF : ONLY_WORDS;
      transcript.push({ role: "user", content: [{ type: "text", text }] });
      toolChoice = "required";
    } finally {
      emit({ type: "turnEnd", iteration, turn, usage: spent });
    }
  }
  return { summary, changedFiles, usage, ms, failure };
}

function addUsage(a: ModelUsage, b: ModelUsage): ModelUsage {
  return {
    promptTokens: a.promptTokens + b.promptTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    ms: a.ms + b.ms,
    ...((a.cost ?? b.cost) !== undefined && { cost: (a.cost ?? 0) + (b.cost ?? 0) }),
  };
}
