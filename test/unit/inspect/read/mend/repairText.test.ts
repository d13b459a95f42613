import assert from "node:assert/strict";
import { inkColumns, repairSpaces, repairText } from "../../../../src/inspect/read/repairText";

describe("repairText", () => {
  for (const [read, meant] of [
    ["| agree to the Privacy Policy", "I agree to the Privacy Policy"],
    ["How can | make a button go full width?", "How can I make a button go full width?"],
    ["l'm here and |'ve seen it", "I'm here and I've seen it"],
    ["|tem one", "Item one"],
    ["$20:60", "$20.60"],
    ["##36b9cc", "#36b9cc"],
    ["f#1cc88a", "#1cc88a"],
    ["« Item of a list", "• Item of a list"],
    ["(C) 2024 Example", "© 2024 Example"],
    ["say ''yes''", 'say "yes"'],
  ] as const)
    it(`makes "${read}" "${meant}"`, () => assert.equal(repairText(read), meant));

  for (const right of [
    "Home | About | Contact",
    "features | pricing",
    "12:30",
    "#36b9cc",
    "effaced",
    "C0FFEE",
    "Terms & Conditions",
    "All 123 items (C)",
    "£x.99 / per user",
  ])
    it(`leaves "${right}" as it is`, () => assert.equal(repairText(right), right));
});

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

  it("leaves lines alone whose letters touch", () => {
    assert.equal(repairSpaces("Login", glyphs(1, 5, 1), 10), "Login");
  });
});

describe("inkColumns", () => {
  it("takes the dot and the stem of an i as one", () => {
    const columns = inkColumns([
      { x: 0, y: 4, width: 2, height: 8 },
      { x: 0, y: 0, width: 2, height: 2 },
      { x: 4, y: 4, width: 5, height: 8 },
    ]);
    assert.deepEqual(columns, [
      { left: 0, right: 2 },
      { left: 4, right: 9 },
    ]);
  });
});
