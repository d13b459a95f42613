import type { EngineResult } from "../../../protocol/schemas/nativeEngine";
import type { AssistantMessage, ToolCall, ToolSpec } from "../../model";
import { restoreMarks } from "../../text/controlMarks";
import { parseToolCalls, stripBoxTokens } from "../../text/parseToolCalls";

/** What an engine's answer comes to. */
export interface Answer {
  readonly message: AssistantMessage;
  readonly stop: "stop" | "tool_calls" | "length";
}

interface WireCall {
  readonly name: string;
  readonly argumentsJson: string;
}

interface WireMessage {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly WireCall[];
}

/**
 * Reads an engine's answer: llama.cpp's parse when it has one, else our own of the raw text. No answer is lost: what cannot
 * be a call stays text, a call cut off by the token limit stays a call with broken arguments, which the tools answer with an
 * error the model can repair.
 *
 * @param newId makes the id of the n-th call of this answer (llama.cpp leaves them empty).
 */
export function readAnswer(
  result: EngineResult,
  tools: readonly ToolSpec[],
  newId: (index: number) => string,
): Answer {
  const wire = readWire(result.message);
  const missedCall =
    wire !== undefined && wire.calls.length === 0 && result.raw.includes("<tool_call>");
  const message = wire === undefined || missedCall ? rescue(result.raw, tools, wire) : wire;
  const toolCalls = message.calls.map((call, index): ToolCall => ({
    id: newId(index),
    name: call.name,
    argumentsJson: clean(call.argumentsJson),
  }));
  const cut = result.stop === "length" || result.stop === "context";
  return {
    message: {
      role: "assistant",
      text: clean(message.text),
      reasoning: clean(message.reasoning),
      toolCalls,
    },
    stop: cut ? "length" : toolCalls.length > 0 ? "tool_calls" : "stop",
  };
}

/** Without GLM's box marks, and with the marks that were broken on the way in whole again. */
const clean = (text: string): string => restoreMarks(stripBoxTokens(text));

/** Our own parse; when it finds no call either, llama.cpp's division into thought and text stands. */
function rescue(
  raw: string,
  tools: readonly ToolSpec[],
  wire: WireMessage | undefined,
): WireMessage {
  const parsed = parseToolCalls(raw, tools);
  return parsed.calls.length === 0 && wire ? wire : parsed;
}

/** The fields we use of an OpenAI message; undefined for anything else. */
function readWire(json: string): WireMessage | undefined {
  if (json === "") return undefined;
  const message: unknown = JSON.parse(json);
  if (typeof message !== "object" || message === null) return undefined;
  const fields = message as Record<string, unknown>;
  const calls = Array.isArray(fields["tool_calls"]) ? (fields["tool_calls"] as unknown[]) : [];
  return {
    text: text(fields["content"]),
    reasoning: text(fields["reasoning_content"]),
    calls: calls.flatMap((call) => readCall(call) ?? []),
  };
}

function readCall(call: unknown): WireCall | undefined {
  if (typeof call !== "object" || call === null || !("function" in call)) return undefined;
  const fn = call.function;
  if (typeof fn !== "object" || fn === null) return undefined;
  const { name, arguments: args } = fn as Record<string, unknown>;
  if (typeof name !== "string") return undefined;
  return { name, argumentsJson: typeof args === "string" ? args : JSON.stringify(args ?? {}) };
}

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
