import { area, type Size } from "../../base/geometry";
import { fitSize } from "./fitSize";

/** GLM-4.6V looks at patches of 14 px and merges them two by two. */
const tile = 28;

/** llama.cpp's own limit for this encoder. */
const mostTokens = 4096;

/**
 * Tokens a picture takes, by GLM-4.6V's tiling: one per 28×28 px, each side stretched to whole tiles. A picture above
 * `maxTokens` is scaled down to about that many first. (1280×800 → 46×29 = 1334.)
 */
export function countImageTokens(size: Size, maxTokens = mostTokens): number {
  const limit = Math.min(maxTokens, mostTokens);
  const rule = { family: "glm", factor: tile, minTokens: 8, maxTokens: limit } as const;
  return Math.ceil(area(fitSize(size, rule)) / tile ** 2);
}
