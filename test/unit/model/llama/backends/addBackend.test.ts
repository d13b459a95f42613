import { strict as assert } from "node:assert";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { addBackend } from "../../../../../src/model/llama/backends/addBackend";
import type { AddBackendOptions } from "../../../../../src/model/llama/backends/addBackend";
import type { Backend } from "../../../../../src/model/llama/backends/backendCatalog";
import { backendsFor } from "../../../../../src/model/llama/backends/backendCatalog";
import {
  backendState,
  loadedBytes,
  removeBackend,
} from "../../../../../src/model/llama/backends/backendStore";
import { lockFolder } from "../../../../../src/files/lockFolder";
import { findBridges } from "../../../../../src/model/llama/bridge/findBridges";
import { useTempFolder } from "../../../../fakes/tempFolder";
import { integrityOf, makeTgz, type Entry } from "./makeTgz";
import { platformName } from "../../../../../src/base/text/platformName";
import { startFileServer, type FileServer } from "../download/fileServer";

const inside = "package/bins/linux-x64-cuda";
/** Large enough that a part of it is a part of the archive. */
const library = randomBytes(200_000);

const goodEntries: readonly Entry[] = [
  { name: "package/package.json" },
  { name: `${inside}/llama-addon.node` },
  { name: `${inside}/libllama.cuda.v0.5.0.so` },
  { name: `${inside}/libllama-common.so` },
  { name: `${inside}/libggml-cuda.so`, content: library },
  { name: `${inside}/fallback/libggml-cuda.so`, content: library },
  { name: `${inside}/libevil.so`, type: "symlink" },
];

describe("optional libraries", () => {
  const temp = useTempFolder();
  let server: FileServer;
  let archive: Buffer;
  let dir: string;
  let native: string;
  beforeEach(async () => {
    archive = await makeTgz(goodEntries);
    server = await startFileServer(archive, false);
    dir = join(temp(), "backends");
    native = join(temp(), "native");
    await mkdir(join(native, "bins/linux-x64-cuda"), { recursive: true });
    await writeFile(join(native, "bins/linux-x64-cuda/bridge.node"), "bridge");
    await writeFile(
      join(native, "bins/linux-x64-cuda/bridge.json"),
      JSON.stringify({ llamaRelease: "v0.5.0" }),
    );
  });
  afterEach(() => server.close());

  const backend = (names = ["@x/linux-x64-cuda"]): Backend => ({
    id: "cuda",
    variant: "linux-x64-cuda",
    title: "CUDA",
    libraries: "CUDA's libraries",
    needs: "a driver",
    packages: names.map((name) => ({
      name,
      version: "1.0.0",
      integrity: integrityOf(archive),
      bytes: archive.length,
      unpackedBytes: 400_000,
    })),
  });
  const add = (options: Partial<AddBackendOptions> = {}, signal = new AbortController().signal) =>
    addBackend(
      {
        backend: backend(),
        dir,
        nativeDirs: [native, dir],
        registries: [server.url],
        stallMs: 150,
        patience: 2,
        backoffMs: 5,
        ...options,
      },
      signal,
    );
  const found = () => findBridges([native, dir], "auto", "linux-x64");
  const leftovers = async () => (await readdir(dir)).sort();

  it("brings the libraries and our bridge, and nothing else", async () => {
    const two = backend(["@x/linux-x64-cuda", "@x/linux-x64-cuda-ext"]);
    assert.deepEqual(await found(), []);
    const folder = await add({ backend: two });
    assert.deepEqual((await readdir(folder, { recursive: true })).sort(), [
      "bridge.json",
      "bridge.node",
      "fallback",
      "fallback/libggml-cuda.so",
      "libggml-cuda.so",
      "libllama.cuda.v0.5.0.so",
      "libraries.json",
    ]);
    assert.deepEqual(await readFile(join(folder, "libggml-cuda.so")), library);
    assert.deepEqual(await leftovers(), ["linux-x64-cuda"]);
    assert.equal(await backendState(dir, two), "installed");
    assert.deepEqual(
      (await found()).map(({ libraries, addon }) => [libraries, addon]),
      [[folder, join(folder, "bridge.node")]],
    );
  });

  it("fetches nothing a second time, and removes everything", async () => {
    await add();
    await add();
    assert.equal(server.ranges.length, 1);
    await removeBackend(dir, backend());
    assert.deepEqual(await leftovers(), []);
    assert.equal(await backendState(dir, backend()), "absent");
    assert.deepEqual(await found(), []);
  });

  it("goes on after a stall and a broken connection", async () => {
    const after = Math.floor(archive.length / 3);
    server.misdeeds.push({ kind: "stall", after }, { kind: "drop", after });
    await add();
    assert.equal(server.ranges[0], undefined);
    assert.equal(server.ranges[1], `bytes=${after}-`);
  });

  it("keeps what was loaded when it is aborted, and goes on from there", async () => {
    server.misdeeds.push({ kind: "stall", after: 50_000 });
    const abort = new AbortController();
    const adding = add({ stallMs: 10_000, onProgress: () => abort.abort() }, abort.signal);
    await assert.rejects(adding, { name: "AbortError" });
    assert.equal(await backendState(dir, backend()), "partial");
    assert.deepEqual(await found(), []);
    assert.deepEqual(await leftovers(), ["linux-x64-cuda.download"], "the lock is gone");
    await add();
    assert.match(server.ranges.at(-1) ?? "", /^bytes=\d{4,}-$/);
  });

  it("refuses another file of the same size, deletes it, and takes the right one then", async () => {
    server.misdeeds.push({ kind: "corrupt" });
    await assert.rejects(add(), { code: "MODEL_UNAVAILABLE", message: /checksum is wrong/ });
    assert.equal(await backendState(dir, backend()), "absent");
    assert.deepEqual(await found(), []);
    await add();
    assert.equal(await backendState(dir, backend()), "installed");
  });

  it("says what to do when a registry refuses, and takes the next one", async () => {
    server.misdeeds.push({ kind: "status", status: 404 });
    await assert.rejects(add(), {
      ...{ code: "MODEL_UNAVAILABLE", message: /CUDA.*404/s },
      remedy: { kind: "other-registry", id: "cuda" },
    });
    server.misdeeds.push({ kind: "status", status: 404 });
    await add({ registries: [`${server.url}/first/`, `${server.url}/second`] });
  });

  it("does not fetch what does not fit on the disk", async () => {
    const freeBytes = (): Promise<number> => Promise.resolve(1e6);
    await assert.rejects(add({ freeBytes }), { code: "DISK_FULL", message: /MOCKLOOP_BACKENDS/ });
    assert.equal(server.ranges.length, 0);
  });

  it("keeps the libraries of before while new ones are broken", async () => {
    const folder = await add();
    const good = backend();
    archive = await makeTgz([{ name: `${inside}/fallback/../../../libevil.so` }]);
    server.serve(archive);
    await assert.rejects(add({ backend: backend() }), { message: /leads out of the folder/ });
    assert.ok(!existsSync(join(temp(), "libevil.so")));
    assert.equal(await backendState(dir, good), "installed");
    assert.ok((await stat(join(folder, "bridge.json"))).isFile());
    archive = Buffer.from("no archive");
    server.serve(archive);
    await removeBackend(dir, good);
    await assert.rejects(add({ backend: backend() }), { code: "MODEL_UNAVAILABLE" });
    assert.deepEqual(await leftovers(), ["linux-x64-cuda.download"]);
  });

  it("counts an archive that is there already as downloaded", async () => {
    const two = backend(["@x/linux-x64-cuda", "@x/linux-x64-cuda-ext"]);
    server.misdeeds.push({ kind: "whole" }, { kind: "status", status: 404 });
    await assert.rejects(add({ backend: two }), { code: "MODEL_UNAVAILABLE" });
    assert.equal(await loadedBytes(dir, two), archive.length);
    const told: [string, number][] = [];
    await add({ backend: two, onProgress: (file, done) => told.push([file, done]) });
    assert.deepEqual(told[0], ["linux-x64-cuda-1.0.0.tgz", archive.length]);
    assert.deepEqual(told.at(-1), ["linux-x64-cuda-ext-1.0.0.tgz", archive.length]);
    assert.equal(await loadedBytes(dir, two), 0);
  });

  it("needs the bridge that belongs to it, and one process at a time", async () => {
    await assert.rejects(add({ nativeDirs: [dir] }), {
      message: /carries no bridge/,
      remedy: { kind: "get-bridge", state: "missing", canBuild: false, platform: platformName() },
    });
    await assert.rejects(add({ registries: ["npm.example"] }), { code: "BAD_OPTION" });
    await mkdir(dir, { recursive: true });
    const unlock = await lockFolder(join(dir, "linux-x64-cuda.lock"));
    await assert.rejects(add(), { message: new RegExp(`by process ${process.pid}`) });
    await assert.rejects(removeBackend(dir, backend()), { code: "BUSY" });
    await unlock();
    await add();
  });

  it("is catalogued for the node-llama-cpp the bridge is built from", () => {
    const root = resolve(import.meta.dirname, "../../../../..");
    const manifest = JSON.parse(readFileSync(join(root, "native/package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const packages = backendsFor("linux-x64").flatMap((one) => one.packages);
    assert.ok(packages.length > 0);
    for (const { version } of packages)
      assert.equal(version, manifest.dependencies["node-llama-cpp"]);
    assert.deepEqual(backendsFor("mac-arm64"), []);
  });
});
