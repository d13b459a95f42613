import { strict as assert } from "node:assert";
import { findPictureRule } from "../../../../../src/model/llama/pictures/pictureRule";
import type { GgufFacts } from "../../../../../src/model/llama/load/readGguf";
import type { PictureRule } from "../../../../../src/protocol/schemas/modelHost";

const vision = (changes: Partial<GgufFacts>): GgufFacts =>
  ({ architecture: "clip", ...changes }) as GgufFacts;

/** Projector, what its file states, and the rule. */
const listed: readonly [string, Partial<GgufFacts>, PictureRule][] = [
  [
    "glm4v",
    { patchSize: 14, mergeSize: 2 },
    { family: "glm", factor: 28, minTokens: 8, maxTokens: 4096 },
  ],
  [
    "qwen2vl_merger",
    { patchSize: 14 },
    { family: "qwen", factor: 28, minTokens: 8, maxTokens: 4096 },
  ],
  [
    "qwen2.5vl_merger",
    { patchSize: 14, mergeSize: 2 },
    { family: "qwen", factor: 28, minTokens: 8, maxTokens: 4096 },
  ],
  [
    "qwen3vl_merger",
    { patchSize: 16, mergeSize: 2 },
    { family: "qwen", factor: 32, minTokens: 8, maxTokens: 4096 },
  ],
  ["gemma4v", { patchSize: 16 }, { family: "gemma", factor: 48, minTokens: 1, maxTokens: 1120 }],
  [
    "gemma4uv",
    { patchSize: 16, mergeSize: 3 },
    { family: "gemma", factor: 48, minTokens: 1, maxTokens: 1120 },
  ],
];

describe("findPictureRule", () => {
  for (const [projector, facts, rule] of listed)
    it(`knows how ${projector} wants its pictures`, () => {
      assert.deepEqual(findPictureRule(vision({ projector, ...facts })), rule);
      const smaller = findPictureRule(vision({ projector, ...facts }), 500);
      assert.equal(smaller?.maxTokens, 500);
      const larger = findPictureRule(vision({ projector, ...facts }), 5000);
      assert.equal(larger?.maxTokens, rule.family === "gemma" ? 1120 : 5000);
    });

  it("leaves the pictures of other encoders to llama.cpp", () => {
    for (const projector of ["pixtral", "gemma3", "idefics3", undefined])
      assert.equal(findPictureRule(vision({ projector, patchSize: 14, mergeSize: 2 })), undefined);
  });
});
