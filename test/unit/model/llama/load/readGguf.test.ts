import { strict as assert } from "node:assert";
import { resolve, join } from "node:path";
import { checkPair } from "../../../../../src/model/llama/load/checkPair";
import { countImageTokens } from "../../../../../src/model/pictures/imageTokens";
import { readGguf, type GgufFacts } from "../../../../../src/model/llama/load/readGguf";

const fixtures = resolve(import.meta.dirname, "../../../../fixtures/models/tiny-glm46v");

describe("readGguf", () => {
  it("reads what matters of a text model and of a vision file", async () => {
    const { path, ...text } = await readGguf(join(fixtures, "tiny-glm46v-text-f16.gguf"));
    assert.ok(path.endsWith("text-f16.gguf"));
    assert.deepEqual(text, {
      fileBytes: 3_993_216,
      neededBytes: 3_993_216,
      architecture: "glm4",
      name: "tiny-glm46v (random weights, tests only)",
      blockCount: 2,
      contextLength: 131_072,
      embeddingLength: 256,
      feedForwardLength: 512,
      vocabularySize: 1536,
      kvBytesPerToken: 2 * 2 * (64 + 64) * 2,
      hasRopeSections: true,
      partCount: 1,
      partIndex: 0,
      quantized: false,
      patchSize: undefined,
      mergeSize: undefined,
      projector: undefined,
      projectionWidth: undefined,
    });
    const vision = await readGguf(join(fixtures, "tiny-glm46v-mmproj-f16.gguf"));
    assert.equal(vision.architecture, "clip");
    assert.equal(vision.projector, "glm4v");
    assert.deepEqual([vision.patchSize, vision.mergeSize, vision.projectionWidth], [14, 2, 256]);
    assert.equal(vision.neededBytes, vision.fileBytes);
    checkPair({ path, ...text }, vision);
  });

  it("refuses what is no GGUF", async () => {
    await assert.rejects(readGguf(join(fixtures, "README.md")), {
      code: "MODEL_LOAD",
      message: /no GGUF/,
    });
  });
});

describe("checkPair", () => {
  const facts = (change: Partial<GgufFacts>): GgufFacts => ({
    path: "m.gguf",
    fileBytes: 10,
    neededBytes: 10,
    architecture: "glm4",
    name: "",
    quantized: true,
    blockCount: 1,
    contextLength: 1,
    embeddingLength: 4096,
    feedForwardLength: 13_696,
    vocabularySize: 1,
    kvBytesPerToken: 1,
    hasRopeSections: true,
    partCount: 1,
    partIndex: 0,
    projector: undefined,
    patchSize: undefined,
    mergeSize: undefined,
    projectionWidth: undefined,
    ...change,
  });
  const vision = (change: Partial<GgufFacts> = {}): GgufFacts =>
    facts({
      path: "v.gguf",
      architecture: "clip",
      projector: "glm4v",
      projectionWidth: 4096,
      ...change,
    });

  it("accepts a pair, and a text model alone", () => {
    checkPair(facts({}), vision());
    checkPair(facts({ hasRopeSections: false }), undefined);
    for (const architecture of ["qwen3vl", "qwen35", "one-of-tomorrow"])
      checkPair(facts({ architecture }), vision({ projector: "qwen3vl_merger" }));
    checkPair(facts({ architecture: "gemma4" }), vision({ projector: "gemma4uv" }));
    checkPair(facts({}), vision({ projector: "one-of-tomorrow" }));
  });

  for (const [name, text, other, code] of [
    ["a vision file as text model", vision(), undefined, "MODEL_LOAD"],
    ["a cut text model", facts({ fileBytes: 9 }), undefined, "MODEL_LOAD"],
    ["a cut vision file", facts({}), vision({ fileBytes: 9 }), "MMPROJ_LOAD"],
    ["another width", facts({}), vision({ projectionWidth: 5120 }), "MMPROJ_LOAD"],
    ["another inner width", facts({}), vision({ feedForwardLength: 10_944 }), "MMPROJ_LOAD"],
    ["Qwen's of the same width", facts({}), vision({ projector: "qwen3vl_merger" }), "MMPROJ_LOAD"],
    [
      "GLM's for a Qwen of the same width",
      facts({ architecture: "qwen35" }),
      vision(),
      "MMPROJ_LOAD",
    ],
    [
      "Gemma's for a Qwen of the same width",
      facts({ architecture: "qwen3vl" }),
      vision({ projector: "gemma4uv" }),
      "MMPROJ_LOAD",
    ],
    ["no M-RoPE", facts({ hasRopeSections: false }), vision(), "MODEL_NO_MROPE"],
  ] as const)
    it(`refuses ${name}`, () => {
      assert.throws(() => checkPair(text, other), { code });
    });
});

describe("countImageTokens", () => {
  it("agrees with the published figures", () => {
    const tokens = ([width, height]: readonly [number, number]) =>
      countImageTokens({ width, height });
    assert.deepEqual(
      (
        [
          [1280, 800],
          [1440, 900],
          [390, 844],
        ] as const
      ).map(tokens),
      [1334, 1632, 420],
    );
    assert.equal(countImageTokens({ width: 4000, height: 4000 }, 1024), 1024);
  });
});
