import assert from "node:assert/strict";
import { subsequenceRatioTo } from "../../../../src/compare/text/commonSubsequence";
import { textSimilarity } from "../../../../src/compare/text/textSimilarity";

/** The textbook's table. */
function longestCommon(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      (rows[i] as number[])[j] =
        a[i - 1] === b[j - 1]
          ? (rows[i - 1]?.[j - 1] ?? 0) + 1
          : Math.max(rows[i - 1]?.[j] ?? 0, rows[i]?.[j - 1] ?? 0);
  return rows[a.length]?.[b.length] ?? 0;
}

/** Texts of few letters, some longer than one and two machine words. */
function sampleTexts(): string[] {
  let state = 11;
  return Array.from({ length: 24 }, (_, i) =>
    Array.from({ length: i * 4 }, () => {
      state = (state * 16_807) % 2_147_483_647;
      return "abcd "[state % 5];
    }).join(""),
  );
}

describe("subsequenceRatioTo", () => {
  it("agrees with the textbook's table, across machine words", () => {
    const texts = sampleTexts();
    for (const a of texts)
      for (const b of texts) {
        const expected = a + b === "" ? 1 : (2 * longestCommon(a, b)) / (a.length + b.length);
        assert.equal(subsequenceRatioTo(a)(b), expected, `${a} ~ ${b}`);
      }
  });

  it("is never less than the similarity", () => {
    const texts = sampleTexts();
    for (const a of texts)
      for (const b of texts)
        assert.ok(subsequenceRatioTo(a)(b) >= textSimilarity(a, b), `${a} ~ ${b}`);
  });
});
