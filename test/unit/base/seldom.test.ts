import assert from "node:assert/strict";
import { seldom } from "../../../src/base/seldom";

describe("seldom", () => {
  it("tells at once that a file has begun, also in a process that has, and that it is whole", () => {
    const told: string[] = [];
    const tell = seldom(({ file, done }) => told.push(`${file} ${done}`), 1e9);
    for (const file of ["text", "vision"])
      for (const done of [1, 2, 3, 4]) tell({ file, done, total: 4 });
    assert.deepEqual(told, ["text 1", "text 4", "vision 1", "vision 4"]);
  });

  it("passes on all that comes slowly enough", () => {
    const told: number[] = [];
    const tell = seldom(({ done }) => told.push(done), 0);
    for (const done of [1, 2]) tell({ file: "a", done });
    assert.deepEqual(told, [1, 2]);
  });
});
