import { Option } from "commander";
import type { Command } from "commander";
import { DEFAULT_STOP_OPTIONS } from "../../converge/stopPolicy";
import type { RunRequest } from "../../protocol/runProtocol";
import { integerIn, numberIn } from "./parseOptions";

/** When a run has converged, and when it has had enough. */
export interface LimitFlags {
  readonly maxIterations?: number;
  readonly minFidelity?: number;
  readonly maxMismatch?: number;
  /** Seconds. */
  readonly timeBudget?: number;
  readonly tokenBudget?: number;
}

/** What the flags come to in a request. */
export type Limits = Pick<
  RunRequest,
  "minFidelity" | "maxMismatchRatio" | "timeBudgetMs" | "tokenBudget"
> &
  Partial<Pick<RunRequest, "maxIterations">>;

/** Declares them; the help shows them below a heading of their own. Nothing has a default: what is missing is not limited here. */
export function addLimitFlags(command: Command): Command {
  const { minFidelity, maxMismatchRatio, maxIterations } = DEFAULT_STOP_OPTIONS;
  const option = (flags: string, words: string, parse: (text: string) => number): Option =>
    new Option(flags, words).argParser(parse).helpGroup(HEADING);
  return command
    .addOption(
      option(
        "--max-iterations <n>",
        `iterations at most (default: ${maxIterations})`,
        integerIn(1, 100),
      ),
    )
    .addOption(
      option(
        "--min-fidelity <f>",
        `converged at this fidelity, 0–1 (default without --max-mismatch: ${minFidelity})`,
        numberIn(0, 1),
      ),
    )
    .addOption(
      option(
        "--max-mismatch <r>",
        `converged with at most this share of differing pixels, 0–1 (default without --min-fidelity: ${maxMismatchRatio})`,
        numberIn(0, 1),
      ),
    )
    .addOption(
      option(
        "--time-budget <s>",
        "seconds at most for each mockup, once it is measured",
        numberIn(1, 86_400),
      ),
    )
    .addOption(
      option(
        "--token-budget <n>",
        "prompt and output tokens at most for each mockup",
        integerIn(1, 1_000_000_000),
      ),
    );
}

const HEADING = "Goals and limits:";

/** What the flags ask of a run. */
export function readLimitFlags(flags: LimitFlags): Limits {
  const { maxIterations, minFidelity, maxMismatch, timeBudget, tokenBudget } = flags;
  return {
    ...(maxIterations !== undefined && { maxIterations }),
    ...(minFidelity !== undefined && { minFidelity }),
    ...(maxMismatch !== undefined && { maxMismatchRatio: maxMismatch }),
    ...(timeBudget !== undefined && { timeBudgetMs: timeBudget * 1000 }),
    ...(tokenBudget !== undefined && { tokenBudget }),
  };
}
