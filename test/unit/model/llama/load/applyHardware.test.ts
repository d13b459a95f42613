import { strict as assert } from "node:assert";
import { adjustModel, toLlamaOptions } from "../../../../../src/model/llama/load/applyHardware";
import { countImageTokens } from "../../../../../src/model/pictures/imageTokens";
import { fromPaths } from "../../../../../src/model/llama/models/localModel";

const local = fromPaths("/m/text.gguf", "/m/vision.gguf");

describe("applyHardware", () => {
  it("leaves to Mockloop what the user did not set", () => {
    const options = toLlamaOptions(local, {});
    assert.equal(options.gpu, "auto");
    assert.equal(options.idleMs, 600_000);
    for (const key of ["gpuLayers", "threads", "kvType", "mmprojGpu"])
      assert.ok(!(key in options), key);
    assert.deepEqual(adjustModel(local, {}), local);
  });

  it("takes every setting over", () => {
    const options = toLlamaOptions(local, {
      gpu: "vulkan",
      gpuLayers: 12,
      threads: 3,
      kvType: "q8_0",
      vision: "cpu",
      unloadAfterMs: 60_000,
    });
    const { gpu, gpuLayers, threads, kvType, mmprojGpu, idleMs } = options;
    assert.deepEqual(
      [gpu, gpuLayers, threads, kvType, mmprojGpu, idleMs],
      ["vulkan", 12, 3, "q8_0", false, 60_000],
    );
    assert.equal(toLlamaOptions(local, { vision: "gpu" }).mmprojGpu, true);
  });

  it("keeps the model loaded when it is never to be unloaded", () => {
    assert.ok(!("idleMs" in toLlamaOptions(local, { unloadAfterMs: 0 })));
  });

  it("leaves room in an answer for more than reasoning", () => {
    const model = adjustModel(local, { contextTokens: 9000 });
    assert.equal(toLlamaOptions(model, {}).reasoningBudget, 1000);
  });

  it("shows usual screens as they are", () => {
    const { imageMaxTokens } = toLlamaOptions(local, {});
    for (const size of [
      { width: 1280, height: 800 },
      { width: 1440, height: 900 },
    ])
      assert.equal(countImageTokens(size, imageMaxTokens), countImageTokens(size));
    const long = countImageTokens({ width: 1440, height: 3000 }, imageMaxTokens);
    assert.ok(long <= (imageMaxTokens ?? 0) && long > 0.95 * (imageMaxTokens ?? 0), String(long));
  });
});
