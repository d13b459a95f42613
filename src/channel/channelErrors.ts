import * as Type from "typebox";
import { ErrorCodes, ResponseError } from "vscode-jsonrpc/node";
import { AbortError, isAbort } from "../base/async";
import { MockloopError } from "../base/errors";
import { remedySchema } from "../base/remedy";
import type { Remedy } from "../base/remedy";
import { matches } from "../base/schema";
import type { Shape } from "../base/schema";

/** The far side has ended, whatever was still to be answered. */
export class GoneError extends Error {
  override readonly name = "GoneError";
  /** @param how it ended: "signal SIGKILL", "exit code 3", why it could not be started. */
  constructor(readonly how: string) {
    super(`The process ended (${how}).`);
  }
}

/** What one side said does not have the shape that was agreed on. */
export class MisunderstoodError extends Error {
  override readonly name = "MisunderstoodError";
}

/** Something was thrown on the far side. */
export class FarSideError extends Error {
  override readonly name = "FarSideError";
  constructor(
    readonly code: string,
    message: string,
    readonly remedy?: Remedy,
  ) {
    super(message);
  }
}

/** How an error travels: beside JSON-RPC's own numbers. */
const errorData = Type.Object({
  code: Type.String(),
  message: Type.String(),
  remedy: Type.Optional(remedySchema),
});
type ErrorData = Shape<typeof errorData>;

const ABORTED = "ABORTED";
const MISUNDERSTOOD = "MISUNDERSTOOD";

/** Anything thrown, to be sent: with its code, if it has one. */
export function toResponseError(error: unknown): ResponseError<ErrorData> {
  const data = describe(error);
  return new ResponseError(ErrorCodes.InternalError, data.message, data);
}

function describe(error: unknown): ErrorData {
  if (isAbort(error)) return { code: ABORTED, message: "Stopped." };
  if (error instanceof MisunderstoodError) return { code: MISUNDERSTOOD, message: error.message };
  if (error instanceof MockloopError) {
    const { code, userMessage, remedy } = error;
    return { code, message: userMessage, ...(remedy && { remedy }) };
  }
  const message = error instanceof Error ? error.message : String(error);
  const code =
    typeof error === "object" && error !== null && "code" in error
      ? String(error.code)
      : "INTERNAL";
  return { code, message };
}

/** What was sent, to be thrown on this side. */
export function fromResponseError(error: unknown): Error {
  if (!(error instanceof ResponseError))
    return error instanceof Error ? error : new Error(String(error));
  const data: unknown = error.data;
  if (!matches(errorData, data)) return new MisunderstoodError(error.message);
  if (data.code === ABORTED) return new AbortError();
  if (data.code === MISUNDERSTOOD) return new MisunderstoodError(data.message);
  return new FarSideError(data.code, data.message, data.remedy);
}
