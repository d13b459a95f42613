import { getProxyForUrl } from "proxy-from-env";
import { Agent, ProxyAgent, request } from "undici";
import type { Dispatcher } from "undici";
import { AbortError } from "../../../base/async";
import type { Secret } from "../../secret";
import { isLoopback } from "../../../policy/isLoopback";

/** Where requests go, and with what. */
export interface ServerAccess {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Asked for anew by each request, so that a key can be changed meanwhile; undefined: none. */
  readonly findKey?: (() => Promise<Secret>) | undefined;
  /** The header that takes the key as it is; undefined: "Authorization: Bearer KEY". */
  readonly keyHeader?: string | undefined;
  readonly timeouts?: Partial<ServerTimeouts> | undefined;
}

export interface ServerTimeouts {
  readonly connectMs: number;
  /** From the request to the first event: a prompt with pictures is read meanwhile, on a slow machine for minutes. */
  readonly firstMs: number;
  /** Between two events. Bytes that make no event do not count. */
  readonly idleMs: number;
}

const TIMEOUTS: ServerTimeouts = { connectMs: 15_000, firstMs: 900_000, idleMs: 180_000 };

/** More than a list of models, or an answer that does not stream, takes. Bytes. */
const MAX_BODY_BYTES = 32_000_000;

export interface ServerReply {
  readonly status: number;
  /** Lower case, without parameters: "text/event-stream". */
  readonly contentType: string;
  /** A header's first value; "": it is not there. */
  readonly header: (name: string) => string;
  readonly body: AsyncIterable<Uint8Array>;
}

/** The server took too long: to be reached, to begin, or to go on. */
export class ServerTimeoutError extends Error {
  override readonly name = "ServerTimeoutError";
  constructor(
    readonly phase: "connect" | "first" | "idle",
    readonly timeoutMs: number,
  ) {
    super(`no ${phase} within ${timeoutMs} ms`);
  }
}

/**
 * Speaks HTTP to one server. Follows no redirect: the key goes to the host it was given for, or nowhere. Goes through the proxy that
 * HTTPS_PROXY and its like name, except to this machine. Certificates are checked with those of the system that Node knows, and with
 * NODE_EXTRA_CA_CERTS.
 */
export class ServerClient {
  private readonly timeouts: ServerTimeouts;
  private readonly dispatchers = new Map<string, Dispatcher>();
  private key: Secret | undefined;

  constructor(private readonly access: ServerAccess) {
    this.timeouts = { ...TIMEOUTS, ...access.timeouts };
  }

  /**
   * Sends a request and resolves when the answer begins. `work` reads it; when it is done, or fails, or `signal` fires, the socket is
   * closed. `alive` is to be called whenever something came of the answer.
   *
   * @throws AbortError; ServerTimeoutError; MockloopError SECRET_UNAVAILABLE; what the system says of the connection.
   */
  async send<T>(
    url: string,
    body: unknown,
    work: (reply: ServerReply, alive: () => void) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    if (signal.aborted) throw new AbortError();
    const headers = await this.headers(body !== undefined);
    const ended = new AbortController();
    let late: ServerTimeoutError | undefined;
    let timer: NodeJS.Timeout | undefined;
    const watch = (phase: "first" | "idle"): void => {
      clearTimeout(timer);
      const ms = phase === "first" ? this.timeouts.firstMs : this.timeouts.idleMs;
      timer = setTimeout(() => {
        late = new ServerTimeoutError(phase, ms);
        ended.abort();
      }, ms);
    };
    watch("first");
    try {
      const reply = await request(url, {
        method: body === undefined ? "GET" : "POST",
        ...{ headers, dispatcher: this.dispatcherFor(url), headersTimeout: 0, bodyTimeout: 0 },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([signal, ended.signal]),
      });
      // An error of a stream that nobody reads any more must not end the process.
      reply.body.on("error", () => undefined);
      const header = (name: string): string => [reply.headers[name]].flat()[0] ?? "";
      return await work(
        {
          status: reply.statusCode,
          contentType: (header("content-type").split(";")[0] ?? "").trim().toLowerCase(),
          header,
          body: reply.body as AsyncIterable<Uint8Array>,
        },
        () => watch("idle"),
      );
    } catch (error) {
      if (signal.aborted) throw new AbortError();
      if (late) throw late;
      if (isConnectTimeout(error)) throw new ServerTimeoutError("connect", this.timeouts.connectMs);
      throw error;
    } finally {
      clearTimeout(timer);
      ended.abort();
    }
  }

  /** A text from a server with the key struck out, should it have been echoed. */
  withoutKey(text: string): string {
    const key = this.key?.reveal();
    return key === undefined ? text : text.replaceAll(key, "[secret]");
  }

  async close(): Promise<void> {
    const all = [...this.dispatchers.values()];
    this.dispatchers.clear();
    await Promise.all(all.map((one) => one.destroy()));
  }

  private async headers(hasBody: boolean): Promise<Record<string, string>> {
    const { headers, findKey, keyHeader } = this.access;
    this.key = await findKey?.();
    const key = this.key?.reveal();
    return {
      ...headers,
      accept: "text/event-stream, application/json",
      "user-agent": "mockloop",
      ...(hasBody && { "content-type": "application/json" }),
      ...(key !== undefined &&
        (keyHeader === undefined ? { authorization: `Bearer ${key}` } : { [keyHeader]: key })),
    };
  }

  private dispatcherFor(url: string): Dispatcher {
    const proxy = isLoopback(url) ? "" : getProxyForUrl(url);
    const made = this.dispatchers.get(proxy);
    if (made) return made;
    const connect = { timeout: this.timeouts.connectMs };
    const fresh = proxy === "" ? new Agent({ connect }) : new ProxyAgent({ uri: proxy, connect });
    this.dispatchers.set(proxy, fresh);
    return fresh;
  }
}

/** The whole of a short answer. @throws Error when it is longer than `maxBytes`. */
export async function readBody(reply: ServerReply, maxBytes = MAX_BODY_BYTES): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of reply.body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`an answer of more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function isConnectTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "UND_ERR_CONNECT_TIMEOUT";
}
