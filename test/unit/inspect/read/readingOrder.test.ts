import assert from "node:assert/strict";
import { inReadingOrder } from "../../../../src/inspect/read/readingOrder";

const item = (name: string, x: number, y: number, height = 10) => ({
  name,
  box: { x, y, width: 50, height },
});

describe("inReadingOrder", () => {
  it("goes row by row, left to right, and allows for uneven ink", () => {
    const items = [
      item("below", 0, 40),
      item("right", 200, 19, 14),
      item("middle", 100, 23, 8),
      item("left", 0, 21),
      item("above", 300, 0),
    ];
    assert.deepEqual(
      inReadingOrder(items).map(({ name }) => name),
      ["above", "left", "middle", "right", "below"],
    );
  });

  it("returns nothing for nothing", () => {
    assert.deepEqual(inReadingOrder([]), []);
  });
});
