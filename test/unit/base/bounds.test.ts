import assert from "node:assert/strict";
import {
  areaOf,
  clip,
  encloses,
  grow,
  overlapArea,
  toBounds,
  toRect,
  unite,
} from "../../../src/base/bounds";

describe("bounds", () => {
  const bounds = { x0: 2, y0: 3, x1: 12, y1: 8 };

  it("are a rectangle by its edges", () => {
    assert.deepEqual(toRect(bounds), { x: 2, y: 3, width: 10, height: 5 });
    assert.deepEqual(toBounds(toRect(bounds)), bounds);
    assert.equal(areaOf(bounds), 50);
  });

  it("hold nothing, never less, when they shrink past themselves", () => {
    const gone = grow(bounds, -4);
    assert.equal(areaOf(gone), 0);
    assert.equal(toRect(gone).height, 0);
  });

  it("are clipped outwards to whole pixels of a bitmap, and empty outside of it", () => {
    assert.deepEqual(clip({ x0: -1, y0: 0.4, x1: 2.1, y1: 9 }, 5, 4), {
      x0: 0,
      y0: 0,
      x1: 3,
      y1: 4,
    });
    assert.equal(areaOf(clip({ x0: 7, y0: 0, x1: 9, y1: 4 }, 5, 4)), 0);
  });

  it("overlap, unite and enclose", () => {
    const other = { x0: 10, y0: 0, x1: 20, y1: 4 };
    assert.equal(overlapArea(bounds, other), 2);
    assert.deepEqual(unite(bounds, other), { x0: 2, y0: 0, x1: 20, y1: 8 });
    assert.ok(!encloses(bounds, other) && encloses(unite(bounds, other), other));
    assert.ok(encloses(bounds, { ...bounds, x0: 1 }, 1));
  });
});
