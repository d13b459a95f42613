import assert from "node:assert/strict";
import { standingOf } from "../../../../src/protocol/views/standing";
import { iteration } from "../../vscode/lines";

describe("standingOf", () => {
  it("tells the best, what was the best once, and what never was", () => {
    assert.equal(standingOf(iteration(1, 0.9), true), "best");
    assert.equal(standingOf(iteration(1, 0.9), false), "better");
    assert.equal(standingOf(iteration(1, 0.9, false), false), "rolled back");
  });
});
