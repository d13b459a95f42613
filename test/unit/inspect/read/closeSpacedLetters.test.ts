import assert from "node:assert/strict";
import { closeSpacedLetters } from "../../../../src/inspect/read/closeSpacedLetters";

/** Letters 8 px wide with these gaps between them. */
function glyphsOf(...gaps: readonly number[]) {
  let x = 10;
  return [0, ...gaps].map((gap, i) => {
    if (i > 0) x += 8 + gap;
    return { x, y: 10, width: 8, height: 12 };
  });
}

describe("closeSpacedLetters", () => {
  it("takes even gaps between capitals for letter spacing", () => {
    assert.equal(closeSpacedLetters("L I K E S", glyphsOf(5, 5, 5, 5)), "LIKES");
    assert.equal(closeSpacedLetters("L IK E S", glyphsOf(5, 4, 5, 6)), "LIKES");
  });

  it("keeps the spaces between spaced words", () => {
    assert.equal(closeSpacedLetters("O U R T E A M", glyphsOf(5, 5, 12, 5, 5, 5)), "OUR TEAM");
  });

  it("leaves other texts alone", () => {
    assert.equal(closeSpacedLetters("Plan A or B", glyphsOf(2, 2, 2, 5, 5, 2, 5)), "Plan A or B");
    assert.equal(closeSpacedLetters("A B", glyphsOf(6)), "A B");
    assert.equal(closeSpacedLetters("L I K E S", glyphsOf(5, 5)), "L I K E S");
  });
});
