import assert from "node:assert/strict";
import { Shown } from "../../../webview/shown";

describe("Shown", () => {
  it("says whether anything is another than the last time", () => {
    const shown = new Shown();
    assert.deepEqual(
      [
        shown.changes("1", null, 2),
        shown.changes("1", null, 2),
        shown.changes("1", null, 3),
        shown.changes("1", null),
        shown.changes("1", null),
        shown.changes(),
      ],
      [true, false, true, true, false, true],
    );
  });

  it("takes nothing for something that was not shown before", () => {
    const shown = new Shown();
    assert.deepEqual([shown.changes(), shown.changes()], [true, false]);
  });
});
