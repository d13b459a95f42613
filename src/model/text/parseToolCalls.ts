import type { ToolSpec } from "../model";

/** A call found in text. `argumentsJson` is broken JSON on purpose when the text ends inside the call. */
export interface ParsedCall {
  readonly name: string;
  readonly argumentsJson: string;
  readonly complete: boolean;
}

export interface ParsedText {
  /** What stands outside thoughts and calls, trimmed. */
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly ParsedCall[];
}

/** Removes GLM's box marks, which leak into text and arguments; what they enclose stays. */
export function stripBoxTokens(text: string): string {
  return text.replaceAll(/<\|(?:begin|end)_of_box\|>/g, "");
}

/**
 * Reads an answer that llama.cpp's own parser refused, or that came as raw text: thoughts in `<think>`, calls as GLM writes
 * them (`<tool_call>name`, then `<arg_key>`/`<arg_value>` pairs) or as a JSON object in `<tool_call>`. Forgives blanks
 * anywhere between the marks, missing end marks, a missing `</think>` before a call, and an end in the middle of anything.
 * A mark that opens no call (no plausible tool name follows) is text.
 */
export function parseToolCalls(raw: string, tools: readonly ToolSpec[]): ParsedText {
  const source = stripBoxTokens(raw);
  const calls: ParsedCall[] = [];
  let outside = "";
  let at = 0;
  for (const match of source.matchAll(/<tool_call>/g)) {
    if (match.index < at) continue; // inside the call just read
    const call = readCall(source.slice(match.index + match[0].length), tools);
    if (!call) continue;
    outside += source.slice(at, match.index);
    at = match.index + match[0].length + call.length;
    calls.push(call.parsed);
  }
  return { ...splitThoughts(outside + source.slice(at)), calls };
}

interface ReadCall {
  readonly parsed: ParsedCall;
  /** Characters the call takes, its end mark included. */
  readonly length: number;
}

function readCall(body: string, tools: readonly ToolSpec[]): ReadCall | undefined {
  return /^\s*\{/.test(body) ? readJsonCall(body) : readTaggedCall(body, tools);
}

/** `{"name": …, "arguments": {…}}`, up to the end mark or the end of the text. */
function readJsonCall(body: string): ReadCall | undefined {
  const end = body.indexOf("</tool_call>");
  const json = end < 0 ? body : body.slice(0, end);
  const length = end < 0 ? body.length : end + "</tool_call>".length;
  const name = /"name"\s*:\s*"([\w.-]+)"/.exec(json)?.[1];
  if (name === undefined) return undefined;
  const value = parseJson(json);
  if (typeof value === "object" && value !== null && "arguments" in value) {
    const args = value.arguments;
    const argumentsJson = typeof args === "string" ? args : JSON.stringify(args);
    return { parsed: { name, argumentsJson, complete: true }, length };
  }
  const partial = /"arguments"\s*:\s*/.exec(json);
  const argumentsJson = partial ? json.slice(partial.index + partial[0].length) : "{";
  // Only what closes the call may be missing; a number that can be read may be the beginning of another.
  const args = parseJson(argumentsJson);
  if (typeof args === "object" && args !== null)
    return { parsed: { name, argumentsJson, complete: true }, length };
  const open = args === undefined ? argumentsJson : "{";
  return { parsed: { name, argumentsJson: open, complete: false }, length };
}

const pairStart = /^\s*<arg_key>([\s\S]*?)<\/arg_key>\s*<arg_value>/;

function readTaggedCall(body: string, tools: readonly ToolSpec[]): ReadCall | undefined {
  const head = /^\s*([A-Za-z_][\w.-]*)\s*(?=<arg_key>|<\/tool_call>|$)/.exec(body);
  const name = head?.[1];
  if (!head || name === undefined) return undefined;
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool && head[0].length === body.length) return undefined; // a word at the end of the text, not a call
  const members: string[] = [];
  let at = head[0].length;
  for (;;) {
    const pair = pairStart.exec(body.slice(at));
    if (!pair) break;
    const key = (pair[1] ?? "").trim();
    const valueAt = at + pair[0].length;
    const end = body.indexOf("</arg_value>", valueAt);
    if (end < 0) {
      // Cut inside a value: what there is of it, left open, so that nobody takes it for the whole.
      members.push(`${JSON.stringify(key)}:${JSON.stringify(body.slice(valueAt)).slice(0, -1)}`);
      return cut(name, members, body.length);
    }
    members.push(`${JSON.stringify(key)}:${argumentJson(body.slice(valueAt, end), tool, key)}`);
    at = end + "</arg_value>".length;
  }
  const rest = body.slice(at);
  const close = /^\s*<\/tool_call>/.exec(rest);
  if (close) return whole(name, members, at + close[0].length);
  // Without its end mark a call is whole only when something else follows; at the end of the text it was cut.
  return rest.trim() === "" || /^\s*<arg_key>/.test(rest)
    ? cut(name, members, body.length)
    : whole(name, members, at);
}

const whole = (name: string, members: readonly string[], length: number): ReadCall => ({
  parsed: { name, argumentsJson: `{${members.join(",")}}`, complete: true },
  length,
});

const cut = (name: string, members: readonly string[], length: number): ReadCall => ({
  parsed: { name, argumentsJson: `{${members.join(",")}`, complete: false },
  length,
});

/** GLM writes strings bare and everything else as JSON; the schema says which is meant. */
function argumentJson(text: string, tool: ToolSpec | undefined, key: string): string {
  if (declaredType(tool, key) === "string") return JSON.stringify(text);
  const value = parseJson(text);
  if (value === undefined) return JSON.stringify(text);
  return declaredType(tool, key) === undefined && typeof value === "string"
    ? JSON.stringify(text)
    : JSON.stringify(value);
}

function declaredType(tool: ToolSpec | undefined, key: string): unknown {
  const properties = tool?.parameters["properties"];
  if (typeof properties !== "object" || properties === null) return undefined;
  const property = (properties as Record<string, unknown>)[key];
  if (typeof property !== "object" || property === null || !("type" in property)) return undefined;
  return property.type;
}

function splitThoughts(source: string): { text: string; reasoning: string } {
  const thoughts: string[] = [];
  const text = source
    // A template may have opened the thought already, so that the answer starts inside it.
    .replace(/^((?:(?!<think>)[\s\S])*?)<\/think>/, (_, thought: string) => {
      thoughts.push(thought);
      return "";
    })
    .replaceAll(/<think>([\s\S]*?)(?:<\/think>|$)/g, (_, thought: string) => {
      thoughts.push(thought);
      return "";
    });
  return { text: text.trim(), reasoning: thoughts.join("\n").trim() };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
