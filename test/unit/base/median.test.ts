import assert from "node:assert/strict";
import { median, weightedMedian } from "../../../src/base/median";

describe("median", () => {
  it("is the middle one by size, the upper one of two", () => {
    assert.equal(median([10, 9, 100]), 10);
    assert.equal(median([4, 1, 3, 2]), 3);
  });

  it("leaves its values in their order", () => {
    const values = [3, 1, 2];
    median(values);
    assert.deepEqual(values, [3, 1, 2]);
  });

  it("is what the caller says where there are none", () => {
    assert.equal(median([]), 0);
    assert.equal(median([], 1), 1);
  });
});

describe("weightedMedian", () => {
  it("goes by how often each value counts", () => {
    const sizes = [
      { value: 32, count: 12 },
      { value: 14, count: 300 },
      { value: 12, count: 20 },
    ];
    assert.equal(weightedMedian(sizes), 14);
    assert.equal(
      weightedMedian([
        { value: 1, count: 1 },
        { value: 2, count: 1 },
      ]),
      1,
    );
  });

  it("is what the caller says where nothing is counted", () => {
    assert.equal(weightedMedian([], 16), 16);
  });
});
