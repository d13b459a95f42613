import assert from "node:assert/strict";
import { drawSideBySide } from "../../../src/feedback/drawSideBySide";
import type { Bitmap } from "../../../src/image/bitmap";
import { blank, BLUE, paint } from "../compare/samples";

const pixel = (bitmap: Bitmap, x: number, y: number): number[] => [
  ...bitmap.rgba.subarray((y * bitmap.width + x) * 4, (y * bitmap.width + x) * 4 + 3),
];

describe("drawSideBySide", () => {
  it("puts both halves beside a thin line", async () => {
    const mockup = blank(400, 400, [10, 10, 10]);
    const picture = await drawSideBySide(
      mockup,
      blank(400, 400, BLUE),
      { x: 0, y: 0, width: 200, height: 100 },
      1,
    );
    assert.deepEqual([picture.width, picture.height], [406, 100]);
    assert.deepEqual(pixel(picture, 199, 50), [10, 10, 10]);
    assert.deepEqual(pixel(picture, 203, 50), [255, 0, 255]);
    assert.deepEqual(pixel(picture, 206, 50), [0, 0, 255]);
  });

  it("enlarges small parts by whole factors, without blur", async () => {
    const mockup = paint(blank(100, 100), { x: 20, y: 20, width: 20, height: 40 }, BLUE);
    const picture = await drawSideBySide(mockup, mockup, { x: 0, y: 0, width: 40, height: 40 }, 1);
    assert.deepEqual([picture.width, picture.height], [326, 160]);
    assert.deepEqual(pixel(picture, 79, 100), [255, 255, 255]);
    assert.deepEqual(pixel(picture, 80, 100), [0, 0, 255]);
  });

  it("shrinks large parts and takes the scale factor into account", async () => {
    const big = blank(3000, 2000);
    const picture = await drawSideBySide(big, big, { x: 0, y: 0, width: 1280, height: 320 }, 2);
    assert.deepEqual([picture.width, picture.height], [1286, 160]);
  });

  it("shows grey where the render ends", async () => {
    const picture = await drawSideBySide(
      blank(200, 200),
      blank(200, 50),
      { x: 0, y: 0, width: 200, height: 200 },
      1,
    );
    assert.deepEqual(pixel(picture, 300, 49), [255, 255, 255]);
    assert.deepEqual(pixel(picture, 300, 51), [128, 128, 128]);
  });
});
