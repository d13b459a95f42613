import { raceAbort, throwIfAborted, untilAbort } from "../base/async";
import type {
  AssistantMessage,
  Model,
  ModelEvent,
  ModelFailure,
  ModelRequest,
  ModelUsage,
  ToolCall,
  ToolMessage,
} from "../model/model";
import type { PermissionDecision } from "./permissions";
import { toolError } from "./tool";
import type { ToolResult } from "./tool";
import type { Toolbox, ToolOutcome } from "./toolbox";

/** What a turn tells while it goes on; every toolStart has its toolEnd. */
export type TurnEvent =
  | { readonly type: "model"; readonly event: ModelEvent }
  | { readonly type: "toolStart"; readonly call: ToolCall }
  | {
      readonly type: "toolEnd";
      readonly call: ToolCall;
      /** Undefined when the call was aborted. */
      readonly result: ToolResult | undefined;
      readonly permission: PermissionDecision | undefined;
    };

/** One model answer and the results of its tool calls, ready for the transcript. */
export interface Turn {
  readonly message: AssistantMessage;
  readonly toolMessages: readonly ToolMessage[];
  readonly usage: ModelUsage;
  /** "finish": the model ended its work; "idle": it called no tool; "length": it was cut off. */
  readonly ending: "tools" | "finish" | "idle" | "length";
  /** The finish tool's summary, or "". */
  readonly summary: string;
  /** Whether a call changed a file. */
  readonly changedFiles: boolean;
  readonly ms: { readonly model: number; readonly tools: number };
}

export type TurnOutcome =
  | { readonly ok: true; readonly turn: Turn }
  | { readonly ok: false; readonly failure: ModelFailure };

/** What a turn needs of its surroundings. */
export interface TurnRoom {
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Resolves after so many milliseconds. @throws AbortError. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly emit: (event: TurnEvent) => void;
}

/** Milliseconds before a model that failed for the moment is asked a second and a third time. */
const RETRY_WAITS_MS = [1000, 5000];

/**
 * Asks the model once and runs the calls it makes, in order. A retryable failure is tried again after a while.
 * Rejects for aborts and lost resources only.
 */
export async function runTurn(
  model: Model,
  request: ModelRequest,
  toolbox: Toolbox,
  room: TurnRoom,
  signal: AbortSignal,
): Promise<TurnOutcome> {
  const started = room.now();
  const answer = await askModel(model, request, room, signal);
  if (answer.type === "failure") return { ok: false, failure: answer.failure };
  const answered = room.now();

  const toolMessages: ToolMessage[] = [];
  let summary: string | undefined;
  let changedFiles = false;
  const { toolCalls } = answer.message;
  for (const call of toolCalls) {
    // Where an answer was cut off, only what stands before its last call is surely whole, even if that can be read.
    const isCut = answer.stop === "length" && call === toolCalls.at(-1);
    const result = await runCall(
      isCut ? refuseCut : toolbox.run.bind(toolbox),
      call,
      room.emit,
      signal,
    );
    toolMessages.push({
      role: "tool",
      toolCallId: call.id,
      toolName: call.name,
      content: result.content,
      isError: result.isError,
    });
    if (result.details.kind === "finish") summary = result.details.summary;
    changedFiles ||= changesFiles(result);
  }
  return {
    ok: true,
    turn: {
      message: answer.message,
      toolMessages,
      usage: answer.usage,
      ending: endingOf(answer.stop, answer.message, summary),
      summary: summary ?? "",
      changedFiles,
      ms: { model: answered - started, tools: room.now() - answered },
    },
  };
}

type Answer = Extract<ModelEvent, { type: "end" | "failure" }>;

async function askModel(
  model: Model,
  request: ModelRequest,
  room: TurnRoom,
  signal: AbortSignal,
): Promise<Answer> {
  for (const waitMs of RETRY_WAITS_MS) {
    const answer = await askOnce(model, request, room.emit, signal);
    if (answer.type === "end" || !answer.failure.retryable) return answer;
    const message = `${answer.failure.message} It is asked again in ${waitMs / 1000} s.`;
    room.emit({ type: "model", event: { type: "notice", message } });
    await room.wait(waitMs, signal);
  }
  return askOnce(model, request, room.emit, signal);
}

async function askOnce(
  model: Model,
  request: ModelRequest,
  emit: (event: TurnEvent) => void,
  signal: AbortSignal,
): Promise<Answer> {
  throwIfAborted(signal);
  let last: Answer | undefined;
  for await (const event of untilAbort(model.generate(request, signal), signal)) {
    emit({ type: "model", event });
    if (event.type === "end" || event.type === "failure") last = event;
  }
  return (
    last ?? {
      type: "failure",
      failure: {
        code: "internal",
        message: "The model ended its answer without a result. Try again, or choose another model.",
        retryable: false,
      },
    }
  );
}

function refuseCut({ name }: ToolCall): Promise<ToolOutcome> {
  const result = toolError(
    `Your answer was cut off at the length limit, so that this call of ${name} may be cut too; it was not run. Call it again, in smaller steps.`,
  );
  return Promise.resolve({ result, permission: undefined });
}

async function runCall(
  run: Toolbox["run"],
  call: ToolCall,
  emit: (event: TurnEvent) => void,
  signal: AbortSignal,
): Promise<ToolResult> {
  emit({ type: "toolStart", call });
  let ended: { result: ToolResult; permission: PermissionDecision | undefined } | undefined;
  try {
    ended = await raceAbort(run(call, signal), signal);
    return ended.result;
  } finally {
    emit({ type: "toolEnd", call, result: ended?.result, permission: ended?.permission });
  }
}

function changesFiles(result: ToolResult): boolean {
  const { details } = result;
  return (
    !result.isError &&
    ((details.kind === "file" && details.change !== "unchanged") ||
      (details.kind === "image" && details.path !== undefined))
  );
}

function endingOf(
  stop: "stop" | "tool_calls" | "length",
  message: AssistantMessage,
  summary: string | undefined,
): Turn["ending"] {
  if (summary !== undefined) return "finish";
  if (message.toolCalls.length > 0) return "tools";
  return stop === "length" ? "length" : "idle";
}
