import { isAbort } from "../../base/async";
import { MockloopError, remedyOf, userMessageOf } from "../../base/errors";
import type { RunLine } from "../../protocol/runProtocol";
import { EXIT, exitCodeFor } from "./exitCodes";
import type { Reporter } from "./reporter";

/** The exit code that a run's end comes to; what it throws is reported. */
export async function reportEnd(
  mockup: string,
  report: Reporter,
  run: () => Promise<RunLine>,
): Promise<number> {
  try {
    return exitCodeFor((await run()).reason);
  } catch (error) {
    if (isAbort(error)) return EXIT.aborted;
    const code = error instanceof MockloopError ? error.code : "INTERNAL";
    const remedy = remedyOf(error);
    const message = userMessageOf(error);
    report({ type: "error", mockup, code, message, ...(remedy && { remedy }) });
    return EXIT.error;
  }
}
