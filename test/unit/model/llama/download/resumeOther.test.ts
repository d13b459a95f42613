import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { downloadFile } from "../../../../../src/model/llama/download/downloadFile";
import { useTempFolder } from "../../../../fakes/tempFolder";

/** A server that names no version of its file, so that only the file's size and date can tell. */
describe("downloadFile, from a server without entity tags", () => {
  const temp = useTempFolder();
  let server: Server;
  let url = "";
  let content: Buffer = Buffer.alloc(0);
  let date: string | undefined;
  /** Where each answer began. */
  const starts: number[] = [];

  before(async () => {
    server = createServer((request, response) => {
      const { range } = request.headers;
      const ifRange = request.headers["if-range"];
      const fits = ifRange === undefined || ifRange === date;
      const start = fits ? Number(/bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0) : 0;
      response.writeHead(start > 0 ? 206 : 200, {
        "content-length": content.length - start,
        ...(date !== undefined && { "last-modified": date }),
        ...(start > 0 && {
          "content-range": `bytes ${start}-${content.length - 1}/${content.length}`,
        }),
      });
      starts.push(start);
      response.end(content.subarray(start));
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model.gguf`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  /** What a download brings that was stopped when the server had `first`, and went on when it had `second`. */
  async function downloadTwice(
    first: { readonly content: Buffer; readonly date?: string },
    second: { readonly content: Buffer; readonly date?: string },
  ): Promise<Buffer> {
    const target = join(temp(), "model.gguf");
    const options = { urls: [url], target, patience: 3, backoffMs: 1, stallMs: 5000 };
    ({ content, date } = first);
    const aborting = new AbortController();
    const onProgress = (): void => aborting.abort();
    await assert.rejects(downloadFile({ ...options, onProgress }, aborting.signal), {
      name: "AbortError",
    });
    assert.ok(statSync(`${target}.part`).size > 0);
    ({ content, date } = second);
    await downloadFile(options, new AbortController().signal);
    return readFileSync(target);
  }
  const a = Buffer.alloc(1_000_000, "a");
  const b = Buffer.alloc(1_000_000, "b");

  it("does not join two files of different sizes", async () => {
    const longer = Buffer.concat([b, b]);
    assert.ok((await downloadTwice({ content: a }, { content: longer })).equals(longer));
  });

  it("does not join two files of different dates", async () => {
    const dates = ["Wed, 01 Jan 2025 00:00:00 GMT", "Thu, 02 Jan 2025 00:00:00 GMT"] as const;
    const [first, second] = [
      { content: a, date: dates[0] },
      { content: b, date: dates[1] },
    ];
    assert.ok((await downloadTwice(first, second)).equals(b));
  });

  it("goes on with the same one", async () => {
    const first = { content: a, date: "Wed, 01 Jan 2025 00:00:00 GMT" };
    starts.length = 0;
    assert.ok((await downloadTwice(first, first)).equals(a));
    assert.ok((starts.at(-1) ?? 0) > 0, `began at ${starts.join(", ")}`);
  });
});
