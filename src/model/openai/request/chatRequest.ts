import type { ImagePart, ModelRequest } from "../../model";
import { toChatMessages } from "./chatMessages";
import type { ChatMessage } from "./chatMessages";
import { samplingOf } from "../modelKinds";
import type { ServerProfile } from "../profiles";
import { describeTools } from "./textTools";

/** What is known, or was learnt, of the model that is asked. */
export interface Abilities {
  readonly vision: boolean;
  readonly toolImages: boolean;
  readonly nativeTools: boolean;
}

/** The body of a request, in an order of fields that never changes. */
export async function toChatRequest(
  request: ModelRequest,
  model: string,
  profile: ServerProfile,
  abilities: Abilities,
  encode: (image: ImagePart) => Promise<string>,
): Promise<Record<string, unknown>> {
  const rules = {
    ...abilities,
    reasoningFields: profile.reasoningFields,
    breakAfterImage: profile.breakAfterImage,
  };
  const messages = await toChatMessages(request.messages, rules, encode);
  const hasTools = request.tools.length > 0 && request.toolChoice !== "none";
  return {
    model,
    messages:
      hasTools && !abilities.nativeTools
        ? tellTools(messages, describeTools(request.tools, request.toolChoice === "required"))
        : messages,
    ...(hasTools && abilities.nativeTools && nativeTools(request, profile)),
    stream: true,
    stream_options: { include_usage: true },
    [profile.maxTokens]: request.maxOutputTokens,
    ...samplingFields(model, profile),
    ...thinkingFields(request, profile),
    ...profile.extra,
  };
}

function nativeTools(
  { tools, toolChoice }: ModelRequest,
  profile: ServerProfile,
): Record<string, unknown> {
  return {
    tools: tools.map(({ name, description, parameters }) => ({
      type: "function",
      function: { name, description, parameters },
    })),
    ...(profile.toolChoice.includes(toolChoice) && { tool_choice: toolChoice }),
    ...(profile.oneCall && { parallel_tool_calls: false }),
  };
}

/** Adds to the system message: where there is none yet, one comes first. */
function tellTools(messages: readonly ChatMessage[], words: string): readonly ChatMessage[] {
  const [first, ...rest] = messages;
  if (first?.role !== "system" || typeof first.content !== "string")
    return [{ role: "system", content: words }, ...messages];
  return [{ ...first, content: `${first.content}\n\n${words}` }, ...rest];
}

function samplingFields(model: string, profile: ServerProfile): Record<string, unknown> {
  if (!profile.sampling) return {};
  const known = samplingOf(model);
  const { temperature, topP } = known ?? profile.ownSampling ?? {};
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(known?.topK !== undefined && profile.topK && { [profile.topK]: known.topK }),
    ...(known?.repetition !== undefined &&
      profile.repetition && { [profile.repetition]: known.repetition }),
  };
}

/**
 * Once a model has thought, thinking stays on where a template switches it: GLM's marks every user message when it is off, and the whole
 * transcript would have to be read again.
 */
function thinkingFields(
  { thinking, messages }: ModelRequest,
  profile: ServerProfile,
): Record<string, unknown> {
  const hasThought = messages.some(
    (message) => message.role === "assistant" && message.reasoning !== "",
  );
  switch (profile.thinking) {
    case "template":
      return { chat_template_kwargs: { enable_thinking: thinking || hasThought } };
    case "z-ai":
      return { thinking: { type: thinking ? "enabled" : "disabled" } };
    case "openrouter":
      return { reasoning: { enabled: thinking } };
    case "effort":
      return thinking ? {} : { reasoning_effort: "none" };
    default:
      return {};
  }
}
