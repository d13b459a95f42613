import * as Type from "typebox";
import type { Remedy } from "./remedy";
import type { Shape } from "./schema";

/** Every code a {@link MockloopError} can carry, each with one meaning; front ends map them to exit codes. */
export const errorCodeSchema = Type.Enum([
  "MOCKUP_NOT_FOUND",
  "MOCKUP_UNSUPPORTED",
  "MOCKUP_CORRUPT",
  "MOCKUP_TOO_LARGE",
  "BROWSER_NOT_FOUND",
  "BROWSER_FAILED",
  /** A page could not be drawn, although the browser works. */
  "PAGE_FAILED",
  /** The text reader cannot start, or is lost. */
  "READER_FAILED",
  /** A step took so long that it was ended. */
  "TIMED_OUT",
  "MODEL_UNAVAILABLE",
  "MODEL_FAILED",
  /** A key is not where it is said to be, or others may read it. */
  "SECRET_UNAVAILABLE",
  /** A queue or a store does not answer, or what speaks to it is not installed. */
  "SERVICE_UNAVAILABLE",
  /** Somebody else is at work on it. */
  "BUSY",
  "PATH_REFUSED",
  "DISK_FULL",
  "WRITE_FAILED",
  "ARCHIVE_UNREADABLE",
  "BAD_OPTION",
  /** The engine process ended, or is not understood. */
  "ENGINE_LOST",
  "INTERNAL",
]);
export type ErrorCode = Shape<typeof errorCodeSchema>;

/**
 * The one error type that reaches a person. `userMessage` is a full sentence that says what happened, in words that hold for every
 * front end; `remedy` is what to do about it, which each front end words itself; `message` adds the technical detail for logs.
 */
export class MockloopError extends Error {
  override readonly name = "MockloopError";
  readonly remedy: Remedy | undefined;
  constructor(
    readonly code: ErrorCode,
    readonly userMessage: string,
    options?: { detail?: string; cause?: unknown; remedy?: Remedy | undefined },
  ) {
    super(options?.detail ? `${userMessage} (${options.detail})` : userMessage, {
      cause: options?.cause,
    });
    this.remedy = options?.remedy;
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

/** What can be done about anything thrown, as far as that is known. */
export function remedyOf(error: unknown): Remedy | undefined {
  return error instanceof MockloopError ? error.remedy : undefined;
}

/** The `code` of a Node system error ("ENOENT", "ENOSPC" …), if it has one. */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** A failed write as a {@link MockloopError}: a full disk is named as one. `remedy` is for when there is space again. */
export function writeError(path: string, cause: unknown, remedy?: Remedy): MockloopError {
  const code = systemErrorCode(cause);
  if (code === "ENOSPC" || code === "EDQUOT")
    return new MockloopError(
      "DISK_FULL",
      `The disk is full: ${path} could not be written. Free some space; what was finished before is kept.`,
      { cause, remedy },
    );
  return new MockloopError(
    "WRITE_FAILED",
    `${path} could not be written. Check that the folder exists and that you may write to it.`,
    { detail: describeError(cause), cause },
  );
}

/** What happened, as a sentence, and what can be done about it. */
interface Told {
  readonly message: string;
  readonly remedy?: Remedy;
}

interface Teller {
  /** What happened and what can be done about it. */
  readonly withRemedy: (told: Told) => string;
  /** The sentences to show a person for anything thrown. */
  readonly describeThrown: (error: unknown) => string;
}

/** How a front end tells of failures, whose own words for a remedy are `describeRemedy`'s. */
export function tellFailures(describeRemedy: (remedy: Remedy) => string): Teller {
  const withRemedy = ({ message, remedy }: Told): string =>
    remedy ? `${message} ${describeRemedy(remedy)}` : message;
  return {
    withRemedy,
    describeThrown: (error) => {
      const remedy = remedyOf(error);
      return withRemedy({ message: userMessageOf(error), ...(remedy && { remedy }) });
    },
  };
}
