import { describeError, MockloopError, remedyOf, systemErrorCode } from "../../../base/errors";
import type { ModelFailure } from "../../model";
import { LineTooLongError } from "./eventStream";
import type { ServerError } from "./readChunk";
import { ServerTimeoutError } from "./serverClient";

/** A connection that never was, by the system's codes. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host's name could not be looked up",
  EHOSTUNREACH: "there is no way to that host",
  ENETUNREACH: "there is no network",
};

/** Certificates that cannot be checked, by OpenSSL's codes. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|ALTNAME/;

/** What is said of a context that is too long, by llama-server, vLLM, SGLang, OpenAI and others. */
const TOO_LONG =
  /exceed_context_size|context_length_exceeded|(maximum|max) context|context (length|window|size)|too many tokens|(prompt|input) is too long|longer than the model/i;

/** What a failed connection, or an answer that broke off, comes to. `host` is for people. */
export function describeConnectionFailure(error: unknown, host: string): ModelFailure {
  if (error instanceof MockloopError)
    return {
      ...{ code: "unavailable", message: error.userMessage, retryable: false },
      ...remedy(error),
    };
  if (error instanceof ServerTimeoutError) return describeTimeout(error, host);
  if (error instanceof LineTooLongError)
    return failure("internal", `${host} sent ${describeError(error)}, which was not read.`);
  const code = findCode(error);
  const why = UNREACHABLE[code];
  if (why !== undefined)
    return { ...failure("unavailable", `${host} cannot be reached: ${why}.`), retryable: true };
  if (CERTIFICATE.test(code))
    return failure(
      "unavailable",
      `${host} cannot be trusted: its certificate could not be checked (${code}). If it is your own, name its authority's file in NODE_EXTRA_CA_CERTS.`,
    );
  if (/^ERR_SSL|^EPROTO/.test(code))
    return failure(
      "unavailable",
      `${host} does not speak TLS as it should (${code}). Perhaps its address begins with http:// instead of https://.`,
    );
  return {
    ...failure("crashed", `The connection to ${host} broke off (${describeError(error)}).`),
    retryable: true,
  };
}

/** What a refusal comes to. `told` is what the server says of it, the key struck out. */
export function describeStatus(
  status: number,
  told: ServerError | undefined,
  host: string,
  retryAfterMs: number | undefined,
): ModelFailure {
  const words = told ? `: ${told.message.trim().slice(0, 500).replace(/\.$/, "")}.` : ".";
  const after = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (told && TOO_LONG.test(`${told.kind} ${told.message}`))
    return failure(
      "context",
      `The conversation is longer than the model of ${host} can take${words}`,
    );
  switch (status) {
    case 401:
    case 403:
      return failure("refused", `${host} did not accept the key${words}`);
    case 402:
      return failure("refused", `${host} asks for payment first${words}`);
    case 404:
      return failure(
        "unavailable",
        `${host} does not know what was asked for${words} Check the address, which often ends with /v1, and the model's name.`,
      );
    case 408:
    case 409:
    case 425:
    case 429:
    case 503:
    case 529:
      return {
        ...failure("overloaded", `${host} is busy (HTTP ${status})${words}`),
        ...after,
        retryable: true,
      };
    default:
      if (status >= 500)
        return {
          ...failure("crashed", `${host} failed (HTTP ${status})${words}`),
          ...after,
          retryable: true,
        };
      return failure("refused", `${host} refused the request (HTTP ${status})${words}`);
  }
}

/** `Retry-After`: seconds, or a date (RFC 9110, 10.2.3). Undefined: it is missing, or neither. */
export function parseRetryAfter(header: string, now: number): number | undefined {
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Math.round(Number(header) * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function describeTimeout({ phase, timeoutMs }: ServerTimeoutError, host: string): ModelFailure {
  const seconds = Math.round(timeoutMs / 1000);
  const message = {
    connect: `${host} could not be reached within ${seconds} s.`,
    first: `${host} said nothing for ${seconds} s.`,
    idle: `${host} stopped in the middle of its answer, and said nothing more for ${seconds} s.`,
  }[phase];
  return { ...failure(phase === "connect" ? "unavailable" : "crashed", message), retryable: true };
}

function failure(code: ModelFailure["code"], message: string): ModelFailure {
  return { code, message, retryable: false };
}

function remedy(error: unknown): Pick<ModelFailure, "remedy"> {
  const found = remedyOf(error);
  return found ? { remedy: found } : {};
}

/** The system's code of an error or of what caused it. */
function findCode(error: unknown): string {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++) {
    const code = systemErrorCode(one);
    // What undici says of a socket is less than what the system says of it.
    if (code !== undefined && !code.startsWith("UND_ERR")) return code;
    if (one instanceof AggregateError && one.errors.length > 0) return findCode(one.errors[0]);
  }
  return "";
}
