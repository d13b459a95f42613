import assert from "node:assert/strict";
import { cutText } from "../../../../src/base/text/cutText";

describe("cutText", () => {
  it("leaves a text that is short enough", () => assert.equal(cutText("four", 4), "four"));

  it("shows that there was more", () => assert.equal(cutText("fourteen", 4), "four…"));

  it("cuts no character in halves", () => assert.equal(cutText("abc👩", 4), "abc…"));
});
