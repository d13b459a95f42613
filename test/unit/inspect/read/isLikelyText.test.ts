import assert from "node:assert/strict";
import { isLikelyText } from "../../../../src/inspect/read/isLikelyText";

describe("isLikelyText", () => {
  const iconLike = (text: string, agreed = true): boolean =>
    isLikelyText({
      ...{ text, confidence: 0.99, agreed },
      candidate: { iconCandidate: true, overPicture: false },
    });

  it("takes a rating that stands alone like an icon for what two readers read", () => {
    assert.deepEqual(
      ["4.8", "1,284", "12:30", "96"].map((text) => iconLike(text)),
      [true, true, true, true],
    );
  });

  it("takes strokes, signs and what readers contradict each other about for icons", () => {
    assert.deepEqual(
      ["V", "«©", "4.", "4.x"].map((text) => iconLike(text)),
      [false, false, true, false],
    );
    assert.equal(iconLike("4.8", false), false);
  });
});
