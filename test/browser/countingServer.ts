import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on this machine that counts every connection, and every datagram beside it. */
export interface CountingServer {
  readonly url: string;
  readonly udpPort: number;
  /** Connections and datagrams since the start or the last {@link reset}. */
  readonly count: number;
  reset(): void;
  /** A second server, whose connections do not count: the origin of an unprotected page. */
  readonly ownUrl: string;
  /** What the second server serves. */
  serve(files: ReadonlyMap<string, string>): void;
  close(): Promise<void>;
}

export async function startCountingServer(): Promise<CountingServer> {
  let count = 0;
  let own: ReadonlyMap<string, string> = new Map();
  // Without keep-alive every request is a connection of its own.
  const outside = createServer((_, response) => {
    response.writeHead(200, { connection: "close" });
    response.end("reached");
  });
  outside.on("connection", () => count++);
  const udp = createSocket("udp4");
  udp.on("message", () => count++);
  const inside = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? "/").slice(1));
    const type = path.endsWith(".js") ? "text/javascript" : "text/html";
    response.writeHead(own.has(path) ? 200 : 404, { "content-type": type });
    response.end(own.get(path) ?? "");
  });
  outside.listen(0, "127.0.0.1");
  inside.listen(0, "127.0.0.1");
  udp.bind(0, "127.0.0.1");
  await Promise.all([outside, inside, udp].map((server) => once(server, "listening")));
  return {
    url: `http://127.0.0.1:${(outside.address() as AddressInfo).port}`,
    udpPort: udp.address().port,
    get count() {
      return count;
    },
    reset: () => {
      outside.closeAllConnections();
      count = 0;
    },
    serve: (files) => {
      own = files;
    },
    get ownUrl() {
      return `http://127.0.0.1:${(inside.address() as AddressInfo).port}`;
    },
    close: async () => {
      udp.close();
      for (const server of [outside, inside]) {
        const closed = once(server, "close");
        server.close();
        // Only now: a connection that arrived between the two would be waited for.
        server.closeAllConnections();
        await closed;
      }
    },
  };
}
