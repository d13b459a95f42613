import { describeError, systemErrorCode } from "../../base/errors";

/**
 * Calls `onGone` when what is printed cannot be written any more: nobody reads it (`mockloop … | head`), or its disk is full. The
 * first is no error of ours and is not told.
 */
export function watchOutput(onGone: () => void): void {
  process.stderr.on("error", () => undefined);
  let isGone = false;
  process.stdout.on("error", (error) => {
    if (isGone) return;
    isGone = true;
    if (systemErrorCode(error) !== "EPIPE")
      process.stderr.write(`Error: the output could not be written: ${describeError(error)}\n`);
    onGone();
  });
}
