import { strict as assert } from "node:assert";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whyNoGpu } from "../../../../../src/model/llama/backends/whyNoGpu";
import type { EngineDevice } from "../../../../../src/protocol/schemas/modelHost";

const device = (type: EngineDevice["type"]): EngineDevice => ({
  name: type,
  description: type,
  type,
  freeBytes: 1,
  totalBytes: 1,
});

describe("why a variant found no graphics card", () => {
  let libraries: string;
  beforeEach(async () => {
    libraries = await mkdtemp(join(tmpdir(), "mockloop-gpu-"));
  });
  afterEach(() => rm(libraries, { recursive: true }));

  const why = (variant: string, ...types: EngineDevice["type"][]) =>
    whyNoGpu(
      { variant, libraries, addon: join(libraries, "bridge.node"), llamaRelease: "v0.5.0" },
      types.map(device),
    );

  it("has nothing to say when there is one, or when none is needed", () => {
    assert.equal(why("linux-x64-vulkan", "cpu", "gpu"), undefined);
    assert.equal(why("linux-x64-cuda", "igpu"), undefined);
    assert.equal(why("linux-x64", "cpu"), undefined);
  });

  it("tells what the system's loader tells", async () => {
    await writeFile(join(libraries, "libggml-cpu-zen4.so"), "");
    await writeFile(join(libraries, "libggml-vulkan.so"), "no library");
    assert.match(why("linux-x64-vulkan", "cpu") ?? "", /^cannot run here: .*libggml-vulkan\.so/);
    assert.equal(why("linux-x64-cuda", "cpu"), "found no graphics card");
  });
});
