import type { BatchResult } from "../../batch/ledger/batchLines";
import type { Summary } from "../../batch/summary/summarize";
import { EXIT, exitCodeFor, worstExitCode } from "../output/exitCodes";
import type { RunLine } from "../../protocol/runProtocol";

/** What a batch's end means to a shell: the worst of its results; what has none counts as an error. */
export function codeOfSummary({ results, missingCount }: Summary): number {
  const missing = missingCount > 0 ? [EXIT.error] : [];
  return worstExitCode([...results.map(codeOfResult), ...missing]);
}

/** What one result means to a shell. */
export function codeOfResult({ reason }: BatchResult): number {
  return isRunReason(reason) ? exitCodeFor(reason) : EXIT.error;
}

/** A run's reasons are in small letters, an error's codes in capitals. */
const isRunReason = (reason: string): reason is RunLine["reason"] => /^[a-z-]+$/.test(reason);
