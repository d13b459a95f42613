import { strict as assert } from "node:assert";
import { formatBytes } from "../../../../../src/base/text/formatBytes";
import { estimateMemory } from "../../../../../src/model/llama/load/estimateMemory";
import { planLoad, type PlanInput } from "../../../../../src/model/llama/load/planLoad";
import type { EngineDevice } from "../../../../../src/protocol/schemas/modelHost";

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

  it("adds what a CPU rearranges of quantised weights, within a tenth of what was measured", () => {
    const onCpu = { contextSize: 32_768, onCpu: true };
    const { totalBytes } = estimateMemory(text, vision.fileBytes, onCpu);
    for (const measured of [12.6e9, 14.35e9])
      assert.ok(Math.abs(totalBytes / measured - 1) < 0.1, String(totalBytes));
    const plain = { ...text, quantized: false };
    assert.equal(
      estimateMemory(plain, undefined, onCpu).totalBytes,
      estimateMemory(plain, undefined, { contextSize: 32_768 }).totalBytes,
    );
  });
});

describe("planLoad", () => {
  it("puts everything on a GPU that holds it", () => {
    const { sentence, neededBytes, ...rest } = plan([gpu(12)]);
    assert.deepEqual(rest, { gpuLayers: -1, mmprojGpu: true, kvType: "f16" });
    assert.equal(formatBytes(neededBytes), "9.5 GB");
    assert.match(
      sentence,
      /^The model runs on Some GPU \(vulkan\): 9\.5 GB needed, 12\.9 GB free\. The first time/,
    );
  });

  it("tells of programs that are compiled where that is done", () => {
    const onCuda = { text, vision, variant: "linux-x64-cuda", devices: [gpu(12)] };
    const settings = { contextSize: 32_768 };
    assert.match(
      planLoad({ ...onCuda, freeMemoryBytes: 16e9, settings }).sentence,
      /12\.9 GB free\.$/,
    );
    for (const devices of [[gpu(12)], [gpu(4)]])
      assert.match(plan(devices).sentence, /compiled\.$/);
    assert.match(plan([gpu(12)], { gpuLayers: 40 }).sentence, /compiled\.$/);
    assert.doesNotMatch(plan([]).sentence, /compiled/);
  });

  /** With a pair of this shape at 32k tokens, after pictures of 1664 tokens and 7100 tokens of context; docs/local-model.md. */
  for (const [what, free, taken] of [
    ["all on the card", 139.8, 9.09e9],
    ["the context as q8_0, the encoder on the CPU", 7.4, 6.95e9],
  ] as const)
    it(`expects no less than a card was seen to give, and not a tenth more: ${what}`, () => {
      const { neededBytes } = plan([gpu(free)]);
      assert.ok(neededBytes >= taken && neededBytes < 1.1 * taken, String(neededBytes));
    });

  it("expects of a card what its share of the layers takes", () => {
    const needed = (gpuLayers: number): number => plan([gpu(64)], { gpuLayers }).neededBytes;
    assert.equal(needed(-1), needed(40));
    assert.equal(needed(40), plan([gpu(64)]).neededBytes);
    assert.ok(needed(20) < 0.7 * needed(40) && needed(20) > 0.5 * needed(40));
    const part = plan([gpu(4)]);
    assert.ok(part.neededBytes < 4 * 2 ** 30, String(part.neededBytes));
  });

  it("shrinks the context first, keeps the vision encoder on the card as long as it can, then does both", () => {
    assert.deepEqual(
      [plan([gpu(9)]), plan([gpu(8.6)]), plan([gpu(7.6)])].map(({ mmprojGpu, kvType }) => [
        mmprojGpu,
        kvType,
      ]),
      [
        [true, "q8_0"],
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

  it("falls back to the CPU without a GPU or with a tiny one", () => {
    for (const devices of [[], [gpu(0.4)], [gpu(64, "cpu")]])
      assert.equal(plan(devices).gpuLayers, 0);
    assert.match(
      plan([]).sentence,
      /about 13\.4 GB of memory needed, 16\.0 GB free\. A draft will take minutes\.$/,
    );
  });

  for (const [freeMemoryBytes, advice] of [
    [12.9e9, /13\.4 GB are needed, 12\.9 GB are free: a context of 16384 tokens would fit$/],
    [11.3e9, /: a context of 16384 tokens with vision off would fit$/],
    [6e9, /: take a smaller quantisation or a smaller model$/],
  ] as const)
    it(`refuses beforehand to load into ${formatBytes(freeMemoryBytes)}, and says what would fit`, () => {
      const input = { text, vision, variant: "linux-x64", devices: [], freeMemoryBytes };
      assert.throws(() => planLoad({ ...input, settings: { contextSize: 32_768 } }), {
        code: "OUT_OF_MEMORY",
        message: advice,
      });
    });

  for (const [what, freeGib, freeMemoryBytes, settings, advice] of [
    [
      "the encoder",
      7.6,
      1e9,
      {},
      /1\.6 GB of main memory .* 1\.0 GB are free: a context of 32768 tokens with vision off would fit$/,
    ],
    [
      "half of the layers",
      4,
      4e9,
      {},
      /of main memory .* 4\.0 GB are free: a context of 32768 tokens with vision off would fit$/,
    ],
    [
      "most layers",
      1.7,
      2e9,
      {},
      /of main memory .*: take a smaller quantisation or a smaller model$/,
    ],
    [
      "what the user left to it",
      64,
      2e9,
      { gpuLayers: 7 },
      /of main memory .*: put more layers on the graphics card$/,
    ],
  ] as const)
    it(`refuses beforehand where a card leaves more than there is to main memory: ${what}`, () => {
      const input = { text, vision, variant: "linux-x64-vulkan", devices: [gpu(freeGib)] };
      const set = { contextSize: 32_768, ...settings };
      assert.throws(() => planLoad({ ...input, freeMemoryBytes, settings: set }), {
        code: "OUT_OF_MEMORY",
        message: advice,
      });
      assert.ok(planLoad({ ...input, freeMemoryBytes: 16e9, settings: set }).gpuLayers !== 0);
    });

  it("needs no main memory for what is all on a card", () => {
    const input = { text, vision, variant: "linux-x64-vulkan", devices: [gpu(64)] };
    const small = planLoad({ ...input, freeMemoryBytes: 0.5e9, settings: { contextSize: 32_768 } });
    assert.equal(small.gpuLayers, -1);
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
