import type { Iteration } from "../../converge/events";
import type { CodeQuality } from "../../craft/codeQuality";
import type { IterationLine } from "../../protocol/runProtocol";
import { toViewLines } from "./viewLines";

const MAX_CODE_FAULTS = 5;

/** What is kept and told of an iteration whose folder is `dir`: its numbers and words, and where its files and pixels are. */
export function recordOf(
  iteration: Iteration,
  { dir, files }: Pick<IterationLine, "dir" | "files">,
): IterationLine {
  const { number, accepted, by, measured, code, problem, facts, summary, ms } = iteration;
  const { promptTokens, cachedTokens, outputTokens, cost } = iteration.usage;
  return {
    ...{ type: "iteration", number, accepted, ...(by && { by }), dir, files },
    ...toViewLines(measured, dir),
    ...(code && { code: codeOf(code) }),
    ...(problem !== undefined && { problem }),
    facts: facts.map((fact) => `${fact.kind}: ${fact.message}`),
    summary,
    usage: { promptTokens, cachedTokens, outputTokens, ...(cost !== undefined && { cost }) },
    ms,
  };
}

function codeOf(quality: CodeQuality): NonNullable<IterationLine["code"]> {
  const { score, parts, declarations, elements, faults } = quality;
  const words = faults.slice(0, MAX_CODE_FAULTS).map((fault) => fault.words);
  return { score, ...parts, declarations, elements, faults: words };
}
