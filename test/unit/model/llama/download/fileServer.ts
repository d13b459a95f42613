import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a server does to one request, instead of serving the file well. */
export type Misdeed =
  /** Sends so many bytes, then nothing more. */
  | { readonly kind: "stall"; readonly after: number }
  /** Sends so many bytes, then drops the connection. */
  | { readonly kind: "drop"; readonly after: number }
  /** Announces a length that is off by so much. */
  | { readonly kind: "lie"; readonly by: number }
  /** Ignores ranges. */
  | { readonly kind: "whole" }
  /** Sends other bytes. */
  | { readonly kind: "corrupt" }
  | { readonly kind: "status"; readonly status: number }
  /** Answers a range from another place. */
  | { readonly kind: "elsewhere" };

export interface FileServer {
  readonly url: string;
  /** Taken from the front, one per request; then it behaves. */
  readonly misdeeds: Misdeed[];
  /** The `range` header of every request. */
  readonly ranges: (string | undefined)[];
  /** Changes the file. */
  serve(bytes: Buffer): void;
  close(): Promise<void>;
}

/** A server with one file, under every path, that can misbehave. `linked`: names the SHA-256 as Hugging Face does. */
export async function startFileServer(content: Buffer, linked = true): Promise<FileServer> {
  let bytes = content;
  const misdeeds: Misdeed[] = [];
  const ranges: (string | undefined)[] = [];
  const sha256 = (): string => createHash("sha256").update(bytes).digest("hex");

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (linked && !request.url?.startsWith("/blob/")) {
      // As Hugging Face does: the checksum is in the answer that leads on, and nowhere else.
      response.writeHead(302, {
        location: `/blob${request.url}`,
        "x-linked-etag": `"${sha256()}"`,
      });
      response.end();
      return;
    }
    const misdeed = misdeeds.shift();
    ranges.push(request.headers.range);
    if (misdeed?.kind === "status") {
      response.writeHead(misdeed.status).end("no");
      return;
    }
    const etag = `"${sha256().slice(0, 16)}"`;
    const ifRange = request.headers["if-range"];
    const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1];
    const fits = (ifRange === undefined || ifRange === etag) && misdeed?.kind !== "whole";
    const start = asked !== undefined && fits ? Number(asked) : 0;
    if (start >= bytes.length && start > 0) {
      response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
      return;
    }
    const from = misdeed?.kind === "elsewhere" ? Math.max(0, start - 7) : start;
    let body = bytes.subarray(from);
    if (misdeed?.kind === "corrupt") body = Buffer.alloc(body.length, 7);
    const announced = body.length + (misdeed?.kind === "lie" ? misdeed.by : 0);
    response.writeHead(start > 0 ? 206 : 200, {
      etag,
      "content-length": announced,
      ...(start > 0
        ? { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` }
        : {}),
    });
    if (misdeed?.kind === "stall" || misdeed?.kind === "drop") {
      response.write(body.subarray(0, misdeed.after), () => {
        if (misdeed.kind === "drop") setTimeout(() => request.socket.destroy(), 20);
      });
      return;
    }
    if (misdeed?.kind === "lie") {
      request.socket.write(body);
      setTimeout(() => request.socket.destroy(), 20);
      return;
    }
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    misdeeds,
    ranges,
    serve: (next) => {
      bytes = next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
