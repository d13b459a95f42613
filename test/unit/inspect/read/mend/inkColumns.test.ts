import assert from "node:assert/strict";
import { inkColumns } from "../../../../../src/inspect/read/mend/inkColumns";

describe("inkColumns", () => {
  it("takes the dot and the stem of an i as one", () => {
    const columns = inkColumns([
      { x: 0, y: 4, width: 2, height: 8 },
      { x: 0, y: 0, width: 2, height: 2 },
      { x: 4, y: 4, width: 5, height: 8 },
    ]);
    assert.deepEqual(columns, [
      { left: 0, right: 2 },
      { left: 4, right: 9 },
    ]);
  });
});
