import assert from "node:assert/strict";
import { rankIterations } from "../../../src/protocol/rankIterations";
import { iteration } from "../vscode/lines";

const numbers = (...lines: readonly ReturnType<typeof iteration>[]): readonly number[] =>
  rankIterations(lines).map(({ number }) => number);

describe("rankIterations", () => {
  it("puts the highest fidelity first, wherever the runs started", () => {
    assert.deepEqual(numbers(iteration(1, 0.5), iteration(2, 0.9), iteration(3, 0.7)), [2, 3, 1]);
  });

  it("leaves out what was rolled back", () => {
    assert.deepEqual(numbers(iteration(1, 0.5), iteration(2, 0.9, false)), [1]);
  });

  it("prefers the later of equals, and anything drawn to what could not be drawn", () => {
    assert.deepEqual(numbers(iteration(1, undefined), iteration(2, 0), iteration(3, 0)), [3, 2, 1]);
  });
});
