import assert from "node:assert/strict";
import { assign } from "../../../../src/compare/text/assignment";

/** The smallest total over all ways to pair every row of a square or wide matrix. */
function bruteForce(cost: number[][], row = 0, used = new Set<number>()): number {
  if (row === cost.length) return 0;
  let best = Infinity;
  cost[row]?.forEach((value, column) => {
    if (used.has(column)) return;
    used.add(column);
    best = Math.min(best, value + bruteForce(cost, row + 1, used));
    used.delete(column);
  });
  return best;
}

/** Numbers that look random and are the same every time, 0–1. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

const total = (cost: number[][], columns: Int32Array): number =>
  cost.reduce((sum, row, i) => sum + (row[columns[i] ?? -1] ?? 0), 0);

describe("assign", () => {
  it("finds the cheapest pairs, as brute force does", () => {
    const random = randomNumbers(7);
    for (let round = 0; round < 60; round++) {
      const rows = 1 + Math.floor(random() * 5);
      const columns = rows + Math.floor(random() * 3);
      const cost = Array.from({ length: rows }, () =>
        Array.from({ length: columns }, () => Math.round(random() * 20) - 10),
      );
      const found = assign(cost);
      assert.equal(new Set(found).size, rows, "no column twice");
      assert.equal(total(cost, found), bruteForce(cost));
    }
  });

  it("leaves rows over when there are fewer columns", () => {
    const found = assign([[5], [1], [3]]);
    assert.deepEqual([...found], [-1, 0, -1]);
  });

  it("takes empty matrices", () => {
    assert.deepEqual([...assign([])], []);
    assert.deepEqual([...assign([[], []])], [-1, -1]);
  });

  it("pairs each of 500 with one of 500, equal costs included", () => {
    const random = randomNumbers(3);
    const matrices = [
      Array.from({ length: 500 }, () => Float64Array.from({ length: 500 }, random)),
      Array.from({ length: 500 }, () => new Float64Array(500)),
    ];
    for (const cost of matrices) assert.equal(new Set(assign(cost)).size, 500);
  });

  it("leaves the costs as they are", () => {
    const cost = [Float64Array.of(3, 1), Float64Array.of(2, 5)];
    assert.deepEqual([...assign(cost)], [1, 0]);
    assert.deepEqual(cost, [Float64Array.of(3, 1), Float64Array.of(2, 5)]);
  });
});
