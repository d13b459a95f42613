import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describeError } from "../../../base/errors";
import type { BridgeFiles, EngineDevice } from "../../../protocol/schemas/modelHost";
import { gpuOfVariant } from "../bridge/findBridges";

/**
 * Why a started variant for a kind of graphics card found none, for people; undefined when it did, or needs none. llama.cpp
 * passes over a library that does not load without a word, so the system's loader is asked what was missing.
 */
export function whyNoGpu(
  { variant, libraries }: BridgeFiles,
  devices: readonly EngineDevice[],
): string | undefined {
  const gpu = gpuOfVariant(variant);
  if (gpu === "cpu" || devices.some(({ type }) => type === "gpu" || type === "igpu"))
    return undefined;
  const name = readdirSync(libraries).find(
    (file) => /^(lib)?ggml-/.test(file) && file.includes(gpu),
  );
  const missing = name === undefined ? undefined : whyNotLoaded(join(libraries, name));
  return missing === undefined ? "found no graphics card" : `cannot run here: ${missing}`;
}

/** What the system says when it loads a library; undefined when it loads. */
function whyNotLoaded(path: string): string | undefined {
  try {
    process.dlopen({ exports: {} }, path);
    return undefined;
  } catch (error) {
    const text = describeError(error);
    // It loads, and is no module of Node's, as was to be expected.
    return /self-register|no suitable module/i.test(text) ? undefined : text;
  }
}
