import type { ModelShape } from "../load/estimateMemory";
import type { Sampling } from "../sampling";

/** A file to download: where it lies, and what it must be. */
export interface PresetFile {
  /** `hf:` URI; with the commit after a "#" where a checksum is known, since publishers replace files under the same name. */
  readonly uri: string;
  readonly bytes: number;
  /** Lower-case hexadecimal; undefined where none was found published: the server's word counts then. */
  readonly sha256?: string;
}

/** A model Mockloop knows how to fetch, load and talk to. Text and vision file are one thing. */
export interface ModelPreset {
  readonly id: string;
  readonly title: string;
  /** SPDX. */
  readonly licence: string;
  /** One line for people who have to choose. */
  readonly note: string;
  readonly text: PresetFile;
  readonly mmproj: PresetFile;
  /** For the memory estimate before anything is downloaded; undefined: unknown until then. */
  readonly shape?: Omit<ModelShape, "fileBytes">;
  readonly contextSize: number;
  readonly sampling: Sampling;
}

/** Prompt and answer together: what the models of this size do well, and a card of 12 GB holds. */
export const DEFAULT_CONTEXT_TOKENS = 32_768;

/** The model card's values for GLM-4.6V-Flash; no repetition penalty, which breaks long, repetitive HTML. */
const glmSampling: Sampling = {
  temperature: 0.8,
  topP: 0.6,
  topK: 2,
  minP: 0,
  repeatPenalty: 1,
};

const qwenSampling: Sampling = {
  temperature: 0.7,
  topP: 0.8,
  topK: 20,
  minP: 0,
  repeatPenalty: 1,
};

const gemmaSampling: Sampling = {
  temperature: 1,
  topP: 0.95,
  topK: 64,
  minP: 0,
  repeatPenalty: 1,
};

/** The first one is the recommended one. */
export const modelPresets: readonly ModelPreset[] = [
  {
    id: "glm-4.6v-flash",
    title: "GLM-4.6V-Flash Q4_K_M",
    licence: "MIT",
    note: "9 billion parameters, made for looking at pages and calling tools. The one Mockloop is built around.",
    text: {
      uri: "hf:ggml-org/GLM-4.6V-Flash-GGUF/GLM-4.6V-Flash-Q4_K_M.gguf",
      bytes: 6_166_577_888,
    },
    mmproj: {
      uri: "hf:ggml-org/GLM-4.6V-Flash-GGUF/mmproj-GLM-4.6V-Flash-Q8_0.gguf",
      bytes: 980_055_680,
    },
    shape: {
      blockCount: 40,
      embeddingLength: 4096,
      vocabularySize: 151_552,
      kvBytesPerToken: 40 * 1024,
    },
    contextSize: DEFAULT_CONTEXT_TOKENS,
    sampling: glmSampling,
  },
  {
    id: "qwen3.5-9b",
    title: "Qwen3.5-9B Q4_K_M",
    licence: "Apache-2.0",
    note: "An alternative of the same size.",
    text: {
      uri: "hf:unsloth/Qwen3.5-9B-GGUF/Qwen3.5-9B-Q4_K_M.gguf#3885219b6810b007914f3a7950a8d1b469d598a5",
      bytes: 5_680_522_464,
      sha256: "03b74727a860a56338e042c4420bb3f04b2fec5734175f4cb9fa853daf52b7e8",
    },
    mmproj: {
      uri: "hf:unsloth/Qwen3.5-9B-GGUF/mmproj-F16.gguf#3885219b6810b007914f3a7950a8d1b469d598a5",
      bytes: 918_166_080,
      sha256: "f70dc3509053962b0d0d3ee8a7eacebf5d60aa560cad78254ae8698516ae029f",
    },
    contextSize: DEFAULT_CONTEXT_TOKENS,
    sampling: qwenSampling,
  },
  {
    id: "gemma-4-12b",
    title: "Gemma 4 12B Q4_K_M",
    licence: "Apache-2.0",
    note: "Larger and slower; looks at pictures without an encoder of its own.",
    text: {
      uri: "hf:unsloth/gemma-4-12b-it-GGUF/gemma-4-12b-it-Q4_K_M.gguf#fc034cfff751157913579611efad8462ac1be606",
      bytes: 7_121_861_440,
      sha256: "0a270ec9fe6b34f4a0d33992b6135117b484ebc4766ab76b51d4ae8c457e4c42",
    },
    mmproj: {
      uri: "hf:unsloth/gemma-4-12b-it-GGUF/mmproj-F16.gguf#fc034cfff751157913579611efad8462ac1be606",
      bytes: 175_115_840,
      sha256: "91f086971e56d7a7d8d39e271873fccdb49541bd259d6e02c401a4f1cb7a219e",
    },
    contextSize: DEFAULT_CONTEXT_TOKENS,
    sampling: gemmaSampling,
  },
  {
    id: "qwen3.8-27b",
    title: "Qwen3.8-27B Q4_K_M",
    licence: "Apache-2.0",
    note: "For graphics cards with 24 GB.",
    text: {
      uri: "hf:unsloth/Qwen3.8-27B-GGUF/Qwen3.8-27B-UD-Q4_K_M.gguf#4ca720788d1e01f1bff70c033e0d0028fd02e502",
      bytes: 16_464_440_224,
      sha256: "322e194ff79741c7baa497c240f677f54b201b0efab44ca8e50f122b39123482",
    },
    mmproj: {
      uri: "hf:unsloth/Qwen3.8-27B-GGUF/mmproj-F16.gguf#4ca720788d1e01f1bff70c033e0d0028fd02e502",
      bytes: 927_607_488,
      sha256: "cbb841a9ee0636b2ec172f5bb8df2ea8dfeb01e90fe7c6126581d662a0b4e43e",
    },
    contextSize: DEFAULT_CONTEXT_TOKENS,
    sampling: qwenSampling,
  },
];

/** The preset with this id, if there is one. */
export function findPreset(id: string): ModelPreset | undefined {
  return modelPresets.find((preset) => preset.id === id);
}

/** How a model without a preset is sampled: llama.cpp's usual values, cooler for code. */
export const defaultSampling: Sampling = {
  temperature: 0.6,
  topP: 0.9,
  topK: 40,
  minP: 0.05,
  repeatPenalty: 1,
};
