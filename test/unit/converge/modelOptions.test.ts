import assert from "node:assert/strict";
import { createModelOptions } from "../../../src/converge/workOnPage";

const info = (contextTokens: number) => ({ contextTokens, vision: true });

describe("createModelOptions", () => {
  it("leaves two thirds of a small context to read", () => {
    assert.equal(createModelOptions(info(8192)).maxOutputTokens, 2730);
    assert.equal(createModelOptions(info(32_768)).maxOutputTokens, 10_922);
  });

  it("lets a model think when the user wants it to", () => {
    const thinking = (when?: "always" | "first" | "never") => {
      const { thinkingFirst, thinkingLater } = createModelOptions(info(8192), when);
      return [thinkingFirst, thinkingLater];
    };
    assert.deepEqual(thinking("always"), [true, true]);
    assert.deepEqual(thinking("first"), [true, false]);
    assert.deepEqual(thinking(), [true, false]);
    assert.deepEqual(thinking("never"), [false, false]);
  });

  it("changes nothing where there is room", () => {
    assert.equal(createModelOptions(info(1_000_000)).maxOutputTokens, 16_384);
  });
});
