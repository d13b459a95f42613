import assert from "node:assert/strict";
import type { Rect } from "../../../../src/base/geometry";
import { findRegions } from "../../../../src/compare/image/regions";

const SIZE = { width: 400, height: 300 };

function maskOf(...boxes: Rect[]): Uint8Array {
  const mask = new Uint8Array(SIZE.width * SIZE.height);
  for (const { x, y, width, height } of boxes)
    for (let row = y; row < y + height; row++)
      mask.fill(1, row * SIZE.width + x, row * SIZE.width + x + width);
  return mask;
}

describe("findRegions", () => {
  it("finds nothing in an empty mask and ignores specks", () => {
    assert.deepEqual(findRegions(maskOf(), SIZE, 1), []);
    assert.deepEqual(findRegions(maskOf({ x: 9, y: 9, width: 2, height: 2 }), SIZE, 1), []);
  });

  it("finds a box to the pixel, with its share of itself and of the page", () => {
    assert.deepEqual(findRegions(maskOf({ x: 13, y: 21, width: 50, height: 24 }), SIZE, 1), [
      { box: { x: 13, y: 21, width: 50, height: 24 }, mismatchRatio: 1, weight: 1200 / 120_000 },
    ]);
  });

  it("joins what stands close, as the letters of a line, and keeps apart what does not", () => {
    const letters = [0, 1, 2, 3].map((i) => ({ x: 40 + i * 14, y: 40, width: 8, height: 10 }));
    const regions = findRegions(
      maskOf(...letters, { x: 300, y: 200, width: 30, height: 30 }),
      SIZE,
      1,
    );
    assert.deepEqual(
      regions.map(({ box }) => box),
      [
        { x: 300, y: 200, width: 30, height: 30 },
        { x: 40, y: 40, width: 50, height: 10 },
      ],
    );
    assert.equal(regions[1]?.mismatchRatio, 320 / 500);
  });

  it("merges boxes that overlap: a frame and what is inside it", () => {
    const frame = [
      { x: 20, y: 20, width: 300, height: 3 },
      { x: 20, y: 220, width: 300, height: 3 },
      { x: 20, y: 20, width: 3, height: 203 },
      { x: 317, y: 20, width: 3, height: 203 },
    ];
    const regions = findRegions(
      maskOf(...frame, { x: 150, y: 100, width: 40, height: 40 }),
      SIZE,
      1,
    );
    assert.deepEqual(
      regions.map(({ box }) => box),
      [{ x: 20, y: 20, width: 300, height: 203 }],
    );
  });

  it("gives at most 24, the largest", () => {
    const dots = Array.from({ length: 60 }, (_, i) => ({
      x: (i % 10) * 40,
      y: Math.floor(i / 10) * 40,
      width: 3 + (i % 10),
      height: 4,
    }));
    const regions = findRegions(maskOf(...dots), SIZE, 1);
    assert.equal(regions.length, 24);
    assert.equal(regions[0]?.box.width, 12);
    assert.ok(
      regions.every((region, i) => i === 0 || region.weight <= (regions[i - 1]?.weight ?? 0)),
    );
  });

  it("speaks CSS px at scale factor 2", () => {
    const [region] = findRegions(maskOf({ x: 20, y: 40, width: 60, height: 30 }), SIZE, 2);
    assert.deepEqual(region?.box, { x: 10, y: 20, width: 30, height: 15 });
    assert.equal(region?.mismatchRatio, 1);
  });
});
