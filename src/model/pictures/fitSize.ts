import { area, type Size } from "../../base/geometry";
import type { PictureRule } from "../../protocol/schemas/modelHost";

/** The processors refuse longer pictures than this many times as long as wide. */
const MAX_RATIO = 200;

/** Gemma's processor knows these numbers of tokens at most a picture. */
const gemmaBudgets = [70, 140, 280, 560, 1120];

/**
 * The size in px to which a model's own processor stretches a picture before it looks at it; a size it refuses stays.
 * Sources: Hugging Face transformers 5, `smart_resize` of glm46v (one picture counts as two frames there, and so do its limits)
 * and of qwen2_vl, `get_aspect_ratio_preserving_size` of gemma4.
 */
export function fitSize(size: Size, rule: PictureRule): Size {
  const { width, height } = size;
  if (Math.max(width, height) > MAX_RATIO * Math.min(width, height)) return size;
  return rule.family === "gemma" ? fitBudget(size, rule) : smartResize(size, rule);
}

function smartResize(size: Size, { family, factor, minTokens, maxTokens }: PictureRule): Size {
  let { width, height } = size;
  if (family === "glm" && Math.min(width, height) < factor) {
    const scale = Math.max(factor / height, factor / width);
    [width, height] = [Math.trunc(width * scale), Math.trunc(height * scale)];
  }
  const tokens = (px: number): number => px / factor ** 2;
  const scaled = (by: number, round: (x: number) => number): Size => ({
    width: Math.max(1, round((width * by) / factor)) * factor,
    height: Math.max(1, round((height * by) / factor)) * factor,
  });
  const fitted = {
    width: roundHalfEven(width / factor) * factor,
    height: roundHalfEven(height / factor) * factor,
  };
  const wanted = tokens(width * height);
  if (tokens(area(fitted)) > maxTokens) return scaled(Math.sqrt(maxTokens / wanted), Math.floor);
  if (tokens(area(fitted)) < minTokens) return scaled(Math.sqrt(minTokens / wanted), Math.ceil);
  return fitted;
}

/** Python's `round`. */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The smallest budget in which nothing of the picture is lost, else the largest one that is allowed. */
function fitBudget(size: Size, { factor, maxTokens }: PictureRule): Size {
  const budgets = gemmaBudgets.filter((budget) => budget <= maxTokens);
  const enough = budgets.find((budget) => budget * factor ** 2 >= area(size));
  const tokens = enough ?? budgets.at(-1) ?? maxTokens;
  const scale = Math.sqrt((tokens * factor ** 2) / area(size));
  const columns = Math.floor((size.width * scale) / factor);
  const rows = Math.floor((size.height * scale) / factor);
  const longest = (ratio: number): number => Math.min(Math.floor(ratio), tokens);
  if (rows === 0) return { width: longest(size.width / size.height) * factor, height: factor };
  if (columns === 0) return { width: factor, height: longest(size.height / size.width) * factor };
  return { width: columns * factor, height: rows * factor };
}
