import { strict as assert } from "node:assert";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBridges, gpuOfVariant, platformName } from "../../../../src/model/llama/findBridges";
import { loadBridge } from "../../../../src/model/llama/loadBridge";

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
      message: /build:native.*needs llama\.cpp v0\.5\.0, libllama\.v0\.6\.0\.so is installed/,
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
    assert.throws(() => loadBridge([]), { code: "BRIDGE_MISSING", message: /build:native/ });
  });
});
