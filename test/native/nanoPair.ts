import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { NativeEngine } from "../../src/model/llama/bridge/bridge";
import type { ContentPart, Message, ToolSpec } from "../../src/model/model";
import type {
  EngineLoadOptions,
  EngineRequest,
  EngineResult,
} from "../../src/protocol/schemas/nativeEngine";
import { nextJob, openTinyEngine } from "./tinyModel";

/** A small trained pair of GLM-4.6V-Flash's architecture, with what transformers answers: see the README beside it. */
export const nano = resolve(import.meta.dirname, "../fixtures/models/nano-glm46v");
export const nanoText = join(nano, "nano-glm46v-text-f16.gguf");
export const nanoVision = join(nano, "nano-glm46v-mmproj-f16.gguf");

/** How an answer ends that was not cut off. */
const STOP = /<\|(observation|user|endoftext)\|>$/;

interface ReferenceMessage {
  readonly role: string;
  readonly content: string | readonly { readonly type: string; readonly text: string }[];
  readonly reasoning_content?: string;
  readonly tool_calls?: readonly { id: string; function: { name: string; arguments: string } }[];
  readonly tool_call_id?: string;
  readonly name?: string;
}

export interface ReferenceCase {
  readonly id: string;
  readonly kind: string;
  readonly enableThinking: boolean;
  readonly size: readonly [width: number, height: number];
  /** Paths from the fixture's folder. */
  readonly images: readonly string[];
  readonly messages: readonly ReferenceMessage[];
  readonly promptIds: readonly number[];
  readonly positions: readonly (readonly number[])[];
  /** The tokens most likely to come first, with their logits. */
  readonly top20: readonly (readonly [token: number, logit: number])[];
  readonly greedyText: string;
  /** The answer up to the first token that wins by less than 0.1: what no rounding changes. */
  readonly sureText: string;
  readonly truthText: string;
}

export interface References {
  readonly tools: readonly { readonly function: ToolSpec }[];
  readonly imageToken: number;
  readonly cases: readonly ReferenceCase[];
  /** What stands where in embeddings.f32; `offset` in bytes. */
  readonly embeddings: readonly {
    readonly case: string;
    readonly picture: number;
    readonly cells: number;
    readonly width: number;
    readonly offset: number;
  }[];
}

export const references = JSON.parse(
  await readFile(join(nano, "references.json"), "utf8"),
) as References;

/** Those with an answer that ends: the sizes it was not trained on are for the numbers only. */
export const answered = references.cases.filter(({ id }) => !id.includes("-size-"));

export const withoutStop = (text: string): string => text.replace(STOP, "");

/** Where llama.cpp's and transformers' numbers are compared: no rounding but the encoder's. */
export const exact = { kvType: "f32", flashAttention: false } as const;

/** Greedy, as the references were made. */
export const greedy = { temperature: 0, topP: 1, topK: 0, minP: 0, repeatPenalty: 1, seed: 1 };

export const openNano = (options: Partial<EngineLoadOptions> = {}): Promise<NativeEngine> =>
  openTinyEngine({ model: nanoText, mmproj: nanoVision, contextSize: 2048, ...options });

export const picturesOf = ({ images }: ReferenceCase): Promise<Uint8Array[]> =>
  Promise.all(images.map((file) => readFile(join(nano, file))));

/** Asks the engine as a reference was asked. */
export async function askNano(
  engine: NativeEngine,
  reference: ReferenceCase,
  changes: Partial<EngineRequest> = {},
): Promise<EngineResult> {
  return engine.generate(nextJob(), {
    messages: JSON.stringify(reference.messages),
    tools: JSON.stringify(references.tools),
    images: await picturesOf(reference),
    enableThinking: reference.enableThinking,
    maxTokens: 400,
    temperature: 0,
    ...changes,
  });
}

/** A reference's conversation in the product's own terms. */
export async function toMessages(reference: ReferenceCase): Promise<Message[]> {
  const [width, height] = reference.size;
  const pictures = await picturesOf(reference);
  const parts = (content: ReferenceMessage["content"]): ContentPart[] =>
    (typeof content === "string" ? [{ type: "text", text: content }] : content).map((part) =>
      part.type === "text"
        ? { type: "text", text: part.text }
        : {
            type: "image",
            png: pictures.shift() ?? new Uint8Array(),
            width,
            height,
            role: "mockup",
          },
    );
  return reference.messages.map((message): Message => {
    const { content } = message;
    const text = typeof content === "string" ? content : "";
    if (message.role === "system") return { role: "system", text };
    if (message.role === "user") return { role: "user", content: parts(content) };
    if (message.role === "tool")
      return {
        role: "tool",
        toolCallId: message.tool_call_id ?? "",
        toolName: message.name ?? "",
        content: parts(content),
        isError: false,
      };
    return {
      role: "assistant",
      text,
      reasoning: message.reasoning_content ?? "",
      toolCalls: (message.tool_calls ?? []).map((call) => ({
        id: call.id,
        name: call.function.name,
        argumentsJson: call.function.arguments,
      })),
    };
  });
}
