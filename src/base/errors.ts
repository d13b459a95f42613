/** Every code a {@link MockloopError} can carry; front ends map them to exit codes and buttons. */
export type ErrorCode =
  | "MOCKUP_NOT_FOUND"
  | "MOCKUP_UNSUPPORTED"
  | "MOCKUP_CORRUPT"
  | "MOCKUP_TOO_LARGE"
  | "BROWSER_NOT_FOUND"
  | "BROWSER_FAILED"
  | "MODEL_UNAVAILABLE"
  | "MODEL_FAILED"
  | "PATH_REFUSED"
  | "DISK_FULL"
  | "WRITE_FAILED"
  | "ARCHIVE_UNREADABLE"
  | "BAD_OPTION"
  | "ENGINE_FAILED"
  | "INTERNAL";

/**
 * The one error type that reaches a person. `userMessage` is a full sentence that says what happened and what
 * to do; `message` adds the technical detail for logs.
 */
export class MockloopError extends Error {
  override readonly name = "MockloopError";
  constructor(
    readonly code: ErrorCode,
    readonly userMessage: string,
    options?: { detail?: string; cause?: unknown },
  ) {
    super(options?.detail ? `${userMessage} (${options.detail})` : userMessage, {
      cause: options?.cause,
    });
  }
}

/** The text of anything thrown, without a stack. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The sentence to show a person for anything thrown. */
export function userMessageOf(error: unknown): string {
  return error instanceof MockloopError ? error.userMessage : describeError(error);
}

/** The `code` of a Node system error ("ENOENT", "ENOSPC" …), if it has one. */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** A failed write as a {@link MockloopError}: a full disk is named as one. `goOn` says how, once there is space again. */
export function writeError(path: string, cause: unknown, goOn = "go on"): MockloopError {
  const code = systemErrorCode(cause);
  if (code === "ENOSPC" || code === "EDQUOT")
    return new MockloopError(
      "DISK_FULL",
      `The disk is full: ${path} could not be written. Free some space, then ${goOn}; what was finished before is kept.`,
      { cause },
    );
  return new MockloopError(
    "WRITE_FAILED",
    `${path} could not be written. Check that the folder exists and that you may write to it.`,
    { detail: describeError(cause), cause },
  );
}
