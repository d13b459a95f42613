import { UNLOAD_AFTER_MS } from "../../../protocol/hardware";
import type { HardwareRequest } from "../../../protocol/hardware";
import type { LlamaModelOptions } from "../llamaModel";
import type { LocalModel } from "../models/localModel";

/**
 * Tokens of a picture at most: up to 1440×900 px it is seen as it is (1632), larger ones scaled down. The encoder's time grows
 * faster than their number, and a context holds the mockup and several screenshots.
 */
const IMAGE_MAX_TOKENS = 1664;

/**
 * The share of the context that one answer may spend on reasoning: a third of what an answer may take in all, so that the page
 * itself gets written.
 */
const REASONING_SHARE = 1 / 9;

/** The model as the user's settings change it: without its eyes, or with another context. */
export function adjustModel(
  local: LocalModel,
  { vision, contextTokens }: HardwareRequest,
): LocalModel {
  return {
    ...local,
    ...(vision === "off" && { mmproj: undefined }),
    ...(contextTokens !== undefined && { contextSize: contextTokens }),
  };
}

/** How a local model is opened: what the model itself wants, and what the user set. */
export function toLlamaOptions(
  local: LocalModel,
  hardware: HardwareRequest,
): Omit<LlamaModelOptions, "nativeDirs" | "hostEntry" | "logger"> {
  const { gpu = "auto", gpuLayers, threads, kvType, vision, unloadAfterMs } = hardware;
  const { mmproj, ...rest } = local;
  const idleMs = unloadAfterMs ?? UNLOAD_AFTER_MS;
  return {
    ...rest,
    ...(mmproj !== undefined && { mmproj }),
    gpu,
    imageMaxTokens: IMAGE_MAX_TOKENS,
    reasoningBudget: Math.floor(local.contextSize * REASONING_SHARE),
    ...(gpuLayers !== undefined && { gpuLayers }),
    ...(threads !== undefined && { threads }),
    ...(kvType && { kvType }),
    ...((vision === "gpu" || vision === "cpu") && { mmprojGpu: vision === "gpu" }),
    ...(idleMs > 0 && { idleMs }),
  };
}
