import type { AssistantMessage, ContentPart, ImagePart, Message, ToolMessage } from "../../model";
import { breakMarks, breakMarksInJson } from "../../text/controlMarks";
import { writeCall, writeResult } from "./textTools";

/** How a server takes a transcript. */
export interface WritingRules {
  /** Whether pictures are sent at all; else a remark stands in their place. */
  readonly vision: boolean;
  /** Whether they may stand in tool messages; else they follow in a user message. */
  readonly toolImages: boolean;
  /** Whether calls are fields of a message; else they are written into its text. */
  readonly nativeTools: boolean;
  readonly reasoningFields: readonly ("reasoning_content" | "reasoning")[];
  readonly breakAfterImage: boolean;
}

export type ChatPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image_url"; readonly image_url: { readonly url: string } };

/** A message as it goes over the wire. */
export interface ChatMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly content: string | readonly ChatPart[];
  readonly [field: string]: unknown;
}

/** What is said before pictures that belong to tool results, where these cannot hold them. */
const PICTURES_FOLLOW = "The pictures that belong to the results above, in their order:";

/**
 * Writes a transcript for a server: the same transcript always gives the same bytes, and a longer one begins with those of the shorter,
 * so that its prefix cache hits. Marks of chat templates are broken in all that is not the template's own.
 *
 * @param encode makes a picture's data: address; the same for the same picture.
 */
export async function toChatMessages(
  transcript: readonly Message[],
  rules: WritingRules,
  encode: (image: ImagePart) => Promise<string>,
): Promise<ChatMessage[]> {
  const written: ChatMessage[] = [];
  for (const message of arrange(transcript, rules)) {
    switch (message.role) {
      case "system":
        written.push({ role: "system", content: message.text });
        break;
      case "user":
        written.push({ role: "user", content: await contentOf(message.content, rules, encode) });
        break;
      case "assistant":
        written.push(assistant(message, rules));
        break;
      case "tool":
        written.push({
          role: "tool",
          tool_call_id: message.toolCallId,
          name: breakMarks(message.toolName),
          content: await contentOf(message.content, rules, encode),
        });
    }
  }
  return written;
}

/** Puts what follows tool results where the server takes it. */
function arrange(transcript: readonly Message[], rules: WritingRules): readonly Message[] {
  const arranged: Message[] = [];
  const say = (...parts: readonly ContentPart[]): void => {
    const last = arranged.at(-1);
    // Two user messages in a row are refused by some templates.
    if (last?.role === "user")
      arranged[arranged.length - 1] = { ...last, content: [...last.content, ...parts] };
    else arranged.push({ role: "user", content: parts });
  };
  let waiting: ImagePart[] = [];
  for (const message of transcript) {
    if (message.role === "tool" && !rules.nativeTools) {
      say({ type: "text", text: writeResult(message) }, ...imagesOf(message));
      continue;
    }
    if (message.role === "tool" && rules.vision && !rules.toolImages) {
      waiting.push(...imagesOf(message));
      arranged.push({ ...message, content: message.content.filter(({ type }) => type === "text") });
      continue;
    }
    if (waiting.length > 0) say({ type: "text", text: PICTURES_FOLLOW }, ...waiting);
    waiting = [];
    const last = arranged.at(-1);
    if (message.role !== "user") arranged.push(message);
    // GLM's template drops the reasoning of earlier answers at a new user message, and with it the prefix that is cached.
    else if (last?.role === "tool" && rules.toolImages)
      arranged[arranged.length - 1] = { ...last, content: [...last.content, ...message.content] };
    else say(...message.content);
  }
  if (waiting.length > 0) say({ type: "text", text: PICTURES_FOLLOW }, ...waiting);
  return arranged;
}

const imagesOf = ({ content }: ToolMessage): ImagePart[] =>
  content.filter((part) => part.type === "image");

/** A string without pictures: every template prints one, while lists of parts are lost in some. */
async function contentOf(
  parts: readonly ContentPart[],
  { vision, breakAfterImage }: WritingRules,
  encode: (image: ImagePart) => Promise<string>,
): Promise<ChatMessage["content"]> {
  const written: ChatPart[] = [];
  for (const part of parts) {
    if (part.type === "image" && vision) {
      written.push({ type: "image_url", image_url: { url: await encode(part) } });
      continue;
    }
    const text = part.type === "text" ? breakMarks(part.text) : describe(part);
    const last = written.at(-1);
    if (last?.type === "text")
      written[written.length - 1] = { type: "text", text: `${last.text}\n${text}` };
    else written.push({ type: "text", text: last && breakAfterImage ? `\n${text}` : text });
  }
  if (written.some(({ type }) => type === "image_url")) return written;
  return written[0]?.type === "text" ? written[0].text : "";
}

function assistant(message: AssistantMessage, rules: WritingRules): ChatMessage {
  const text = breakMarks(message.text);
  const reasoning = breakMarks(message.reasoning);
  const fields =
    reasoning === "" ? [] : rules.reasoningFields.map((field) => [field, reasoning] as const);
  const thoughts = Object.fromEntries(fields);
  if (message.toolCalls.length === 0) return { role: "assistant", content: text, ...thoughts };
  if (!rules.nativeTools) {
    const calls = message.toolCalls.map(writeCall);
    return { role: "assistant", content: [text, ...calls].filter(Boolean).join("\n") };
  }
  return {
    role: "assistant",
    content: text,
    ...thoughts,
    tool_calls: message.toolCalls.map(({ id, name, argumentsJson }) => ({
      id,
      type: "function",
      function: { name: breakMarks(name), arguments: soundJson(breakMarksInJson(argumentsJson)) },
    })),
  };
}

/** Servers parse the arguments of earlier calls, and refuse the whole request over broken ones. */
function soundJson(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === "object" && value !== null) return json;
  } catch {
    // Said to the model already, as the result of that call.
  }
  return JSON.stringify({ unreadable: json });
}

function describe({ role, width, height }: ImagePart): string {
  return `[a picture: ${role}, ${width} × ${height} px; this model sees none]`;
}
