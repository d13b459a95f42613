import assert from "node:assert/strict";
import { createBitmap } from "../../../../../src/image/bitmap";
import { segmentBitmap } from "../../../../../src/inspect/segment/segment";
import { drawLetters } from "../../../../fakes/drawShapes";

describe("letter-spaced text", () => {
  for (const [spacing, words] of [
    [3, ["nnnnnnn", "nnnnn", "nn"]],
    [4, ["nnnnnnn", "nnnnn", "nn"]],
    [5, ["nnnnnnn", "nnnnn", "nn"]],
    [5, ["nnn", "nnnnnnn"]],
  ] as const)
    it(`stays one line, its last letter too, with ${spacing} px between letters of 9 px: ${words.join(" ")}`, () => {
      const page = createBitmap(420, 120, [34, 39, 58]);
      let x = 60;
      for (const word of words) {
        for (const letter of word) {
          const drawn = drawLetters(page, letter, x, 50, 9, [160, 165, 190]);
          x = drawn.x + drawn.width + spacing;
        }
        x += 3 + spacing;
      }
      const { lines, pictures } = segmentBitmap(page, 1);
      assert.deepEqual(
        lines.map(({ glyphs, iconCandidate }) => [glyphs.length, iconCandidate]),
        [[words.join("").length, false]],
      );
      assert.deepEqual(pictures, []);
    });

  it("does not take in a word that is not, however wide its own spaces", () => {
    const page = createBitmap(420, 120);
    let x = 60;
    for (let star = 0; star < 5; star++) {
      const drawn = drawLetters(page, "n", x, 50, 14, [180, 120, 30]);
      x = drawn.x + drawn.width + 5;
    }
    drawLetters(page, "nnn", x + 7, 50, 14, [20, 20, 20]);
    const { lines } = segmentBitmap(page, 1);
    assert.deepEqual(
      lines.map(({ glyphs }) => glyphs.length),
      [5, 3],
    );
  });
});
