import assert from "node:assert/strict";
import { createModelOptions, DEFAULT_MODEL_OPTIONS } from "../../../src/converge/workOnPage";

const info = (contextTokens: number) => ({ name: "M", contextTokens, vision: true });

describe("createModelOptions", () => {
  it("leaves two thirds of a small context to read", () => {
    assert.equal(createModelOptions(info(8192)).maxOutputTokens, 2730);
    assert.equal(createModelOptions(info(32_768)).maxOutputTokens, 10_922);
  });

  it("changes nothing where there is room", () => {
    assert.deepEqual(createModelOptions(info(1_000_000)), DEFAULT_MODEL_OPTIONS);
  });
});
