import type { Size } from "../../base/geometry";

/** GLM-4.6V looks at patches of 14 px and merges them two by two. */
const tile = 28;

/** llama.cpp's own limit for this encoder. */
const mostTokens = 4096;

/**
 * Tokens a picture takes, by GLM-4.6V's tiling: one per 28×28 px, each side rounded to whole tiles. A picture above
 * `maxTokens` is scaled down to about that many first. (1280×800 → 46×29 = 1334.)
 */
export function countImageTokens(size: Size, maxTokens = mostTokens): number {
  const limit = Math.min(maxTokens, mostTokens);
  const columns = Math.max(1, Math.round(size.width / tile));
  const rows = Math.max(1, Math.round(size.height / tile));
  return Math.min(columns * rows, limit);
}
