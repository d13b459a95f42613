import assert from "node:assert/strict";
import { roundLength, spread } from "../../../src/design/flow/spread";

const parts = (...pairs: readonly (readonly [start: number, length: number])[]) =>
  pairs.map(([start, length]) => ({ start, length }));

describe("spread", () => {
  it("writes one gap where it moves nothing by more than half a pixel", () => {
    const { gapPx, before } = spread(parts([0, 20], [36, 20], [72.4, 20]));
    assert.equal(gapPx, 16);
    assert.deepEqual(before, [0, 0, 0]);
  });

  it("writes the gap that most have and what one needs beyond it", () => {
    const { gapPx, before } = spread(parts([0, 20], [28, 20], [56, 20], [108, 20]));
    assert.equal(gapPx, 8);
    assert.deepEqual(before, [0, 0, 0, 24]);
  });

  it("never lets roundings add up", () => {
    const lengths = [19.5, 23.4, 21, 19.5, 26.6, 22.5];
    let start = 0;
    const extents = lengths.map((length, i) => {
      const extent = { start, length };
      start += length + 10 + i * 3.37;
      return extent;
    });
    const { gapPx, before } = spread(extents);
    let end = 0;
    extents.forEach((extent, i) => {
      const drawn = i === 0 ? 0 : end + gapPx + (before[i] ?? 0);
      assert.ok(Math.abs(drawn - extent.start) <= 0.5, `part ${i} is at ${drawn}`);
      end = drawn + extent.length;
    });
  });

  it("lets borders that lie over each other touch", () => {
    assert.deepEqual(spread(parts([0, 40], [39.5, 40])).before, [0, 0]);
  });

  it("rounds to whole pixels, to half ones only where a whole one would show", () => {
    assert.deepEqual([7.2, 7.5, 7.75, -0.2].map(roundLength), [7, 7.5, 8, -0]);
  });
});
