import * as Type from "typebox";

/** How a local model is loaded. What is undefined Mockloop chooses, from the files' headers and the memory there is. */
export const hardwareRequestSchema = Type.Object({
  /** Undefined: "auto". */
  gpu: Type.Optional(Type.Enum(["auto", "cpu", "vulkan", "cuda", "metal"])),
  /** Layers on the GPU; undefined: as many as fit. */
  gpuLayers: Type.Optional(Type.Number()),
  /** Tokens that a prompt and its answer may take together; undefined: what the model is known to do well. */
  contextTokens: Type.Optional(Type.Number()),
  /** Processor threads; undefined: one per core. */
  threads: Type.Optional(Type.Number()),
  /** How the context is stored; undefined: f16, or q8_0 when only that fits. */
  kvType: Type.Optional(Type.Enum(["f16", "q8_0", "f32"])),
  /** Where pictures are read; "off": not at all, the model works from what was measured. Undefined: "auto". */
  vision: Type.Optional(Type.Enum(["auto", "gpu", "cpu", "off"])),
  /** Give the memory back after this long without a request; 0: never. Undefined: ten minutes. */
  unloadAfterMs: Type.Optional(Type.Number()),
});
