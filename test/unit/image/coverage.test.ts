import assert from "node:assert/strict";
import { createBitmap } from "../../../src/image/bitmap";
import { coverageOf } from "../../../src/image/coverage";

const colors = { ink: [0, 0, 200], background: [200, 100, 0] } as const;
const asItIs = (share: number): number => share;

describe("coverageOf", () => {
  it("tells how far a pixel has gone from the background to the ink", () => {
    const bitmap = createBitmap(3, 1, colors.background);
    bitmap.rgba.set([100, 50, 100], 4);
    bitmap.rgba.set(colors.ink, 8);
    const cover = coverageOf(bitmap, { x0: 0, y0: 0, x1: 3, y1: 1 }, colors, asItIs);
    assert.deepEqual([...cover.values], [0, 0.5, 1]);
  });

  it("asks what a colour beyond the ends counts, pixel by pixel", () => {
    const grey = { ink: [100, 100, 100], background: [200, 200, 200] } as const;
    const bitmap = createBitmap(2, 2, [50, 50, 50]);
    const seen: [number, number][] = [];
    coverageOf(bitmap, { x0: 1, y0: 0, x1: 2, y1: 2 }, grey, (share, pixel) => {
      seen.push([share, pixel]);
      return 0;
    });
    assert.deepEqual(seen, [
      [1.5, 1],
      [1.5, 3],
    ]);
  });

  it("keeps the size it was asked for, with 0 where there is no pixel", () => {
    const bitmap = createBitmap(1, 1, colors.ink);
    const cover = coverageOf(bitmap, { x0: -1, y0: -1, x1: 2, y1: 1 }, colors, asItIs);
    assert.deepEqual(
      { ...cover, values: [...cover.values] },
      { x: -1, y: -1, width: 3, height: 2, values: [0, 0, 0, 0, 1, 0] },
    );
  });

  it("finds no ink where ink and background are one colour", () => {
    const bitmap = createBitmap(1, 1, [9, 9, 9]);
    const same = { ink: [9, 9, 9], background: [9, 9, 9] } as const;
    const cover = coverageOf(bitmap, { x0: 0, y0: 0, x1: 1, y1: 1 }, same, asItIs);
    assert.deepEqual([...cover.values], [0]);
  });
});
