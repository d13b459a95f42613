import assert from "node:assert/strict";
import { normalizeText, textSimilarity } from "../../../../src/compare/text/textSimilarity";

describe("textSimilarity", () => {
  it("gives the values of Python's difflib", () => {
    const cases: [string, string, number][] = [
      ["abcd", "bcde", 0.75],
      ["private thread currentthread;", "private volatile thread currentthread;", 58 / 67],
      ["sign in", "sign up", 10 / 14],
      ["tide", "diet", 0.25],
      ["", "", 1],
      ["a", "", 0],
      ["same", "same", 1],
      ["xyz", "abc", 0],
    ];
    for (const [a, b, ratio] of cases)
      assert.ok(
        Math.abs(textSimilarity(a, b) - ratio) < 1e-12,
        `${a} ~ ${b}: ${textSimilarity(a, b)}`,
      );
  });
});

describe("normalizeText", () => {
  it("evens out case, spaces, quotes, dashes and ligatures", () => {
    assert.equal(normalizeText("  It’s \n “ﬁne” – OK… "), `it's "fine" - ok...`);
  });
});
