import type { Iteration } from "../../converge/events";
import type { CodeQuality } from "../../craft/codeQuality";
import { describeDifferences } from "../../feedback/describeDifferences";
import type { IterationLine } from "../../protocol/runProtocol";

const MAX_DIFFERENCES = 10;
const MAX_CODE_FAULTS = 5;

/** Where an iteration was put; its pictures are there only when it was drawn. */
export type IterationPlaces = Pick<IterationLine, "dir" | "files"> &
  Required<Pick<IterationLine, "renderPng" | "diffPng">>;

/** What is kept and told of an iteration: its numbers and words, and where its files and pixels are. */
export function recordOf(iteration: Iteration, places: IterationPlaces): IterationLine {
  const { number, accepted, measured, code, problem, facts, summary, ms } = iteration;
  const { promptTokens, cachedTokens, outputTokens } = iteration.usage;
  const { dir, files, renderPng, diffPng } = places;
  return {
    ...{ type: "iteration", number, accepted, dir, files },
    ...(measured && { scores: scoresOf(measured), renderPng, diffPng }),
    ...(code && { code: codeOf(code) }),
    ...(problem !== undefined && { problem }),
    differences: measured ? describeDifferences(measured.comparison, MAX_DIFFERENCES) : [],
    facts: facts.map((fact) => `${fact.kind}: ${fact.message}`),
    summary,
    usage: { promptTokens, cachedTokens, outputTokens },
    ms,
  };
}

function scoresOf({
  comparison,
}: NonNullable<Iteration["measured"]>): NonNullable<IterationLine["scores"]> {
  const { fidelity, mismatchRatio, ssim, text } = comparison;
  return { fidelity, mismatchRatio, ssim, ...text };
}

function codeOf(quality: CodeQuality): NonNullable<IterationLine["code"]> {
  const { score, parts, declarations, elements, faults } = quality;
  const words = faults.slice(0, MAX_CODE_FAULTS).map((fault) => fault.words);
  return { score, ...parts, declarations, elements, faults: words };
}
