import type { Kind, KindScores } from "./kinds";
import { KINDS } from "./kinds";
import type { Signs } from "./signs";
import { KIND_WEIGHTS } from "./kindWeights";

/** How much each sign speaks for each kind, in the order of `KINDS`. */
export type WeightTable = Readonly<Record<string, readonly number[]>>;

/** The sum of what each sign seen says. */
export function scoreKinds(signs: Signs, weights: WeightTable = KIND_WEIGHTS): KindScores {
  const sums = KINDS.map((_, index) =>
    [...signs].reduce(
      (sum, sign) => sum + (weights[sign]?.[index] ?? 0),
      weights["always"]?.[index] ?? 0,
    ),
  );
  return Object.fromEntries(KINDS.map((kind, i) => [kind, sums[i] ?? 0])) as Record<Kind, number>;
}
