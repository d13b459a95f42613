import assert from "node:assert/strict";
import { shareOfWhite } from "../../../../src/targets/page/shareOfWhite";

describe("shareOfWhite", () => {
  it("knows white at 55 % on a coloured bar, measured a step off", () => {
    assert.equal(shareOfWhite([225, 182, 165], [189, 93, 56]), 0.55);
    assert.equal(shareOfWhite([154, 156, 158], [33, 37, 41]), 0.55);
  });

  it("leaves colours that are no such mixture, greys on grey, and white itself", () => {
    assert.equal(shareOfWhite([194, 199, 208], [52, 58, 64]), undefined);
    assert.equal(shareOfWhite([141, 141, 141], [27, 27, 27]), undefined);
    assert.equal(shareOfWhite([255, 255, 255], [189, 93, 56]), undefined);
  });
});
