import { platformName } from "../../../../../src/base/text/platformName";
import { strict as assert } from "node:assert";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lockFolder } from "../../../../../src/files/lockFolder";
import { findBridges, gpuOfVariant } from "../../../../../src/model/llama/bridge/findBridges";
import { prepareBridges } from "../../../../../src/model/llama/backends/updateBridge";
import { loadBridge } from "../../../../../src/model/llama/bridge/loadBridge";

describe("bridges", () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "mockloop-bridges-"));
  });
  afterEach(() => rm(dir, { recursive: true }));

  async function put(path: string, content = ""): Promise<void> {
    await mkdir(join(dir, path, ".."), { recursive: true });
    await writeFile(join(dir, path), content);
  }
  const manifest = JSON.stringify({ llamaRelease: "v0.5.0" });

  /** As in a checkout: the libraries are in node_modules. */
  async function build(variant: string): Promise<void> {
    await put(`bins/${variant}/bridge.json`, manifest);
    await put(`bins/${variant}/bridge.node`);
  }

  it("finds what is built for the platform, the fastest first", async () => {
    for (const variant of ["linux-x64", "linux-x64-vulkan", "linux-x64-cuda", "win-x64"])
      await build(variant);
    await mkdir(join(dir, "node_modules/@node-llama-cpp/linux-x64-cuda/bins/linux-x64-cuda"), {
      recursive: true,
    });
    const names = async (choice: "auto" | "cpu" | "metal") =>
      (await findBridges([dir], choice, "linux-x64")).map((bridge) => bridge.variant);
    assert.deepEqual(await names("auto"), ["linux-x64-cuda", "linux-x64-vulkan", "linux-x64"]);
    assert.deepEqual(await names("cpu"), ["linux-x64"]);
    assert.deepEqual(await names("metal"), []);
  });

  it("does not take one platform for the beginning of another's name", async () => {
    await build("linux-x64");
    assert.deepEqual(await findBridges([dir], "auto", "linux-x6"), []);
  });

  it("knows where the libraries are, in a checkout and in a package", async () => {
    await build("linux-x64");
    const packaged = join(dir, "packaged");
    await put("packaged/linux-x64-vulkan/bridge.json", manifest);
    await put("packaged/linux-x64-vulkan/libllama.vulkan.v0.5.0.so");
    const found = await findBridges([dir, packaged], "auto", "linux-x64");
    assert.deepEqual(
      found.map((bridge) => bridge.libraries),
      [
        join(packaged, "linux-x64-vulkan"),
        join(dir, "node_modules/@node-llama-cpp/linux-x64/bins/linux-x64"),
      ],
    );
  });

  it("leaves a bridge out whose libraries are an optional download", async () => {
    await build("linux-x64-cuda");
    assert.deepEqual(await findBridges([dir], "auto", "linux-x64"), []);
  });

  it("takes a downloaded one, with the bridge of this Mockloop", async () => {
    await build("linux-x64-cuda");
    await put("bins/linux-x64-cuda/bridge.node", "new");
    const backends = join(dir, "backends");
    const earlier = JSON.stringify({ llamaRelease: "v0.5.0", sources: "earlier" });
    await put("backends/linux-x64-cuda/bridge.json", earlier);
    await put("backends/linux-x64-cuda/bridge.node", "old");
    await put("backends/linux-x64-cuda/libllama.cuda.v0.5.0.so");
    const folder = join(backends, "linux-x64-cuda");
    await findBridges([dir, backends], "auto", "linux-x64");
    assert.equal(
      await readFile(join(folder, "bridge.node"), "utf8"),
      "old",
      "to find writes nothing",
    );
    for (let time = 0; time < 2; time++) {
      const [bridge, ...rest] = await prepareBridges(
        await findBridges([dir, backends], "auto", "linux-x64"),
      );
      assert.deepEqual(rest, []);
      assert.deepEqual([bridge?.libraries, bridge?.addon], [folder, join(folder, "bridge.node")]);
      assert.equal(await readFile(join(folder, "bridge.node"), "utf8"), "new");
      assert.equal(await readFile(join(folder, "bridge.json"), "utf8"), manifest);
    }
    assert.deepEqual((await readdir(folder)).sort(), [
      "bridge.json",
      "bridge.node",
      "libllama.cuda.v0.5.0.so",
    ]);
  });

  it("waits for another process that is at work on a downloaded one", async () => {
    await build("linux-x64-cuda");
    await put("bins/linux-x64-cuda/bridge.node", "new");
    const addon = "backends/linux-x64-cuda/bridge.node";
    const earlier = JSON.stringify({ llamaRelease: "v0.5.0", sources: "earlier" });
    await put("backends/linux-x64-cuda/bridge.json", earlier);
    await put(addon, "old");
    await put("backends/linux-x64-cuda/libllama.cuda.v0.5.0.so");
    const unlock = await lockFolder(join(dir, "backends/linux-x64-cuda.lock"));
    const found = await findBridges([dir, join(dir, "backends")], "auto", "linux-x64");
    const preparing = prepareBridges(found);
    await sleep(200);
    assert.equal(await readFile(join(dir, addon), "utf8"), "old");
    await put(addon, "theirs");
    await put("backends/linux-x64-cuda/bridge.json", manifest);
    await unlock();
    assert.equal((await preparing)[0]?.addon, join(dir, addon));
    assert.equal(await readFile(join(dir, addon), "utf8"), "theirs");
  });

  it("leaves out a downloaded one that cannot be brought up to date", async () => {
    await build("linux-x64-cuda");
    const old = JSON.stringify({ llamaRelease: "v0.5.0", sources: "earlier" });
    await put("backends/linux-x64-cuda/bridge.json", old);
    await put("backends/linux-x64-cuda/bridge.node/in the way");
    await put("backends/linux-x64-cuda/libllama.cuda.v0.5.0.so");
    const found = await findBridges([dir, join(dir, "backends")], "auto", "linux-x64");
    assert.equal(found.length, 1);
    assert.deepEqual(await prepareBridges(found), []);
  });

  it("says when downloaded libraries are for another llama.cpp, and leaves them alone", async () => {
    await build("linux-x64-cuda");
    await put("backends/linux-x64-cuda/bridge.json", JSON.stringify({ llamaRelease: "v0.4.0" }));
    await put("backends/linux-x64-cuda/bridge.node", "old");
    await put("backends/linux-x64-cuda/libllama.cuda.v0.4.0.so");
    const found = await findBridges([dir, join(dir, "backends")], "auto", "linux-x64");
    const candidates = await prepareBridges(found);
    assert.throws(() => loadBridge(candidates), {
      message: /needs llama\.cpp v0\.5\.0, libllama\.cuda\.v0\.4\.0\.so is installed/,
    });
    const addon = join(dir, "backends/linux-x64-cuda/bridge.node");
    assert.equal(await readFile(addon, "utf8"), "old");
  });

  it("passes over half-built ones, and folders that do not exist", async () => {
    await put("bins/linux-x64/bridge.node");
    await put("bins/linux-x64-vulkan/bridge.json", "{");
    assert.deepEqual(await findBridges([join(dir, "none"), dir], "auto", "linux-x64"), []);
  });

  it("names platforms as node-llama-cpp does", () => {
    assert.deepEqual(
      [platformName("darwin", "arm64"), platformName("win32", "x64"), platformName("linux", "arm")],
      ["mac-arm64", "win-x64", "linux-armv7l"],
    );
    assert.deepEqual(["mac-arm64-metal", "linux-x64"].map(gpuOfVariant), ["metal", "cpu"]);
  });

  it("refuses a bridge for another llama.cpp, and tells what to do", async () => {
    await build("linux-x64");
    await put("node_modules/@node-llama-cpp/linux-x64/bins/linux-x64/libllama.v0.6.0.so");
    const candidates = await findBridges([dir], "auto", "linux-x64");
    assert.throws(() => loadBridge(candidates), {
      code: "RELEASE_MISMATCH",
      message:
        /built for another llama\.cpp.*needs llama\.cpp v0\.5\.0, libllama\.v0\.6\.0\.so is installed/,
    });
  });

  it("tells everything it tried when nothing loads", async () => {
    await build("linux-x64");
    await build("linux-x64-vulkan");
    const libraries = "node_modules/@node-llama-cpp/linux-x64/bins/linux-x64";
    await put(`${libraries}/libllama.v0.5.0.so`);
    const candidates = await findBridges([dir], "auto", "linux-x64");
    assert.throws(() => loadBridge(candidates), {
      code: "BRIDGE_MISSING",
      message: /linux-x64-vulkan: llama\.cpp's libraries are not in.*; linux-x64: /,
    });
    assert.throws(() => loadBridge([]), { code: "BRIDGE_MISSING", message: /no vision bridge/ });
  });
});
