import type { AssistantMessage, ContentPart, ImagePart, Message, ToolSpec } from "../../model";
import { breakMarks, breakMarksInJson } from "../../text/controlMarks";

/** A transcript in the engine's terms. */
export interface EngineMessages {
  /** OpenAI messages as JSON, a `media_marker` part where a picture stands. */
  readonly messages: string;
  readonly images: readonly Uint8Array[];
}

interface EnginePart {
  readonly type: "text" | "media_marker";
  text: string;
}

/**
 * Without pictures always a string: every template prints one, while lists of parts are lost in some (GLM's own, for tool
 * results). With pictures the engine makes of the parts what the model's template takes.
 */
type EngineContent = string | readonly EnginePart[];

/**
 * Writes a transcript for the engine: the same transcript always gives the same bytes, and a longer one begins with the
 * bytes of the shorter, so that the engine reads only what is new. Without `vision`, pictures become a remark.
 */
export function toEngineMessages(transcript: readonly Message[], vision: boolean): EngineMessages {
  const messages = joinFeedback(transcript);
  const images: Uint8Array[] = [];
  const content = (parts: readonly ContentPart[]): EngineContent => {
    const written: EnginePart[] = [];
    for (const part of parts) {
      if (vision && part.type === "image") {
        images.push(part.png);
        written.push({ type: "media_marker", text: "" });
        continue;
      }
      const text = part.type === "text" ? breakMarks(part.text) : describe(part);
      const last = written.at(-1);
      if (last?.type === "text") last.text += `\n${text}`;
      else written.push({ type: "text", text });
    }
    const hasPicture = written.some(({ type }) => type === "media_marker");
    return hasPicture ? written : (written[0]?.text ?? "");
  };
  const written = messages.map((message) => {
    switch (message.role) {
      case "system":
        return { role: "system", content: message.text };
      case "user":
        return { role: "user", content: content(message.content) };
      case "assistant":
        return assistant(message);
      case "tool":
        return {
          role: "tool",
          tool_call_id: message.toolCallId,
          name: breakMarks(message.toolName),
          content: content(message.content),
        };
    }
  });
  return { messages: JSON.stringify(written), images };
}

/**
 * Moves what the program says after tool results into the last of them. GLM's template drops the reasoning of all earlier
 * answers when a new user message comes; the engine would have to read everything since the first answer again.
 */
function joinFeedback(messages: readonly Message[]): readonly Message[] {
  const joined: Message[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    if (message.role === "user" && last?.role === "tool")
      joined[joined.length - 1] = { ...last, content: [...last.content, ...message.content] };
    else joined.push(message);
  }
  return joined;
}

/** Tools in OpenAI's form, JSON; undefined for none. */
export function toEngineTools(tools: readonly ToolSpec[]): string | undefined {
  if (tools.length === 0) return undefined;
  return JSON.stringify(
    tools.map(({ name, description, parameters }) => ({
      type: "function",
      function: { name, description, parameters },
    })),
  );
}

/** What the model wrote itself goes back with its marks broken as well: it may have copied them out of a mockup. */
function assistant(message: AssistantMessage): unknown {
  return {
    role: "assistant",
    content: breakMarks(message.text),
    ...(message.reasoning === "" ? {} : { reasoning_content: breakMarks(message.reasoning) }),
    ...(message.toolCalls.length === 0
      ? {}
      : {
          tool_calls: message.toolCalls.map((call) => ({
            id: call.id,
            type: "function",
            function: {
              name: breakMarks(call.name),
              arguments: objectJson(call.argumentsJson),
            },
          })),
        }),
  };
}

/**
 * A chat template iterates over the arguments: what is no JSON object (a call cut off half-way) is wrapped into one, and so is
 * what llama.cpp's JSON refuses where JavaScript's does not: numbers such as 4e999, escapes of half a character. An object
 * without marks in its strings, however they are escaped, keeps its bytes.
 */
function objectJson(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    if (isObject && isPortable(value)) return breakMarksInJson(json);
  } catch {
    // Broken on purpose; see parseToolCalls.
  }
  return JSON.stringify({ unreadable_arguments: breakMarks(json) });
}

function isPortable(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "string") return !LONE_SURROGATE.test(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, item]) => isPortable(key) && isPortable(item));
}

const LONE_SURROGATE = /\p{Surrogate}/u;

const describe = ({ width, height }: ImagePart): string =>
  `(A picture of ${width}×${height} px is here. Vision is switched off: go by the measurements.)`;
