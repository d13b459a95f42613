import assert from "node:assert/strict";
import { curvePoints } from "../../../../webview/strip/curvePoints";
import { iteration } from "../../vscode/lines";

const pointsOf = (...scores: readonly (number | undefined)[]) =>
  curvePoints(
    scores.map((fidelity, index) => ({
      ordinal: index + 1,
      line: iteration(index + 1, fidelity, index !== 2),
    })),
    100,
  );

describe("the curve of fidelities", () => {
  it("has a point over the middle of each iteration, better ones higher", () => {
    const [first, second, third] = pointsOf(0.5, 0.9, 0.7);
    assert.ok(first && second && third);
    assert.deepEqual([first.x, second.x, third.x], [50, 150, 250]);
    assert.ok(second.y < third.y && third.y < first.y);
    assert.ok(Math.abs(third.y - second.y - (first.y - third.y)) < 0.01);
    assert.deepEqual([second.isKept, third.isKept], [true, false]);
  });

  it("passes over what could not be drawn", () => {
    assert.deepEqual(
      pointsOf(0.5, undefined, 0.7).map(({ ordinal, x }) => [ordinal, x]),
      [
        [1, 50],
        [3, 250],
      ],
    );
    assert.deepEqual(pointsOf(undefined), []);
  });

  it("passes over what was measured under other masks than the newest that was accepted", () => {
    const masks = [{ x: 0, y: 0, width: 1, height: 1 }];
    const lines = [iteration(1, 0.9), { ...iteration(2, 0.6), masks }, iteration(3, 0.5, false)];
    const points = curvePoints(
      lines.map((line, index) => ({ ordinal: index + 1, line })),
      100,
    );
    assert.deepEqual(
      points.map(({ ordinal }) => ordinal),
      [2],
    );
  });

  it("draws what is nearly level as nearly level", () => {
    const [first, second] = pointsOf(0.95, 0.951);
    assert.ok(first && second && first.y - second.y > 0 && first.y - second.y < 3);
  });
});
