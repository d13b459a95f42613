import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** What came in. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** Parsed JSON; undefined: there was none. */
  readonly body: ChatBody | undefined;
  /** As it came. */
  readonly text: string;
}

export interface ChatBody {
  readonly [field: string]: unknown;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
}

/** Answers one request; may keep the connection open for ever. */
export type Reply = (response: ServerResponse, received: Received) => void | Promise<void>;

export interface FakeServer {
  /** "http://127.0.0.1:PORT/v1" */
  readonly url: string;
  readonly received: readonly Received[];
  /** Those of the chat alone. */
  readonly chats: () => readonly Received[];
  /** Connections that are open now. */
  readonly open: () => number;
  /** Resolves when a connection is closed, by whichever side. */
  readonly closed: Promise<void>;
  stop(): Promise<void>;
}

/**
 * A server that answers the requests of the chat with `replies`, in order, the last one over and over, and other paths with `pages`
 * (JSON; 404 for what is not there).
 */
export async function startFakeServer(
  replies: readonly Reply[],
  pages: Readonly<Record<string, unknown>> = {},
): Promise<FakeServer> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let tellClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (tellClosed = resolve));
  let answered = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const { method = "", url: path = "", headers } = request;
    const body = text === "" ? undefined : (JSON.parse(text) as ChatBody);
    const one = { method, path, headers, body, text };
    received.push(one);
    if (path.endsWith("/chat/completions")) {
      const reply = replies[Math.min(answered++, replies.length - 1)];
      await reply?.(response, one);
      return;
    }
    const page = pages[path];
    response.writeHead(page === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(page === undefined ? "{}" : JSON.stringify(page));
  };
  const server = createServer((request, response) => {
    // Whoever hangs up in the middle is a case of its own.
    response.on("error", () => undefined);
    serve(request, response).catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      tellClosed();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received,
    chats: () => received.filter(({ path }) => path.endsWith("/chat/completions")),
    open: () => sockets.size,
    closed,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** A stream of events; each item is a chunk's JSON, a string as it is (a comment, "[DONE]" and other data come as lines). */
export function stream(items: readonly unknown[], headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream", ...headers });
    for (const item of items) response.write(typeof item === "string" ? item : event(item));
    response.end();
  };
}

/** "data: {…}" */
export function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

export const DONE = "data: [DONE]\n\n";

/** A refusal, or anything else that is whole. */
export function whole(
  status: number,
  body: unknown,
  headers: Record<string, string> = { "content-type": "application/json" },
): Reply {
  return (response) => {
    response.writeHead(status, headers);
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}

/** A chunk with a delta. */
export function delta(fields: unknown, finishReason: string | null = null): unknown {
  return {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta: fields, finish_reason: finishReason }],
  };
}

/** A whole answer in words. */
export const says = (text: string): Reply =>
  stream([delta({ role: "assistant", content: text }), delta({}, "stop"), DONE]);
