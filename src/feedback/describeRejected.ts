import type { Comparison } from "../compare/comparison";
import { describeBox, describeDifferences } from "./describeDifferences";

/** Scores with a smaller loss than this did not make a page worse. */
const MIN_LOSS = 0.005;
const MAX_NEW_DIFFERENCES = 5;

/**
 * Why an iteration was rolled back: the scores that fell, and the heaviest differences that the best page does not have.
 * One sentence each; never empty.
 */
export function describeRejected(rejected: Comparison, best: Comparison): string[] {
  const fell = scoresOf(rejected).flatMap(({ name, value }, i) => {
    const before = scoresOf(best)[i]?.value ?? 0;
    return before - value < MIN_LOSS
      ? []
      : [`${name} fell from ${percent(before)} to ${percent(value)}`];
  });
  const known = new Set(describeDifferences(best, Infinity));
  const added = describeDifferences(rejected, Infinity)
    .filter((words) => !known.has(words))
    .slice(0, MAX_NEW_DIFFERENCES)
    .map((words) => `it brought: ${words}`);
  const reasons = [...fell, ...added];
  return reasons.length > 0 ? reasons : ["nothing visible got better"];
}

/** The pinned parts that got worse; both comparisons are of the main view. */
export function describeLostPins(rejected: Comparison, best: Comparison): string[] {
  return (best.pins ?? []).flatMap((pin, i) => {
    const now = rejected.pins?.[i]?.fidelity ?? 0;
    if (now >= pin.fidelity) return [];
    return [
      `the part at ${describeBox(pin)}, which a person pinned as right, fell from ${pin.fidelity.toFixed(3)} to ${now.toFixed(3)}`,
    ];
  });
}

function scoresOf({ text, mismatchRatio, ssim }: Comparison): { name: string; value: number }[] {
  return [
    { name: "matched text area", value: text.block },
    { name: "text likeness", value: text.text },
    { name: "text positions", value: text.position },
    { name: "text colours", value: text.color },
    { name: "equal pixels", value: 1 - mismatchRatio },
    { name: "structural similarity", value: ssim },
  ];
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
