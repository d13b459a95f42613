import { createBitmap } from "../../image/bitmap";
import { encodePng } from "../../image/codec";
import { isAbort } from "../../base/async";
import type { ServerFamily } from "../../protocol/schemas/savedServer";
import type { ImagePart, Message, ModelFailure, ModelRequest, ToolSpec } from "../model";
import { isReaderFailure } from "./fallbacks";
import { lookAtServer } from "./lookAtServer";
import type { ServerLook } from "./lookAtServer";
import { PROFILES } from "./profiles";
import { toChatRequest } from "./request/chatRequest";
import { createImageEncoder } from "./request/sendableImage";
import type { ServerFacts, ServerMemory } from "./serverFacts";
import { askServer } from "./wire/askServer";
import type { Asked } from "./wire/askServer";
import { describeConnectionFailure } from "./wire/describeServerFailure";
import { apiUrl } from "./wire/serverAddress";
import { ServerClient } from "./wire/serverClient";
import type { ServerAccess } from "./wire/serverClient";

export interface ProbeOptions extends ServerAccess {
  readonly url: string;
  readonly model: string;
  readonly family?: ServerFamily | undefined;
  readonly memory: ServerMemory;
}

/** What a small request came to. */
export type ProbeResult =
  | { readonly type: "works"; readonly answer: string }
  /** It was taken, but nothing came of it: this model, or its settings. */
  | { readonly type: "ignored"; readonly answer: string }
  | { readonly type: "refused"; readonly failure: ModelFailure };

export type Probe =
  | { readonly type: "failure"; readonly failure: ModelFailure; readonly models: readonly string[] }
  | {
      readonly type: "probed";
      readonly look: ServerLook;
      readonly words: ProbeResult;
      /** Whether the answer came in pieces. */
      readonly streams: boolean;
      readonly tools: ProbeResult;
      readonly vision: ProbeResult;
      readonly toolImages: ProbeResult;
    };

/** Small answers: a reasoning model needs some room before its first word. */
const MAX_TOKENS = 200;
const TOOL: ToolSpec = {
  name: "report",
  description: "Reports one word.",
  parameters: { type: "object", properties: { word: { type: "string" } }, required: ["word"] },
};
/** Px. A picture of whole tiles of every processor. */
const SIDE = 112;

/**
 * Finds out with four small requests what a server can do, and remembers it: words and streaming, tools, a picture, a picture in a tool's
 * result. No mockup is sent. @throws AbortError.
 */
export async function probeServer(options: ProbeOptions, signal: AbortSignal): Promise<Probe> {
  const client = new ServerClient(options);
  const { host } = new URL(options.url);
  const fail = (error: unknown): ModelFailure => {
    if (isAbort(error)) throw error;
    const failure = describeConnectionFailure(error, host);
    return { ...failure, message: client.withoutKey(failure.message) };
  };
  try {
    const look = await lookAtServer(client, options, signal);
    if ("code" in look) return { type: "failure", failure: look, models: [] };
    const profile = PROFILES[look.family];
    const encode = createImageEncoder(profile, look.model);
    let pieces = 0;
    const ask = async (
      messages: readonly Message[],
      tools: readonly ToolSpec[],
    ): Promise<Asked> => {
      const request: ModelRequest = {
        ...{
          messages,
          tools,
          toolChoice: tools.length > 0 && messages.length === 1 ? "required" : "auto",
        },
        ...{ maxOutputTokens: MAX_TOKENS, thinking: false },
      };
      const manner = { vision: true, toolImages: true, nativeTools: true };
      const body = await toChatRequest(request, look.model, profile, manner, encode);
      pieces = 0;
      const url = apiUrl(options.url, "chat/completions");
      const newId = (index: number): string => `call_1_${index}`;
      const now = (): number => performance.now();
      return askServer({ client, url, body, tools, newId, now }, () => pieces++, signal);
    };
    const result = async (
      messages: readonly Message[],
      tools: readonly ToolSpec[] = [],
      isGood: (asked: Extract<Asked, { type: "answer" }>) => boolean = () => true,
    ): Promise<ProbeResult> => {
      const asked = await ask(messages, tools).catch((error: unknown) => ({
        type: "refusal" as const,
        failure: fail(error),
      }));
      if (asked.type === "refusal")
        // What was answered was accepted, even where the server could not read it.
        return "told" in asked && isReaderFailure(asked)
          ? { type: "ignored", answer: "" }
          : { type: "refused", failure: asked.failure };
      if (asked.event.type === "failure") return { type: "refused", failure: asked.event.failure };
      return { type: isGood(asked) ? "works" : "ignored", answer: answerOf(asked) };
    };

    const words = await result([say("Answer with the word: ready")]);
    if (words.type === "refused")
      return { type: "failure", failure: words.failure, models: look.models };
    const streams = pieces > 1;
    const tools = await result([say("Call the tool report with the word ready.")], [TOOL], hasCall);
    const image = await redSquare();
    const vision = await result([say("Which colour is this square? One word.", image)]);
    const toolImages = vision.type === "refused" ? vision : await result(shown(image), [TOOL]);
    const probe: Probe = { type: "probed", look, words, streams, tools, vision, toolImages };
    await options.memory.remember(factsOf(options.url, probe));
    return probe;
  } catch (error) {
    return { type: "failure", failure: fail(error), models: [] };
  } finally {
    await client.close();
  }
}

/** What is remembered of a probe: what was ignored may be the model's doing, and is not held against the server. */
function factsOf(url: string, probe: Extract<Probe, { type: "probed" }>): ServerFacts {
  const { look, tools, vision, toolImages } = probe;
  return {
    ...{ url, model: look.model, family: look.family, contextTokens: look.contextTokens },
    vision: vision.type !== "refused",
    tools: tools.type !== "refused",
    toolImages: toolImages.type !== "refused",
  };
}

function say(text: string, image?: ImagePart): Message {
  return { role: "user", content: [...(image ? [image] : []), { type: "text", text }] };
}

/** A conversation whose last tool result holds a picture. */
function shown(image: ImagePart): readonly Message[] {
  const call = { id: "call_0_0", name: TOOL.name, argumentsJson: '{"word":"look"}' };
  return [
    say("Look, then report the colour."),
    { role: "assistant", text: "", reasoning: "", toolCalls: [call] },
    {
      ...{ role: "tool", toolCallId: call.id, toolName: call.name, isError: false },
      content: [{ type: "text", text: "This is it:" }, image],
    },
  ];
}

async function redSquare(): Promise<ImagePart> {
  const png = await encodePng(createBitmap(SIDE, SIDE, [220, 38, 38]));
  return {
    ...{ type: "image", png, width: SIDE, height: SIDE, role: "crop" },
  };
}

const hasCall = ({ event }: Extract<Asked, { type: "answer" }>): boolean =>
  event.type === "end" && event.message.toolCalls.length > 0;

function answerOf({ event }: Extract<Asked, { type: "answer" }>): string {
  if (event.type !== "end") return "";
  const { text, reasoning, toolCalls } = event.message;
  const [call] = toolCalls;
  return call ? `${call.name}(${call.argumentsJson})` : text || reasoning;
}
