import { isAbort, throwIfAborted } from "../base/async";
import { describeError } from "../base/errors";
import type {
  AssistantMessage,
  Message,
  Model,
  ModelEvent,
  ModelInfo,
  ModelRequest,
  RunFacts,
} from "../model/model";
import type { Answer, TracerTask } from "./tracer";
import { COMPARE, Tracer } from "./tracer";
import { ROUNDS } from "./tuning";

/** It reads nothing of what it is sent but the pictures. */
export const TRACER_INFO: ModelInfo = { contextTokens: 1_000_000, vision: true };

/**
 * The embedded model: draws the page from measurements alone and corrects it by trying, with the same tools as any
 * other model. It cannot follow instructions in words and says so. Deterministic; one instance serves one run, and on
 * files of another run it starts from its own draft again.
 */
export function createTracerModel(task: TracerTask): Model {
  const conversation = new Conversation(() => new Tracer(task));
  return {
    name: "Embedded tracer",
    open: () => Promise.resolve({ type: "open", info: TRACER_INFO }),
    generate: (request, signal) => generate(conversation, request, signal),
    countTokens: () => 0,
    dispose: () => Promise.resolve(),
  };
}

async function* generate(
  conversation: Conversation,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  const started = performance.now();
  try {
    throwIfAborted(signal);
    const answer = await conversation.answer(request, signal);
    throwIfAborted(signal);
    const message = conversation.toMessage(answer);
    yield { type: "text", delta: message.text };
    for (const [index, call] of message.toolCalls.entries())
      yield { type: "toolCallDelta", index, name: call.name, argumentsDelta: call.argumentsJson };
    const ms = Math.round(performance.now() - started);
    yield {
      type: "end",
      message,
      stop: message.toolCalls.length > 0 ? "tool_calls" : "stop",
      usage: { promptTokens: 0, cachedTokens: 0, outputTokens: 0, ms },
    };
  } catch (error) {
    if (isAbort(error)) throw error;
    yield {
      type: "failure",
      failure: {
        code: "internal",
        message: `The embedded tracer failed: ${describeError(error)} Please report this mockup.`,
        retryable: false,
      },
    };
  }
}

/** What a transcript leads to: where in the loop we are, and which answer comes next. */
class Conversation {
  private tracer: Tracer | undefined;
  private answersLeft = 0;
  private calls = 0;

  constructor(private readonly createTracer: () => Tracer) {}

  async answer(request: ModelRequest, signal: AbortSignal): Promise<Answer> {
    const { messages, toolChoice, facts } = request;
    if (toolChoice === "none")
      return { text: "I work through tools only; there is nothing to say without.", calls: [] };
    if (messages.at(-1)?.role !== "tool") return this.beginRound(facts, signal);

    this.answersLeft--;
    const tracer = (this.tracer ??= this.createTracer());
    const results = messages.slice(messages.findLastIndex(({ role }) => role === "assistant") + 1);
    if (results.some((message) => message.role === "tool" && message.isError)) tracer.forgetFiles();
    const render = hasCompared(results) ? facts?.lastRender : undefined;
    const seen = render && { page: render, fidelity: facts?.lastFidelity };
    return seen && this.answersLeft > 1
      ? tracer.correct(seen, this.answersLeft > ROUNDS.settlingAnswers + 1, signal)
      : tracer.conclude(seen, signal);
  }

  /** The first answer after a person's or the program's words. */
  private async beginRound(facts: RunFacts | undefined, signal: AbortSignal): Promise<Answer> {
    this.answersLeft = this.tracer ? ROUNDS.correctionAnswers : ROUNDS.draftAnswers;
    if (this.tracer) return this.tracer.goOn(signal);
    this.tracer = this.createTracer();
    const draft = await this.tracer.start();
    return { ...draft, text: `${describeLimits(facts)}${draft.text}` };
  }

  toMessage({ text, calls }: Answer): AssistantMessage {
    const toolCalls = calls.map(({ name, args }) => ({
      id: `call-${++this.calls}`,
      name,
      argumentsJson: JSON.stringify(args),
    }));
    return { role: "assistant", text, reasoning: "", toolCalls };
  }
}

/** Whether the page was drawn and measured since the last answer. */
function hasCompared(results: readonly Message[]): boolean {
  return results.some(
    (message) => message.role === "tool" && message.toolName === COMPARE.name && !message.isError,
  );
}

/** What the tracer has to say about words it cannot follow, or files it does not know; "" for a plain task. */
function describeLimits(facts: RunFacts | undefined): string {
  return [
    facts?.instruction
      ? "I cannot follow instructions in words; I redraw what the mockup shows. "
      : "",
    facts?.startsFromFiles ? "I start again from my own draft. " : "",
  ].join("");
}
