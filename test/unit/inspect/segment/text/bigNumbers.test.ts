import assert from "node:assert/strict";
import { createBitmap } from "../../../../../src/image/bitmap";
import { segmentBitmap } from "../../../../../src/inspect/segment/segment";
import { drawLetters, drawRect } from "../../../../fakes/drawShapes";

describe("a big number", () => {
  it("keeps the comma that hangs just above its label", () => {
    const page = createBitmap(420, 200, [34, 39, 58]);
    const ink = [253, 254, 253] as const;
    for (const x of [60, 104, 146, 188]) drawLetters(page, "n", x, 50, 43, ink);
    drawRect(page, { x: 90, y: 85, width: 12, height: 20 }, ink);
    drawLetters(page, "nnnnnn", 84, 111, 9, [147, 152, 174]);
    const { lines } = segmentBitmap(page, 1);
    assert.deepEqual(
      lines.map(({ box, glyphs }) => [box.y, glyphs.length]),
      [
        [50, 5],
        [111, 6],
      ],
    );
  });
});
