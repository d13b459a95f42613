import assert from "node:assert/strict";
import type { Rect } from "../../../../../src/base/geometry";
import { mendMarks } from "../../../../../src/inspect/read/mend/mendMarks";

/** Letters 6 px wide and 10 high on the baseline 20, 2 px apart; marks as wide as their kind, spaces of 4 px more. */
function glyphsOf(text: string): Rect[] {
  const glyphs: Rect[] = [];
  let x = 10;
  for (const character of text) {
    if (character === " ") x += 4;
    else if (character === ".") glyphs.push({ x, y: 18, width: 2, height: 2 });
    else if (character === ",") glyphs.push({ x, y: 18, width: 2, height: 4 });
    else glyphs.push({ x, y: 10, width: 6, height: 10 });
    if (character !== " ") x += (/[.,]/.test(character) ? 2 : 6) + 2;
  }
  return glyphs;
}

describe("mendMarks", () => {
  it("takes commas and full stops from the ink", () => {
    const marked = (read: string, ink: string) => mendMarks(read, glyphsOf(ink));
    assert.deepEqual(marked("1.101", "1,101"), { text: "1,101", proven: true, incomplete: false });
    assert.equal(marked("time. and so on,", "time, and so on.").text, "time, and so on.");
    assert.equal(marked("1,284.50", "1,284.50").text, "1,284.50");
  });

  it("adds marks that a reader left out at the ends of words", () => {
    assert.equal(mendMarks("Dear all", glyphsOf("Dear all,")).text, "Dear all,");
    assert.equal(mendMarks("Bowls set of 4", glyphsOf("Bowls, set of 4")).text, "Bowls, set of 4");
  });

  it("tells that a mark is missing where it cannot know the place", () => {
    const { text, proven, incomplete } = mendMarks("41 MB", glyphsOf("4.1 MB"));
    assert.deepEqual([text, proven, incomplete], ["41 MB", false, true]);
    assert.equal(mendMarks("a, b c", glyphsOf("a, b, c")).incomplete, true);
  });

  it("leaves a text alone whose marks the ink does not show", () => {
    const touching = [{ x: 10, y: 10, width: 60, height: 14 }];
    assert.deepEqual(mendMarks("so, well.", touching), {
      text: "so, well.",
      proven: false,
      incomplete: false,
    });
    assert.deepEqual(mendMarks("12", glyphsOf("12")), {
      text: "12",
      proven: false,
      incomplete: false,
    });
  });

  it("takes no dot of an i, no hyphen and no rest of an underline for a mark", () => {
    const [first, second, third] = glyphsOf("abc") as [Rect, Rect, Rect];
    const stem = { ...second, y: 13, height: 7 };
    const dot = { ...second, width: 2, height: 2 };
    const hyphen = { x: third.x + 8, y: 15, width: 4, height: 2 };
    const rest = { x: third.x + 14, y: 22, width: 1, height: 2 };
    const glyphs = [first, stem, dot, third, hyphen, rest];
    assert.equal(mendMarks("aic-", glyphs).text, "aic-");
    assert.equal(mendMarks("aic-", glyphs).incomplete, false);
  });

  it("does not call a dot a comma that ends one row lower, as compression has it", () => {
    const glyphs = glyphsOf("so.").map((glyph) =>
      glyph.height === 2 ? { ...glyph, height: 3 } : glyph,
    );
    assert.deepEqual(mendMarks("so.", glyphs), { text: "so.", proven: false, incomplete: false });
  });
});
