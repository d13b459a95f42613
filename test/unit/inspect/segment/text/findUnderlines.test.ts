import assert from "node:assert/strict";
import type { Rgb } from "../../../../../src/base/color";
import { createBitmap } from "../../../../../src/image/bitmap";
import { normalizeLine } from "../../../../../src/inspect/read/normalizeLine";
import { segmentBitmap } from "../../../../../src/inspect/segment/segment";
import { drawLetters, drawRect } from "../../../../fakes/drawShapes";

const WHITE: Rgb = [255, 255, 255];
const LINK: Rgb = [13, 110, 253];

/** Letters with a baseline at y = 52, and strokes below them. */
function drawLink(strokes: readonly { x: number; width: number; y?: number; color?: Rgb }[]) {
  const page = createBitmap(400, 200, WHITE);
  drawLetters(page, "View Details", 40, 40, 12, LINK);
  for (const { x, width, y = 54, color = LINK } of strokes)
    drawRect(page, { x, y, width, height: 1 }, color);
  return page;
}

describe("underlines", () => {
  const bare = segmentBitmap(drawLink([]), 1).lines[0];

  it("are no part of the ink, but recorded with the line and as dividers", () => {
    const { lines, dividers } = segmentBitmap(drawLink([{ x: 40, width: 100 }]), 1);
    assert.equal(lines.length, 1);
    assert.deepEqual(lines[0]?.box, bare?.box);
    assert.deepEqual(lines[0]?.underlines, [{ x: 40, y: 54, width: 100, height: 1 }]);
    assert.deepEqual(
      dividers.map(({ box }) => box),
      [{ x: 40, y: 54, width: 100, height: 1 }],
    );
  });

  it("may be short and in pieces", () => {
    const page = drawLink([
      { x: 40, width: 30 },
      { x: 74, width: 30 },
      { x: 108, width: 30 },
    ]);
    const { lines, dividers } = segmentBitmap(page, 1);
    assert.deepEqual(lines[0]?.box, bare?.box);
    assert.equal(lines[0]?.underlines?.length, 3);
    assert.equal(dividers.length, 3);
  });

  it("are neither lines of another colour nor far below", () => {
    const grey = drawLink([{ x: 40, width: 100, color: [200, 200, 200] }]);
    assert.deepEqual(segmentBitmap(grey, 1).lines[0]?.underlines, []);
    const far = drawLink([{ x: 40, width: 100, y: 64 }]);
    assert.deepEqual(segmentBitmap(far, 1).lines[0]?.underlines, []);
  });

  it("are not shown to the reader", async () => {
    const page = drawLink([{ x: 40, width: 100 }]);
    const line = segmentBitmap(page, 1).lines[0];
    assert.ok(line && bare);
    const read = await normalizeLine(page, line);
    const plain = await normalizeLine(drawLink([]), bare);
    assert.deepEqual(Buffer.from(read.pixels), Buffer.from(plain.pixels));
  });
});
