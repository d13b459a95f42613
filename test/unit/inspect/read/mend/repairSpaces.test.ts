import assert from "node:assert/strict";
import {
  lacksSpace,
  repairSpaces,
  withLikelySpaces,
} from "../../../../../src/inspect/read/mend/repairSpaces";

/** Columns of 6 px ink, `gaps[i]` px before the (i+1)th. */
function glyphs(...gaps: number[]): { x: number; y: number; width: number; height: number }[] {
  let x = 0;
  return [0, ...gaps].map((gap) => {
    x += gap;
    const glyph = { x, y: 0, width: 6, height: 10 };
    x += 6;
    return glyph;
  });
}

describe("repairSpaces", () => {
  it("puts a space where the ink has a wide gap", () => {
    assert.equal(repairSpaces("Login", glyphs(1, 1, 5, 1), 10), "Log in");
  });

  it("takes out a space where the ink has none", () => {
    assert.equal(repairSpaces("field- row", glyphs(1, 1, 1, 1, 1, 1, 1, 1), 10), "field-row");
  });

  it("parts a number from its unit where the gap is wide for the line, and leaves an amount whole", () => {
    assert.equal(repairSpaces("36g", glyphs(1, 3), 13), "36 g");
    assert.equal(repairSpaces("1of8", glyphs(4, 1, 4), 14), "1 of 8");
    assert.equal(repairSpaces("11k", glyphs(4, 5), 35), "11k");
    assert.equal(repairSpaces("B12", glyphs(2, 1), 8), "B12");
  });

  it("leaves lines alone whose letters touch", () => {
    assert.equal(repairSpaces("Login", glyphs(1, 5, 1), 10), "Login");
  });

  it("takes even gaps between letters for letter spacing, and wider ones for spaces", () => {
    assert.equal(repairSpaces("L I K E S", glyphs(5, 5, 5, 5), 12), "LIKES");
    assert.equal(repairSpaces("L IK E S", glyphs(5, 4, 5, 6), 12), "LIKES");
    assert.equal(repairSpaces("PLAN S FOR", glyphs(5, 6, 5, 4, 11, 5, 5), 9), "PLANS FOR");
    assert.equal(repairSpaces("O U R T E A M", glyphs(5, 5, 12, 5, 5, 5), 12), "OUR TEAM");
    assert.equal(repairSpaces("Plan A or B", glyphs(2, 2, 2, 6, 6, 2, 6), 12), "Plan A or B");
  });
});

describe("withLikelySpaces", () => {
  it("has a space in a gap that is wide for the line", () => {
    assert.equal(repairSpaces("1minago", glyphs(3, 1, 1, 3, 1, 1), 14), "1 minago");
    assert.equal(withLikelySpaces("1minago", glyphs(3, 1, 1, 3, 1, 1), 14), "1 min ago");
    assert.equal(withLikelySpaces("Reminders", glyphs(2, 1, 2, 1, 2, 1, 2, 2), 10), "Reminders");
  });
});

describe("lacksSpace", () => {
  it("counts wide gaps, also between letters that touch", () => {
    // Four letters in two pieces, and one that stands apart.
    assert.equal(lacksSpace("1.51", glyphs(1, 5), 11), true);
    assert.equal(lacksSpace("1.5 l", glyphs(1, 5), 11), false);
    assert.equal(lacksSpace("kettle", glyphs(1, 2, 1), 11), false);
  });

  it("takes the gaps of letter-spaced text for none", () => {
    assert.equal(lacksSpace("LIKES", glyphs(5, 5, 5, 5), 12), false);
  });
});
