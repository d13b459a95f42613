import { AbortError } from "../../src/base/async";
import type {
  Model,
  ModelEvent,
  ModelFailure,
  ModelInfo,
  ModelOpening,
  ModelRequest,
} from "../../src/model/model";

/** One answer of a scripted model; a function sees the request it answers. */
export type ScriptedAnswer = {
  readonly text?: string;
  readonly reasoning?: string;
  readonly calls?: readonly { readonly name: string; readonly args: unknown }[];
  readonly stop?: "stop" | "tool_calls" | "length";
  readonly failure?: ModelFailure;
  /** Streams these calls, two deltas each, and hangs then until it is aborted. */
  readonly streams?: readonly { readonly name: string; readonly argumentsJson: string }[];
  /** Waits this long (or for the abort) before it answers. */
  readonly delayMs?: number;
};

/** A {@link Model} that says what the script says, one entry a request, then nothing (an empty answer). */
export class ScriptedModel implements Model {
  readonly requests: ModelRequest[] = [];
  readonly name = "Scripted";
  opened = 0;
  disposed = 0;

  constructor(
    private readonly script: readonly (ScriptedAnswer | ((r: ModelRequest) => ScriptedAnswer))[],
    /** What it is, or what asking it comes to. */
    private readonly info: ModelInfo | (() => Promise<ModelOpening>) = {
      contextTokens: 32_000,
      vision: true,
    },
    private readonly tokensOf: (text: string) => number = (text) => Math.ceil(text.length / 4),
  ) {}

  open(): Promise<ModelOpening> {
    this.opened++;
    const { info } = this;
    return typeof info === "function" ? info() : Promise.resolve({ type: "open", info });
  }

  async *generate(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent> {
    const index = this.requests.push(request) - 1;
    const entry = this.script[index] ?? {};
    const answer = typeof entry === "function" ? entry(request) : entry;
    await pause(answer.delayMs ?? 0, signal);
    if (answer.failure) {
      yield { type: "failure", failure: answer.failure };
      return;
    }
    if (answer.text) yield { type: "text", delta: answer.text };
    if (answer.streams) {
      yield* streamCalls(answer.streams);
      await pause(2 ** 30, signal);
    }
    const toolCalls = (answer.calls ?? []).map((call, i) => ({
      id: `call-${index}-${i}`,
      name: call.name,
      argumentsJson: typeof call.args === "string" ? call.args : JSON.stringify(call.args),
    }));
    yield {
      type: "end",
      message: {
        role: "assistant",
        text: answer.text ?? "",
        reasoning: answer.reasoning ?? "",
        toolCalls,
      },
      stop: answer.stop ?? (toolCalls.length > 0 ? "tool_calls" : "stop"),
      usage: { promptTokens: 100, cachedTokens: 0, outputTokens: 10, ms: 1 },
    };
  }

  countTokens(message: Parameters<Model["countTokens"]>[0]): number {
    const parts =
      message.role === "system"
        ? [{ type: "text" as const, text: message.text }]
        : message.role === "assistant"
          ? [
              { type: "text" as const, text: message.text },
              ...message.toolCalls.map((c) => ({ type: "text" as const, text: c.argumentsJson })),
            ]
          : message.content;
    return parts.reduce(
      (sum, part) => sum + (part.type === "text" ? this.tokensOf(part.text) : 1000),
      0,
    );
  }

  dispose(): Promise<void> {
    this.disposed++;
    return Promise.resolve();
  }
}

function* streamCalls(calls: NonNullable<ScriptedAnswer["streams"]>): Generator<ModelEvent, void> {
  for (const [index, { name, argumentsJson }] of calls.entries()) {
    const half = Math.floor(argumentsJson.length / 2);
    const type = "toolCallDelta";
    yield { type, index, name, argumentsDelta: argumentsJson.slice(0, half) };
    yield { type, index, name: "", argumentsDelta: argumentsJson.slice(half) };
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new AbortError());
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(new AbortError());
    };
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
