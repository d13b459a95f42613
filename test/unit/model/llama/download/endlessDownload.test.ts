import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { downloadFile } from "../../../../../src/model/llama/download/downloadFile";
import { prepareLink } from "../../../../fakes/preparedFiles";
import { useTempFolder } from "../../../../fakes/tempFolder";

const never = new AbortController().signal;
const zeros = Buffer.alloc(20_000_000);

/** Servers that send more than the file has, without a word of its length. */
describe("downloadFile, from a server that sends and sends", () => {
  const temp = useTempFolder();
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function serve(answer: RequestListener): Promise<string> {
    server = createServer(answer);
    await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/model.gguf`;
  }
  /** Downloads; resolves with the most bytes that were said to be there at any time. */
  async function download(
    url: string,
    expected: { readonly bytes?: number; readonly mostBytes?: number },
  ): Promise<number> {
    let most = 0;
    const options = {
      ...{ urls: [url], target: join(temp(), "model.gguf"), patience: 2, backoffMs: 1 },
      ...expected,
      onProgress: (done: number) => (most = Math.max(most, done)),
    };
    await assert.rejects(downloadFile(options, never), { code: "MODEL_UNAVAILABLE" });
    return most;
  }

  const endless: RequestListener = (_request, response) => {
    const send = (): void => {
      while (!response.destroyed && response.write(zeros.subarray(0, 100_000)));
    };
    response.on("drain", send);
    send();
  };

  for (const [what, expected] of [
    ["the size that is known", { bytes: 1000 }],
    ["what there is room for, when no size is known", { mostBytes: 1000 }],
  ] as const)
    it(`writes no more than ${what}`, async () => {
      const most = await download(await serve(endless), expected);
      assert.ok(most <= 1000, `${most} bytes`);
      assert.deepEqual(readdirSync(temp()), [], "what is not the file is deleted");
    });

  for (const [encoding, body] of [
    ["gzip", gzipSync(zeros)],
    ["br", brotliCompressSync(zeros)],
  ] as const)
    it(`writes no more than that of a body that grows (${encoding})`, async () => {
      const url = await serve((_request, response) => {
        response.writeHead(200, { "content-encoding": encoding });
        response.end(body);
      });
      const most = await download(url, { bytes: 1000 });
      assert.ok(most <= 1000, `${most} bytes`);
      assert.deepEqual(readdirSync(temp()), []);
    });

  it("still takes a file whose length nobody says", async () => {
    const url = await serve((_request, response) => {
      response.write("GG");
      response.end("UF");
    });
    const target = join(temp(), "model.gguf");
    await downloadFile({ urls: [url], target }, never);
    assert.equal(readFileSync(target, "utf8"), "GGUF");
  });

  for (const name of ["model.gguf.part", "model.gguf.part.json"])
    it(`writes through no link called ${name}`, async function () {
      const victim = join(temp(), "victim");
      writeFileSync(victim, "precious");
      prepareLink(this, victim, join(temp(), name));
      const url = await serve((_request, response) => response.end("GGUF"));
      const target = join(temp(), "model.gguf");
      await downloadFile({ urls: [url], target }, never).catch((error: unknown) => {
        assert.equal((error as { code?: string }).code, "PATH_REFUSED");
      });
      assert.equal(readFileSync(victim, "utf8"), "precious");
    });
});
