import assert from "node:assert/strict";
import { marksAlong } from "../../../../webview/stage/marks";

const numbers = (start: number, scale: number, length: number): readonly (readonly number[])[] =>
  marksAlong(start, scale, length).flatMap(({ at, value }) =>
    value === undefined ? [] : [[Math.round(at), value]],
  );

describe("a ruler of the stage", () => {
  it("counts the page's px, so far apart that numbers can be read", () => {
    assert.deepEqual(numbers(0, 0.5, 250), [
      [0, 0],
      [100, 200],
      [200, 400],
    ]);
    assert.deepEqual(numbers(610, 24, 200), [
      [0, 610],
      [120, 615],
    ]);
  });

  it("begins where the picture is cut off", () => {
    assert.deepEqual(numbers(30, 1, 200), [
      [70, 100],
      [170, 200],
    ]);
    assert.deepEqual(numbers(-40, 1, 90), [[40, 0]]);
  });
});
