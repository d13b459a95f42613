import assert from "node:assert/strict";
import { settleColors } from "../../../../src/inspect/fonts/settleColors";

describe("settleColors", () => {
  it("gives texts of nearly one colour that of the most ink, and keeps the others", () => {
    assert.deepEqual(
      settleColors([
        { color: [38, 50, 66], ink: 40 },
        { color: [31, 41, 55], ink: 900 },
        { color: [90, 100, 116], ink: 300 },
        { color: [47, 92, 230], ink: 60 },
      ]),
      [
        [31, 41, 55],
        [31, 41, 55],
        [90, 100, 116],
        [47, 92, 230],
      ],
    );
  });
});
