import assert from "node:assert/strict";
import { pictureRuleOf, samplingOf, sizeOf } from "../../../../src/model/openai/modelKinds";

describe("a model's name at a server", () => {
  it("says how much it can do on its own", () => {
    for (const name of [
      ...["gpt-5.2", "anthropic/claude-opus-4.5", "google/gemini-3-pro", "glm-4.6v", "z-ai/glm-5"],
      ...["Qwen/Qwen3-VL-235B-A22B-Instruct", "qwen3-vl-235b-a22b"],
    ])
      assert.equal(sizeOf(name), "large", name);
    for (const name of [
      ...["", "m", "zai-org/GLM-4.6V-Flash", "glm-4.6v-flash", "gpt-5-mini", "claude-haiku-4.5"],
      ...["unsloth/Qwen3.5-9B-GGUF", "gemma-4-12b-it", "Qwen3.8-27B", "/m/tiny-f16.gguf"],
    ])
      assert.equal(sizeOf(name), "small", name);
  });

  it("says how it is sampled and how it wants its pictures, where that is known", () => {
    assert.equal(samplingOf("zai-org/GLM-4.6V-Flash")?.topK, 2);
    assert.equal(samplingOf("glm-4.6"), undefined, "that one sees nothing");
    assert.equal(samplingOf("gpt-5.2"), undefined);
    assert.equal(pictureRuleOf("glm-4.6v-flash")?.factor, 28);
    assert.equal(pictureRuleOf("Qwen/Qwen3-VL-8B-Instruct")?.factor, 32);
    assert.equal(pictureRuleOf("gpt-5.2"), undefined);
  });
});
