import { strict as assert } from "node:assert";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MockloopError } from "../../../../../src/base/errors";
import {
  downloadFile,
  type DownloadOptions,
} from "../../../../../src/model/llama/download/downloadFile";
import { startFileServer, type FileServer } from "./fileServer";

const content = randomBytes(600_000);
const sha256 = createHash("sha256").update(content).digest("hex");
const never = new AbortController().signal;

describe("downloadFile", () => {
  let dir: string;
  let server: FileServer;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "mockloop-download-"));
    server = await startFileServer(content);
  });
  afterEach(async () => {
    await server.close();
    await rm(dir, { recursive: true });
  });

  const options = (change: Partial<DownloadOptions> = {}): DownloadOptions => ({
    urls: [`${server.url}/m.gguf`],
    target: join(dir, "m.gguf"),
    stallMs: 1500,
    backoffMs: 5,
    patience: 3,
    ...change,
  });

  async function assertWhole(): Promise<void> {
    assert.ok((await readFile(join(dir, "m.gguf"))).equals(content));
    assert.deepEqual(await readdir(dir), ["m.gguf"], "nothing else stays behind");
  }

  it("downloads a file, tells how far it is, and knows its checksum", async () => {
    const told: (number | undefined)[][] = [];
    const file = await downloadFile(
      options({ onProgress: (done, total) => told.push([done, total]) }),
      never,
    );
    assert.deepEqual(file, { path: join(dir, "m.gguf"), bytes: content.length, sha256 });
    assert.deepEqual(told.at(-1), [content.length, content.length]);
    await assertWhole();
  });

  it("goes on after stalls and dropped connections, from where it was", async () => {
    server.misdeeds.push(
      { kind: "stall", after: 100_000 },
      { kind: "drop", after: 150_000 },
      { kind: "status", status: 503 },
    );
    await downloadFile(options(), never);
    await assertWhole();
    const [first, second, third, fourth] = server.ranges;
    assert.equal(first, undefined);
    assert.equal(second, "bytes=100000-");
    // A connection that is dropped may take bytes along that were on their way.
    const offset = Number(/^bytes=(\d+)-$/.exec(third ?? "")?.[1]);
    assert.ok(offset > 100_000 && offset <= 250_000, third);
    assert.equal(fourth, third);
  });

  it("gives up on a server that always stalls, keeps the part, and says what to do", async () => {
    server.misdeeds.push({ kind: "stall", after: 1000 });
    for (let i = 0; i < 9; i++) server.misdeeds.push({ kind: "stall", after: 0 });
    await assert.rejects(downloadFile(options({ stallMs: 60 }), never), (error: MockloopError) => {
      assert.equal(error.code, "MODEL_UNAVAILABLE");
      assert.match(error.message, /set a mirror.*nothing came for 60 ms/s);
      return true;
    });
    assert.equal((await stat(join(dir, "m.gguf.part"))).size, 1000);
    server.misdeeds.length = 0;
    await downloadFile(options(), never);
    assert.equal(server.ranges.at(-1), "bytes=1000-");
    await assertWhole();
  });

  it("goes on with the part of a killed process", async () => {
    server.misdeeds.push({ kind: "stall", after: 200_000 });
    const abort = new AbortController();
    const work = downloadFile(
      options({ onProgress: (done) => done >= 200_000 && abort.abort() }),
      abort.signal,
    );
    await assert.rejects(work, { name: "AbortError" });
    await downloadFile(options(), never);
    assert.equal(server.ranges.at(-1), "bytes=200000-");
    await assertWhole();
  });

  it("starts anew when the file changed on the server, or the server ignores ranges", async () => {
    for (const misdeed of ["changed", "whole"] as const) {
      await rm(join(dir, "m.gguf"), { force: true });
      server.misdeeds.push({ kind: "drop", after: 50_000 });
      const other = misdeed === "changed" ? randomBytes(500_000) : content;
      if (misdeed === "changed") {
        setTimeout(() => server.serve(other), 10);
      } else {
        server.serve(content);
        server.misdeeds.push({ kind: "whole" });
      }
      await downloadFile(options({ backoffMs: 60 }), never);
      assert.ok((await readFile(join(dir, "m.gguf"))).equals(other), misdeed);
    }
  });

  it("does not join pieces that do not fit", async () => {
    server.misdeeds.push({ kind: "drop", after: 90_000 }, { kind: "elsewhere" });
    await downloadFile(options(), never);
    await assertWhole();
  });

  it("is not fooled by a wrong length, too long or too short", async () => {
    for (const by of [5000, -5000]) {
      await rm(join(dir, "m.gguf"), { force: true });
      server.misdeeds.push({ kind: "lie", by });
      await downloadFile(options({ bytes: content.length, sha256 }), never).catch(() =>
        downloadFile(options({ bytes: content.length, sha256 }), never),
      );
      await assertWhole();
    }
  });

  it("refuses a file of another size before loading it", async () => {
    await assert.rejects(
      downloadFile(options({ bytes: 5 }), never),
      /600000 bytes, 5 were expected/,
    );
    assert.deepEqual(await readdir(dir), []);
  });

  it("deletes a file with a wrong checksum", async () => {
    server.misdeeds.push({ kind: "corrupt" });
    await assert.rejects(downloadFile(options(), never), /checksum is wrong/);
    assert.deepEqual(await readdir(dir), []);
    await assert.rejects(downloadFile(options({ sha256: "0".repeat(64) }), never), /checksum/);
  });

  it("tries the next mirror when one has no such file or cannot be reached", async () => {
    server.misdeeds.push({ kind: "status", status: 404 });
    await downloadFile(
      options({
        urls: [`${server.url}/a`, "http://127.0.0.1:1/b", `${server.url}/c`],
        patience: 1,
      }),
      never,
    );
    await assertWhole();
  });

  it("says why when every mirror refuses, at once", async () => {
    for (let i = 0; i < 3; i++) server.misdeeds.push({ kind: "status", status: 403 });
    await assert.rejects(downloadFile(options(), never), /answered 403/);
    assert.equal(server.ranges.length, 1);
  });

  it("keeps what is here when a server does not have the file any more, or offers another size", async () => {
    server.misdeeds.push({ kind: "drop", after: 90_000 }, { kind: "status", status: 404 });
    await assert.rejects(downloadFile(options(), never), /answered 404/);
    const { size } = await stat(join(dir, "m.gguf.part"));
    assert.ok(size > 0);
    await assert.rejects(downloadFile(options({ bytes: 5 }), never), /5 were expected/);
    assert.equal((await stat(join(dir, "m.gguf.part"))).size, size);
    await downloadFile(options(), never);
    assert.equal(server.ranges.at(-1), `bytes=${size}-`);
    await assertWhole();
  });

  it("takes a part that is whole already without another request", async () => {
    await writeFile(join(dir, "m.gguf.part"), content);
    await writeFile(join(dir, "m.gguf.part.json"), JSON.stringify({ total: content.length }));
    await downloadFile(options(), never);
    assert.equal(server.ranges.length, 0);
    await assertWhole();
  });

  it("stops while a server stalls", async () => {
    server.misdeeds.push({ kind: "stall", after: 10 });
    const abort = new AbortController();
    const work = downloadFile(options({ stallMs: 60_000 }), abort.signal);
    setTimeout(() => abort.abort(), 80);
    await assert.rejects(work, { name: "AbortError" });
  });
});
