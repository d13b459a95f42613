/** How a local model is loaded. What is undefined Mockloop chooses, from the files' headers and the memory there is. */
export interface HardwareRequest {
  /** Undefined: "auto". */
  readonly gpu?: "auto" | "cpu" | "vulkan" | "cuda" | "metal";
  /** Layers on the GPU; undefined: as many as fit. */
  readonly gpuLayers?: number;
  /** Tokens that a prompt and its answer may take together; undefined: what the model is known to do well. */
  readonly contextTokens?: number;
  /** Processor threads; undefined: one per core. */
  readonly threads?: number;
  /** How the context is stored; undefined: f16, or q8_0 when only that fits. */
  readonly kvType?: "f16" | "q8_0" | "f32";
  /** Where pictures are read; "off": not at all, the model works from what was measured. Undefined: "auto". */
  readonly vision?: "auto" | "gpu" | "cpu" | "off";
  /** Give the memory back after this long without a request; 0: never. Undefined: ten minutes. */
  readonly unloadAfterMs?: number;
}
