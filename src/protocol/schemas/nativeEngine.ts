import * as Type from "typebox";
import type { Shape } from "../../base/schema";

/** What crosses the border to the native bridge, in a model's process and on the way to it. */

/** Why the engine could not do something; stable, for code. */
export const engineErrorCodeSchema = Type.Enum([
  "MODEL_LOAD",
  "MMPROJ_LOAD",
  "MODEL_NO_MROPE",
  "OUT_OF_MEMORY",
  "CONTEXT_CREATE",
  "CONTEXT_OVERFLOW",
  "IMAGE_DECODE",
  "IMAGE_ENCODE",
  "TOKENIZE",
  "DECODE",
  "GRAMMAR",
  "BAD_REQUEST",
  "NO_VISION",
  "ABORTED",
  "DISPOSED",
  "BRIDGE_MISSING",
  "RELEASE_MISMATCH",
  "INTERNAL",
]);
export type EngineErrorCode = Shape<typeof engineErrorCodeSchema>;

export const loadOptionsSchema = Type.Object({
  /** Path of the text model, GGUF. */
  model: Type.String(),
  /** Path of the vision encoder, GGUF; undefined: text only. */
  mmproj: Type.Optional(Type.String()),
  /** Tokens that a prompt and its answer may take together. */
  contextSize: Type.Number(),
  /** Tokens read at once; small values let an abort through sooner. Default 512. */
  batchSize: Type.Optional(Type.Number()),
  /** 0 or undefined: one less than there are physical cores, so that another busy program does not stop it. */
  threads: Type.Optional(Type.Number()),
  /** Layers on the GPU; -1 or undefined: all. */
  gpuLayers: Type.Optional(Type.Number()),
  /** Whether the vision encoder runs on the GPU. Default true. */
  mmprojGpu: Type.Optional(Type.Boolean()),
  kvType: Type.Optional(Type.Enum(["f16", "q8_0", "f32"])),
  flashAttention: Type.Optional(Type.Boolean()),
  imageMinTokens: Type.Optional(Type.Number()),
  imageMaxTokens: Type.Optional(Type.Number()),
  embeddingCacheMb: Type.Optional(Type.Number()),
  /** A Jinja template instead of the model's own. */
  chatTemplate: Type.Optional(Type.String()),
});
export type EngineLoadOptions = Shape<typeof loadOptionsSchema>;

const bytesSchema = Type.Refine(
  Type.Unsafe<Uint8Array>({}),
  (value: unknown) => value instanceof Uint8Array,
  () => "must be bytes",
);

export const engineRequestSchema = Type.Object({
  /** OpenAI messages as JSON; a picture is a part `{"type":"media_marker"}`. */
  messages: Type.String(),
  /** OpenAI tools as JSON; undefined: none. */
  tools: Type.Optional(Type.String()),
  toolChoice: Type.Optional(Type.Enum(["auto", "required", "none"])),
  /** One PNG for each marker, in order. */
  images: Type.Optional(Type.Array(bytesSchema)),
  enableThinking: Type.Optional(Type.Boolean()),
  parallelToolCalls: Type.Optional(Type.Boolean()),
  maxTokens: Type.Number(),
  /** Most tokens of reasoning; -1 or undefined: no limit. */
  reasoningBudget: Type.Optional(Type.Number()),
  temperature: Type.Optional(Type.Number()),
  topK: Type.Optional(Type.Number()),
  topP: Type.Optional(Type.Number()),
  minP: Type.Optional(Type.Number()),
  repeatPenalty: Type.Optional(Type.Number()),
  seed: Type.Optional(Type.Number()),
});
export type EngineRequest = Shape<typeof engineRequestSchema>;

const statsSchema = Type.Object({
  promptTokens: Type.Number(),
  /** Of the prompt: still in the context. */
  reusedTokens: Type.Number(),
  /** Of the prompt: read in this call. */
  decodedTokens: Type.Number(),
  sampledTokens: Type.Number(),
  imagesInPrompt: Type.Number(),
  imagesEncoded: Type.Number(),
  /** Not encoded again because their embedding was kept. */
  imagesFromCache: Type.Number(),
  /** Not even read again because the context still holds them. */
  imagesReused: Type.Number(),
  streamParseErrors: Type.Number(),
  templateMs: Type.Number(),
  tokenizeMs: Type.Number(),
  encodeMs: Type.Number(),
  promptMs: Type.Number(),
  sampleMs: Type.Number(),
  totalMs: Type.Number(),
});
export type EngineStats = Shape<typeof statsSchema>;

export const engineResultSchema = Type.Object({
  /** What the model wrote, with all its marks. */
  raw: Type.String(),
  /** The parsed answer as an OpenAI message, JSON; "" when llama.cpp could not parse it. */
  message: Type.String(),
  parseError: Type.String(),
  stop: Type.Enum(["eog", "length", "context", "abort"]),
  stats: statsSchema,
});
export type EngineResult = Shape<typeof engineResultSchema>;

export const engineEventSchema = Type.Union([
  Type.Object({
    type: Type.Literal("delta"),
    kind: Type.Enum(["reasoning", "content", "tool_call"]),
    text: Type.String(),
    /** Of the tool call; -1 for the other kinds. */
    index: Type.Number(),
    /** Of the tool, in the first delta of its call. */
    name: Type.String(),
  }),
  Type.Object({
    type: Type.Literal("progress"),
    phase: Type.Enum(["loading", "image", "prompt", "sample"]),
    done: Type.Number(),
    total: Type.Number(),
  }),
]);
export type EngineEvent = Shape<typeof engineEventSchema>;

/** What the loaded model says about itself. */
export const loadedModelFactsSchema = Type.Object({
  name: Type.String(),
  description: Type.String(),
  contextSize: Type.Number(),
  trainedContextSize: Type.Number(),
  vocabularySize: Type.Number(),
  modelBytes: Type.Number(),
  vision: Type.Boolean(),
  thinking: Type.Boolean(),
});
export type LoadedModelFacts = Shape<typeof loadedModelFactsSchema>;
