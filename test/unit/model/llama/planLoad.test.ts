import { strict as assert } from "node:assert";
import { formatBytes } from "../../../../src/base/formatBytes";
import { estimateMemory } from "../../../../src/model/llama/estimateMemory";
import { planLoad, type PlanInput } from "../../../../src/model/llama/planLoad";
import type { EngineDevice } from "../../../../src/protocol/modelHostProtocol";

/** GLM-4.6V-Flash Q4_K_M and its mmproj Q8_0. */
const text = {
  fileBytes: 6_166_577_888,
  blockCount: 40,
  embeddingLength: 4096,
  vocabularySize: 151_552,
  kvBytesPerToken: 40 * 2 * (128 + 128) * 2,
};
const vision = { fileBytes: 980_055_680 };
const gpu = (freeGib: number, type: EngineDevice["type"] = "gpu"): EngineDevice => ({
  name: "Vulkan0",
  description: "Some GPU",
  type,
  freeBytes: freeGib * 2 ** 30,
  totalBytes: freeGib * 2 ** 30,
});
const plan = (devices: EngineDevice[], settings: Partial<PlanInput["settings"]> = {}) =>
  planLoad({
    text,
    vision,
    variant: "linux-x64-vulkan",
    devices,
    freeMemoryBytes: 16e9,
    settings: { contextSize: 32768, ...settings },
  });

describe("estimateMemory", () => {
  it("agrees with the published 8.9 GiB of the real pair at 32k tokens", () => {
    assert.equal(text.kvBytesPerToken, 40 * 1024);
    const memory = estimateMemory(text, vision.fileBytes, { contextSize: 32768 });
    assert.equal(memory.contextBytes, 1.25 * 2 ** 30);
    assert.ok(
      Math.abs(memory.totalBytes / 2 ** 30 - 8.9) < 0.15,
      String(memory.totalBytes / 2 ** 30),
    );
  });

  it("halves the context, nearly, with q8_0, and needs nothing for vision that is off", () => {
    const full = estimateMemory(text, undefined, { contextSize: 1000 });
    const half = estimateMemory(text, undefined, { contextSize: 1000, kvType: "q8_0" });
    assert.equal(half.contextBytes / full.contextBytes, 34 / 64);
    assert.equal(full.visionBytes, 0);
  });
});

describe("planLoad", () => {
  it("puts everything on a GPU that holds it", () => {
    const { sentence, ...rest } = plan([gpu(12)]);
    assert.deepEqual(rest, { gpuLayers: -1, mmprojGpu: true, kvType: "f16" });
    assert.match(
      sentence,
      /^The model runs on Some GPU \(vulkan\): 9\.\d GB needed, 12\.9 GB free\.$/,
    );
  });

  it("moves the vision encoder to the CPU first, then shrinks the context", () => {
    assert.deepEqual(
      [plan([gpu(9)]), plan([gpu(7.6)])].map(({ mmprojGpu, kvType }) => [mmprojGpu, kvType]),
      [
        [false, "f16"],
        [false, "q8_0"],
      ],
    );
    assert.match(
      plan([gpu(7.6)]).sentence,
      /vision encoder on the CPU; the context stored as q8_0/,
    );
  });

  it("splits the layers when not all fit, and says that it will be slow", () => {
    const part = plan([gpu(4)]);
    assert.ok(part.gpuLayers > 10 && part.gpuLayers < 30, String(part.gpuLayers));
    assert.match(part.sentence, new RegExp(`^${part.gpuLayers} of 40 layers.*slow`));
  });

  it("falls back to the CPU without a GPU or with a tiny one, and warns when memory is short", () => {
    for (const devices of [[], [gpu(0.4)], [gpu(64, "cpu")]])
      assert.equal(plan(devices).gpuLayers, 0);
    const short = planLoad({
      text,
      vision,
      variant: "linux-x64",
      devices: [],
      freeMemoryBytes: 6e9,
      settings: { contextSize: 32768 },
    });
    assert.match(short.sentence, /Only 6\.0 GB are free: close other programs/);
    assert.doesNotMatch(plan([]).sentence, /Only/);
  });

  it("takes the GPU with the most free memory, integrated ones too", () => {
    assert.match(plan([gpu(2), { ...gpu(16, "igpu"), description: "Big" }]).sentence, /Big/);
  });

  it("does not touch what the user set", () => {
    const set = plan([gpu(64)], { gpuLayers: 7, mmprojGpu: false, kvType: "f32" });
    assert.deepEqual([set.gpuLayers, set.mmprojGpu, set.kvType], [7, false, "f32"]);
    assert.equal(plan([gpu(64)], { gpuLayers: 0 }).gpuLayers, 0);
    const tight = plan([gpu(4)], { mmprojGpu: true });
    assert.equal(tight.mmprojGpu, true);
    assert.ok(tight.gpuLayers > 0 && tight.gpuLayers < plan([gpu(4)]).gpuLayers, tight.sentence);
    assert.match(tight.sentence, /layers and the vision encoder run on .*, the rest on the CPU/);
    assert.equal(plan([gpu(1.7)], { mmprojGpu: true }).mmprojGpu, true);
    assert.equal(plan([gpu(8)], { kvType: "f16", mmprojGpu: true }).kvType, "f16");
  });
});

describe("formatBytes", () => {
  it("counts like a shop", () => {
    assert.deepEqual([6_166_577_888, 980_055_680, 1234, 0].map(formatBytes), [
      "6.2 GB",
      "980 MB",
      "1.2 kB",
      "0 B",
    ]);
  });
});
