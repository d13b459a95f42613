import { describeError } from "../../base/errors";
import type { Remedy } from "../../base/remedy";
import type { EngineErrorCode } from "../../protocol/schemas/nativeEngine";
import type { ModelFailure } from "../model";
import { bridgeRemedy } from "./bridge/bridgeRemedy";
import { engineErrorCode } from "./bridge/bridge";
import { HostDiedError } from "./host/modelHostProcess";

/** What went wrong for every code of the engine; the detail follows in brackets. */
const sentences: Record<EngineErrorCode, string> = {
  MODEL_LOAD:
    "The model file could not be loaded: it is damaged, cut short, or of a kind this llama.cpp does not know. Download it again.",
  MMPROJ_LOAD:
    "The vision file (mmproj) does not belong to this model or is damaged. Take the mmproj from the same repository as the model, or switch vision off.",
  MODEL_NO_MROPE:
    "This model file was converted without the data it needs to look at pictures (M-RoPE sections). Download a newer conversion, for example ggml-org/GLM-4.6V-Flash-GGUF, or switch vision off.",
  OUT_OF_MEMORY:
    "There is not enough memory for this model. Close other programs, make the context smaller, switch vision off, or take a smaller quantisation of the model.",
  CONTEXT_CREATE:
    "There is not enough memory for the model's context. Make the context smaller or store it as q8_0; where a graphics card is used, put fewer layers on it.",
  CONTEXT_OVERFLOW:
    "The conversation no longer fits into the model's context. Make the context larger in the settings, or start a new run.",
  IMAGE_DECODE: "A picture could not be read as PNG.",
  IMAGE_ENCODE:
    "The vision encoder failed, most likely for want of memory. If it runs on a graphics card, put it on the CPU; else switch vision off.",
  TOKENIZE: "The conversation could not be turned into tokens.",
  DECODE:
    "llama.cpp failed while computing. Where a graphics card is used, that is most likely for want of its memory: put fewer layers on it.",
  GRAMMAR: "The tools' schemas could not be turned into a grammar.",
  BAD_REQUEST: "The request does not fit the model.",
  NO_VISION: "The model was loaded without its vision file (mmproj) and cannot look at pictures.",
  ABORTED: "Stopped.",
  DISPOSED: "The model is not loaded.",
  BRIDGE_MISSING: "Local models cannot run here without the vision bridge; the tracer needs none.",
  RELEASE_MISMATCH:
    "The vision bridge and llama.cpp do not belong together. The tracer needs neither.",
  INTERNAL: "The local model failed.",
};

const kinds: Partial<Record<EngineErrorCode, ModelFailure["code"]>> = {
  MODEL_LOAD: "unavailable",
  MMPROJ_LOAD: "unavailable",
  MODEL_NO_MROPE: "unavailable",
  OUT_OF_MEMORY: "unavailable",
  CONTEXT_CREATE: "unavailable",
  BRIDGE_MISSING: "unavailable",
  RELEASE_MISMATCH: "unavailable",
  CONTEXT_OVERFLOW: "context",
};

/** llama.cpp's words for memory it did not get, on the CPU and on cards. */
const noMemory = /(?:failed|unable) to allocate|out of ?memory|OutOfDeviceMemory|bad_alloc/i;

/** Loading fails for want of memory under the same codes as for damaged files: llama.cpp's log tells them apart. */
function wantOfMemory(error: unknown): EngineErrorCode | undefined {
  const code = engineErrorCode(error);
  const loads = code === "MODEL_LOAD" || code === "MMPROJ_LOAD" || code === "CONTEXT_CREATE";
  return loads && noMemory.test(describeError(error)) ? "OUT_OF_MEMORY" : undefined;
}

/** What helps against other things that went wrong. */
const remedies: Partial<Record<EngineErrorCode, Remedy>> = {
  MODEL_LOAD: { kind: "verify-model" },
};

/** What the bridge lacks, where that is what went wrong. */
const bridgeStates: Partial<Record<EngineErrorCode, "missing" | "broken">> = {
  BRIDGE_MISSING: "missing",
  RELEASE_MISMATCH: "broken",
};

/**
 * Anything the engine, its process or its loader threw, as the model port tells it.
 *
 * @param nativeDirs the folders in which bridges are looked for.
 */
export function describeFailure(error: unknown, nativeDirs: readonly string[]): ModelFailure {
  if (error instanceof HostDiedError)
    return {
      code: "crashed",
      message: `${error.message} It was restarted once and ended again. If memory is short, choose a smaller context, or switch vision off.`,
      retryable: false, // whoever asks again would have it started a third time
    };
  const code = wantOfMemory(error) ?? engineErrorCode(error);
  const state = bridgeStates[code];
  const remedy = state ? bridgeRemedy(nativeDirs, state) : remedies[code];
  return {
    code: kinds[code] ?? "internal",
    message: `${sentences[code]} (${describeError(error)})`,
    ...(remedy && { remedy }),
    retryable: code === "DECODE" || code === "IMAGE_ENCODE",
  };
}
