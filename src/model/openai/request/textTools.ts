import type { ToolCall, ToolMessage, ToolSpec } from "../../model";
import { breakMarks, breakMarksInJson } from "../../text/controlMarks";

/**
 * What a model is told of its tools where the server has none: their schemas, and how a call is written. The form is the one that
 * most open models were trained on (Hermes, Qwen); how GLM writes calls is understood as well.
 */
export function describeTools(tools: readonly ToolSpec[], mustCall: boolean): string {
  const [first] = tools;
  if (!first) return "";
  return [
    "You have these tools, each described by a JSON schema:",
    "<tools>",
    ...tools.map(({ name, description, parameters }) =>
      JSON.stringify({ name, description, parameters }),
    ),
    "</tools>",
    "To call one, write exactly this, with nothing around it, and end your answer there:",
    `<tool_call>{"name": "${first.name}", "arguments": {…}}</tool_call>`,
    'The arguments are one JSON object: write line breaks in strings as \\n and quotes as \\". The result comes in the next message, in <tool_response>.',
    ...(mustCall ? ["Your next answer must call a tool."] : []),
  ].join("\n");
}

/** A call of an earlier answer, as {@link describeTools} has it. */
export function writeCall({ name, argumentsJson }: ToolCall): string {
  return `<tool_call>{"name": ${JSON.stringify(breakMarks(name))}, "arguments": ${breakMarksInJson(argumentsJson)}}</tool_call>`;
}

/** The words of a result. */
export function writeResult({ toolName, content, isError }: ToolMessage): string {
  const words = content.flatMap((part) => (part.type === "text" ? [breakMarks(part.text)] : []));
  const state = isError ? ` (it failed)` : "";
  return `<tool_response>\n${breakMarks(toolName)}${state}: ${words.join("\n")}\n</tool_response>`;
}
