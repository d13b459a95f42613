import assert from "node:assert/strict";
import { createBitmap, type Bitmap } from "../../../../../src/image/bitmap";
import { segmentBitmap } from "../../../../../src/inspect/segment/segment";
import { drawBordered, drawLetters, drawRect } from "../../../../fakes/drawShapes";

/** Lines every `pitch` px from `offset` on, over the whole page. */
function drawGrid(page: Bitmap, pitch: number, offset: number, thickness = 1): void {
  for (let x = offset; x < page.width; x += pitch)
    drawRect(page, { x, y: 0, width: thickness, height: page.height }, [11, 12, 28]);
  for (let y = offset; y < page.height; y += pitch)
    drawRect(page, { x: 0, y, width: page.width, height: thickness }, [11, 12, 28]);
}

describe("a grid behind a page", () => {
  for (const unit of [1, 2])
    it(`becomes one ground, and leaves the texts on it whole, at ${unit}×`, () => {
      const page = createBitmap(720 * unit, 480 * unit, [5, 5, 15]);
      drawGrid(page, 60 * unit, 0, unit);
      drawLetters(page, "nnnn nnn", 90 * unit, 100 * unit, 30 * unit, [255, 255, 255]);
      drawLetters(page, "nnnn nnnnnn nnn nnnn", 90 * unit, 173 * unit, 14 * unit, [200, 204, 214]);
      drawRect(
        page,
        { x: 90 * unit, y: 230 * unit, width: 150 * unit, height: 48 * unit },
        [99, 102, 241],
      );
      const { boxes, lines, dividers, pictures } = segmentBitmap(page, unit);
      assert.deepEqual([lines.length, boxes.length], [2, 2]);
      assert.deepEqual([dividers, pictures], [[], []]);
      assert.deepEqual(boxes[0]?.fill, {
        kind: "grid",
        color: [5, 5, 15],
        line: [11, 12, 28],
        pitch: 60 * unit,
        thickness: unit,
        offsetX: 0,
        offsetY: 0,
      });
    });

  it("is not a table, nor a row of cards", () => {
    const page = createBitmap(720, 480, [255, 255, 255]);
    const border = { color: [226, 232, 240], width: 1 } as const;
    for (let row = 0; row < 6; row++)
      for (let column = 0; column < 6; column++)
        drawBordered(
          page,
          { x: 60 + column * 100, y: 60 + row * 60, width: 101, height: 61 },
          [255, 255, 255],
          border,
        );
    const { boxes } = segmentBitmap(page, 1);
    assert.deepEqual(
      boxes.filter(({ fill }) => fill.kind === "grid"),
      [],
    );
  });
});
