import assert from "node:assert/strict";
import { createBitmap } from "../../../../../src/image/bitmap";
import { segmentBitmap } from "../../../../../src/inspect/segment/segment";
import { drawLetters } from "../../../../fakes/drawShapes";

describe("letter-spaced text", () => {
  for (const spacing of [3, 4, 5])
    it(`stays one line, its last letter too, with ${spacing} px between letters of 9 px`, () => {
      const page = createBitmap(420, 120, [34, 39, 58]);
      let x = 60;
      for (const word of ["nnnnnnn", "nnnnn", "nn"]) {
        for (const letter of word) {
          const drawn = drawLetters(page, letter, x, 50, 9, [160, 165, 190]);
          x = drawn.x + drawn.width + spacing;
        }
        x += 3 + spacing;
      }
      const { lines, pictures } = segmentBitmap(page, 1);
      assert.deepEqual(
        lines.map(({ glyphs, iconCandidate }) => [glyphs.length, iconCandidate]),
        [[14, false]],
      );
      assert.deepEqual(pictures, []);
    });
});
