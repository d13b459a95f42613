/**
 * The messages between a process that wants answers and the child process that hosts a local model (IPC, serialization
 * "advanced", so bytes stay bytes). Imports nothing. The same shapes cross the border to the native bridge.
 */

/** Why the engine could not do something; stable, for code. */
export type EngineErrorCode =
  | "MODEL_LOAD"
  | "MMPROJ_LOAD"
  | "MODEL_NO_MROPE"
  | "OUT_OF_MEMORY"
  | "CONTEXT_CREATE"
  | "CONTEXT_OVERFLOW"
  | "IMAGE_DECODE"
  | "IMAGE_ENCODE"
  | "TOKENIZE"
  | "DECODE"
  | "GRAMMAR"
  | "BAD_REQUEST"
  | "NO_VISION"
  | "ABORTED"
  | "DISPOSED"
  | "BRIDGE_MISSING"
  | "RELEASE_MISMATCH"
  | "INTERNAL";

export interface EngineLoadOptions {
  /** Path of the text model, GGUF. */
  readonly model: string;
  /** Path of the vision encoder, GGUF; undefined: text only. */
  readonly mmproj?: string;
  /** Tokens that a prompt and its answer may take together. */
  readonly contextSize: number;
  /** Tokens read at once; small values let an abort through sooner. Default 512. */
  readonly batchSize?: number;
  /** 0 or undefined: one less than there are physical cores, so that another busy program does not stop it. */
  readonly threads?: number;
  /** Layers on the GPU; -1 or undefined: all. */
  readonly gpuLayers?: number;
  /** Whether the vision encoder runs on the GPU. Default true. */
  readonly mmprojGpu?: boolean;
  readonly kvType?: "f16" | "q8_0" | "f32";
  readonly flashAttention?: boolean;
  readonly imageMinTokens?: number;
  readonly imageMaxTokens?: number;
  readonly embeddingCacheMb?: number;
  /** A Jinja template instead of the model's own. */
  readonly chatTemplate?: string;
}

/** How a vision encoder wants its pictures: each side a multiple of `factor` px, `factor`² px a token. */
export interface PictureRule {
  /** Whose processor is followed. */
  readonly family: "glm" | "qwen" | "gemma";
  readonly factor: number;
  readonly minTokens: number;
  readonly maxTokens: number;
}

export interface EngineRequest {
  /** OpenAI messages as JSON; a picture is a part `{"type":"media_marker"}`. */
  readonly messages: string;
  /** OpenAI tools as JSON; undefined: none. */
  readonly tools?: string;
  readonly toolChoice?: "auto" | "required" | "none";
  /** One PNG for each marker, in order. */
  readonly images?: readonly Uint8Array[];
  readonly enableThinking?: boolean;
  readonly parallelToolCalls?: boolean;
  readonly maxTokens: number;
  /** Most tokens of reasoning; -1 or undefined: no limit. */
  readonly reasoningBudget?: number;
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly minP?: number;
  readonly repeatPenalty?: number;
  readonly seed?: number;
}

export interface EngineStats {
  readonly promptTokens: number;
  /** Of the prompt: still in the context. */
  readonly reusedTokens: number;
  /** Of the prompt: read in this call. */
  readonly decodedTokens: number;
  readonly sampledTokens: number;
  readonly imagesInPrompt: number;
  readonly imagesEncoded: number;
  /** Not encoded again because their embedding was kept. */
  readonly imagesFromCache: number;
  /** Not even read again because the context still holds them. */
  readonly imagesReused: number;
  readonly streamParseErrors: number;
  readonly templateMs: number;
  readonly tokenizeMs: number;
  readonly encodeMs: number;
  readonly promptMs: number;
  readonly sampleMs: number;
  readonly totalMs: number;
}

export interface EngineResult {
  /** What the model wrote, with all its marks. */
  readonly raw: string;
  /** The parsed answer as an OpenAI message, JSON; "" when llama.cpp could not parse it. */
  readonly message: string;
  readonly parseError: string;
  readonly stop: "eog" | "length" | "context" | "abort";
  readonly stats: EngineStats;
}

export type EngineEvent =
  | {
      readonly type: "delta";
      readonly kind: "reasoning" | "content" | "tool_call";
      readonly text: string;
      /** Of the tool call; -1 for the other kinds. */
      readonly index: number;
      /** Of the tool, in the first delta of its call. */
      readonly name: string;
    }
  | {
      readonly type: "progress";
      readonly phase: "loading" | "image" | "prompt" | "sample";
      readonly done: number;
      readonly total: number;
    };

/** A compute device as llama.cpp sees it. */
export interface EngineDevice {
  readonly name: string;
  readonly description: string;
  readonly type: "cpu" | "gpu" | "igpu" | "accelerator";
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** A built bridge and the llama.cpp libraries it is linked to. */
export interface BridgeFiles {
  /** "linux-x64-vulkan" */
  readonly variant: string;
  /** Path of bridge.node. */
  readonly addon: string;
  /** The folder with llama.cpp's libraries and backends. */
  readonly libraries: string;
  readonly llamaRelease: string;
}

export interface HostReady {
  readonly variant: string;
  readonly devices: readonly EngineDevice[];
  /** Why better candidates were not taken, for people. */
  readonly problems: readonly string[];
}

/** What the loaded model says about itself. */
export interface LoadedModelFacts {
  readonly name: string;
  readonly description: string;
  readonly contextSize: number;
  readonly trainedContextSize: number;
  readonly vocabularySize: number;
  readonly modelBytes: number;
  readonly vision: boolean;
  readonly thinking: boolean;
}

/** Every request is answered by one `result` or `error` with its id. `init` comes first, once. */
export type ToModelHost =
  | { readonly type: "init"; readonly id: number; readonly candidates: readonly BridgeFiles[] }
  | {
      readonly type: "load";
      readonly id: number;
      readonly options: EngineLoadOptions;
      /** Undefined: pictures go to the engine as they are. */
      readonly pictures?: PictureRule | undefined;
    }
  | { readonly type: "generate"; readonly id: number; readonly request: EngineRequest }
  | { readonly type: "abort"; readonly id: number }
  | { readonly type: "shutdown" };

export type FromModelHost =
  | { readonly type: "event"; readonly id: number; readonly event: EngineEvent }
  | {
      readonly type: "result";
      readonly id: number;
      readonly result: HostReady | LoadedModelFacts | EngineResult;
    }
  | {
      readonly type: "error";
      readonly id: number;
      readonly code: EngineErrorCode;
      readonly message: string;
    };
