import type { ModelEvent, ModelFailure, ToolSpec } from "../../model";
import { AnswerReader } from "./answerReader";
import { describeStatus, parseRetryAfter } from "./describeServerFailure";
import { readEvents } from "./eventStream";
import { readChunk, readErrorBody } from "./readChunk";
import type { Chunk, ServerError } from "./readChunk";
import { readBody } from "./serverClient";
import type { ServerClient, ServerReply } from "./serverClient";

/** What one request came to. */
export type Asked =
  | { readonly type: "answer"; readonly event: ModelEvent }
  /** The server did not take the request as it is; `status` is 0 when it said so in a stream that had begun well. */
  | {
      readonly type: "refusal";
      readonly status: number;
      readonly told: ServerError | undefined;
      readonly failure: ModelFailure;
    };

/** What it takes to ask. */
export interface Asking {
  readonly client: ServerClient;
  readonly url: string;
  readonly body: unknown;
  readonly tools: readonly ToolSpec[];
  /** Makes the id of the n-th call, for servers that give none. */
  readonly newId: (index: number) => string;
  readonly now: () => number;
}

/**
 * Sends one request and reads its answer, streamed or not. An answer counts only when the server said that it is whole: with a reason, or
 * with "[DONE]".
 *
 * @param emit hears deltas as they come, none of a refusal. @throws as {@link ServerClient.send}, LineTooLongError.
 */
export async function askServer(
  asking: Asking,
  emit: (event: ModelEvent) => void,
  signal: AbortSignal,
): Promise<Asked> {
  const { client, url, body, now } = asking;
  const started = now();
  const { host } = new URL(url);
  return client.send(
    url,
    body,
    async (reply, alive): Promise<Asked> => {
      const refuse = (told: ServerError | undefined, status = reply.status): Asked => {
        const known = told && { ...told, message: client.withoutKey(told.message) };
        const after = parseRetryAfter(reply.header("retry-after"), Date.now());
        const failure = describeStatus(told?.status ?? status, known, host, after);
        return { type: "refusal", status: told?.status ?? status, told: known, failure };
      };
      if (reply.status >= 300 && reply.status < 400) return redirected(reply, host);
      if (reply.status !== 200)
        return refuse(readErrorBody(await readBody(reply, MAX_ERROR_BYTES)));
      if (reply.contentType === "text/html") return noApi(host);

      const reader = new AnswerReader(asking.tools, asking.newId);
      let isDone = false;
      try {
        for await (const chunk of chunksOf(reply)) {
          alive();
          if (chunk === "done") {
            isDone = true;
            break;
          }
          if (chunk.error) return refuse(chunk.error, 500);
          for (const event of reader.take(chunk)) emit(event);
        }
      } catch (error) {
        // What breaks off after the answer's end, it is no part of.
        if (!reader.isEnded) throw error;
      }
      if (!isDone && !reader.isEnded) throw new Error("the answer has no end");
      return { type: "answer", event: reader.end(now() - started) };
    },
    signal,
  );
}

/** More than anybody says of an error. Bytes. */
const MAX_ERROR_BYTES = 1_000_000;

/** The chunks of an answer: of its stream, or the one that it is where the server does not stream. */
async function* chunksOf(reply: ServerReply): AsyncGenerator<Chunk | "done"> {
  if (reply.contentType === "application/json") {
    const chunk = readChunk(await readBody(reply));
    if (chunk) yield chunk;
    return;
  }
  for await (const data of readEvents(reply.body)) {
    if (data.trim() === "[DONE]") yield "done";
    const chunk = readChunk(data);
    if (chunk) yield chunk;
  }
}

function redirected(reply: ServerReply, host: string): Asked {
  const to = reply.header("location");
  return {
    type: "refusal",
    status: reply.status,
    told: undefined,
    failure: {
      code: "unavailable",
      message: `${host} sends to another address (${to.slice(0, 200)}), which was not followed: it may be somebody else's. If it is right, give that address.`,
      retryable: false,
    },
  };
}

function noApi(host: string): Asked {
  return {
    type: "refusal",
    status: 200,
    told: undefined,
    failure: {
      code: "unavailable",
      message: `${host} answered with a web page: there is no OpenAI-compatible API at this address, which often ends with /v1.`,
      retryable: false,
    },
  };
}
