export type KvType = "f16" | "q8_0" | "f32";

/** What the size of a model in memory follows from; a GGUF's header or a preset knows it. */
export interface ModelShape {
  readonly fileBytes: number;
  /** Whether the weights are stored with fewer than 16 bits; undefined: unknown, and likely. */
  readonly quantized?: boolean | undefined;
  readonly blockCount: number | undefined;
  readonly embeddingLength: number | undefined;
  readonly vocabularySize: number | undefined;
  /** Bytes of keys and values for one token in all layers, f16. */
  readonly kvBytesPerToken: number | undefined;
}

export interface MemoryEstimate {
  readonly weightBytes: number;
  readonly contextBytes: number;
  /** Intermediate results of the text model. */
  readonly computeBytes: number;
  /** The vision encoder with its intermediate results; 0 without one. */
  readonly visionBytes: number;
  readonly totalBytes: number;
}

/** Bytes of a stored number relative to f16; q8_0 stores 32 numbers in 34 bytes (ggml-common.h). */
const kvScale: Record<KvType, number> = { f16: 1, q8_0: 34 / 64, f32: 2 };

/** Numbers a layer keeps per token while it computes, in multiples of the model's width. */
const activations = 8;

/** The encoder's intermediate results relative to its file, at a picture of 1300 tokens. */
const visionScratch = 0.65;

/**
 * What a CPU rearranges of quantised weights for itself, beside the mapped file, relative to the file. Measured with a pair of the
 * 9B's exact shape (bench/fullSize; Q4_K_M, 9.5 GB without this): 12.6 GB in all with AVX-512 (Zen 4), 14.4 GB with AMX (Sapphire
 * Rapids), which has an order of its own for more types.
 */
const repackedShare = 0.63;

/**
 * Memory a loaded model takes, in bytes. The file's size stands for the weights; the text model's scratch is a batch of
 * logits and activations in f32. For GLM-4.6V-Flash Q4_K_M at 32k tokens this gives 8.9 GiB.
 */
export function estimateMemory(
  text: ModelShape,
  visionFileBytes: number | undefined,
  settings: {
    readonly contextSize: number;
    readonly kvType?: KvType;
    readonly batchSize?: number;
    /** All of it runs on the CPU. */
    readonly onCpu?: boolean;
  },
): MemoryEstimate {
  const repacked = settings.onCpu && text.quantized !== false ? repackedShare : 0;
  const weightBytes = text.fileBytes * (1 + repacked);
  const perToken = (text.kvBytesPerToken ?? 0) * kvScale[settings.kvType ?? "f16"];
  const contextBytes = perToken * settings.contextSize;
  const perBatchToken = (text.vocabularySize ?? 0) + activations * (text.embeddingLength ?? 0);
  const computeBytes = (settings.batchSize ?? 512) * perBatchToken * 4;
  const visionBytes = (visionFileBytes ?? 0) * (1 + visionScratch);
  return {
    weightBytes,
    contextBytes,
    computeBytes,
    visionBytes,
    totalBytes: weightBytes + contextBytes + computeBytes + visionBytes,
  };
}
