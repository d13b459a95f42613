import { raceAbort, unlessEnded, untilAbort } from "../base/async";
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
import { HeardAnswer } from "./heardAnswer";
import type { NotedDecision } from "../policy/permissionDesk";
import { retryModel } from "./retryModel";
import type { RetryRoom } from "./retryModel";
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
      readonly permission: NotedDecision | undefined;
    };

/** One model answer and the results of its tool calls, ready for the transcript. */
export interface Turn {
  readonly message: AssistantMessage;
  readonly toolMessages: readonly ToolMessage[];
  readonly usage: ModelUsage;
  /**
   * "finish": the model ended its work; "idle": it called no tool; "length": it was cut off; "time": it was ended, as the run's time
   * was up.
   */
  readonly ending: "tools" | "finish" | "idle" | "length" | "time";
  /** The finish tool's summary, or "". */
  readonly summary: string;
  /** Whether a call changed a file. */
  readonly changedFiles: boolean;
  readonly ms: { readonly model: number; readonly tools: number };
}

export type TurnOutcome =
  | { readonly ok: true; readonly turn: Turn }
  | { readonly ok: false; readonly failure: ModelFailure };

/** What a turn needs of its surroundings. When the time is up, an answer is ended in its middle, and what is whole of it is carried out. */
export interface TurnRoom extends Omit<RetryRoom, "emit"> {
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  readonly emit: (event: TurnEvent) => void;
}

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
  const ask = (): Promise<Answer> => askModel(model, request, room, signal);
  const answer = await retryModel(ask, room, signal);
  if (answer.type === "failure") return { ok: false, failure: answer.failure };
  const answered = room.now();

  const toolMessages: ToolMessage[] = [];
  let summary: string | undefined;
  let changedFiles = false;
  const { toolCalls } = answer.message;
  for (const call of toolCalls) {
    // Where an answer was cut off, only what stands before its last call is surely whole, even if that can be read.
    const isCut = answer.stop === "length" && call === toolCalls.at(-1);
    const result = await runCall(isCut ? undefined : toolbox, call, room, signal);
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

type EndEvent = Extract<ModelEvent, { type: "end" }>;
type FailureEvent = Extract<ModelEvent, { type: "failure" }>;
type Answer =
  FailureEvent | (Omit<EndEvent, "stop"> & { readonly stop: EndEvent["stop"] | "time" });

async function askModel(
  model: Model,
  request: ModelRequest,
  room: TurnRoom,
  signal: AbortSignal,
): Promise<Answer> {
  const heard = new HeardAnswer();
  const started = room.now();
  const listen = async (either: AbortSignal): Promise<Answer | undefined> => {
    let last: Answer | undefined;
    for await (const event of untilAbort(model.generate(request, either), either)) {
      room.emit({ type: "model", event });
      heard.take(event);
      if (event.type === "end" || event.type === "failure") last = event;
    }
    return last;
  };
  const answer = await unlessEnded(listen, room.timeUp, signal);
  if (answer) return answer;
  if (room.timeUp.aborted) {
    const usage = heard.estimateUsage(model, request, room.now() - started);
    return { type: "end", message: heard.toMessage(), stop: "time", usage };
  }
  return {
    type: "failure",
    failure: {
      code: "internal",
      message: "The model ended its answer without a result. Try again, or choose another model.",
      retryable: false,
    },
  };
}

/** @param toolbox undefined for a call that may be cut. */
async function runCall(
  toolbox: Toolbox | undefined,
  call: ToolCall,
  { emit, timeUp }: TurnRoom,
  signal: AbortSignal,
): Promise<ToolResult> {
  emit({ type: "toolStart", call });
  let ended: ToolOutcome | undefined;
  try {
    ended = toolbox
      ? await raceAbort(toolbox.run(call, timeUp, signal), signal)
      : { result: describeCut(call), permission: undefined };
    return ended.result;
  } finally {
    emit({ type: "toolEnd", call, result: ended?.result, permission: ended?.permission });
  }
}

function describeCut({ name }: ToolCall): ToolResult {
  return toolError(
    `Your answer was cut off at the length limit, so that this call of ${name} may be cut too; it was not run. Call it again, in smaller steps.`,
  );
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
  stop: EndEvent["stop"] | "time",
  message: AssistantMessage,
  summary: string | undefined,
): Turn["ending"] {
  if (summary !== undefined) return "finish";
  if (stop === "time") return "time";
  if (message.toolCalls.length > 0) return "tools";
  return stop === "length" ? "length" : "idle";
}
