import type { PictureRule } from "../../../protocol/schemas/modelHost";
import type { GgufFacts } from "../load/readGguf";

/** Tokens of a picture at least and at most, where nothing else is asked for (llama.cpp's clip.cpp for each projector). */
interface Limits {
  readonly family: PictureRule["family"];
  readonly minTokens: number;
  readonly maxTokens: number;
  /** Patches of a token along a side, where the file does not say. */
  readonly merge: number;
}

const glm: Limits = { family: "glm", minTokens: 8, maxTokens: 4096, merge: 2 };
const qwen: Limits = { family: "qwen", minTokens: 8, maxTokens: 4096, merge: 2 };
const gemma: Limits = { family: "gemma", minTokens: 1, maxTokens: 1120, merge: 3 };

/** llama.cpp's names of the projectors (clip-impl.h) whose own processors stretch pictures. */
const limitsOf: Readonly<Record<string, Limits>> = {
  glm4v: glm,
  qwen2vl_merger: qwen,
  "qwen2.5vl_merger": qwen,
  qwen3vl_merger: qwen,
  gemma4v: gemma,
  gemma4uv: gemma,
};

/** The edge of a patch in px, where a file does not say. */
const DEFAULT_PATCH = 14;

/**
 * How the encoder in a vision file wants its pictures; undefined for one that is not in the list: llama.cpp then scales them,
 * keeping their proportions, and fills the rest with black.
 *
 * @param maxTokens of a picture at most; undefined: the encoder's own limit.
 */
export function findPictureRule(vision: GgufFacts, maxTokens?: number): PictureRule | undefined {
  const limits = limitsOf[vision.projector ?? ""];
  if (!limits) return undefined;
  const { family, minTokens, merge } = limits;
  return {
    family,
    factor: (vision.patchSize ?? DEFAULT_PATCH) * (vision.mergeSize ?? merge),
    minTokens,
    maxTokens:
      family === "gemma"
        ? Math.min(maxTokens ?? limits.maxTokens, limits.maxTokens)
        : (maxTokens ?? limits.maxTokens),
  };
}
