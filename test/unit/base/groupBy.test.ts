import assert from "node:assert/strict";
import { groupBy } from "../../../src/base/groupBy";

describe("groupBy", () => {
  it("keeps keys and items in the order they came", () => {
    const groups = groupBy(["pear", "fig", "plum", "kiwi", "fir"], (word) => word.length);
    assert.deepEqual(
      [...groups],
      [
        [4, ["pear", "plum", "kiwi"]],
        [3, ["fig", "fir"]],
      ],
    );
  });
});
