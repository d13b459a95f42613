import assert from "node:assert/strict";
import { parseJournal } from "../../../src/app/parseJournal";

const start = { type: "run-start", request: { mockup: "m.png", runDir: "/r" }, mockup: {} };
const iteration = (number: number, accepted = true) => ({
  type: "iteration",
  number,
  accepted,
  files: ["index.html"],
});
const journal = (...lines: unknown[]): string =>
  lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");

describe("parseJournal", () => {
  it("reads start, iterations and end", () => {
    const read = parseJournal(
      journal(start, iteration(1), { type: "tool" }, iteration(2), { type: "run", files: [] }),
    );
    assert.deepEqual(
      [read.start?.request.mockup, read.iterations.map((line) => line.number), read.end?.type],
      ["m.png", [1, 2], "run"],
    );
    assert.equal(read.brokenLines, 0);
  });

  it("passes over a tail that was cut off anywhere", () => {
    const whole = journal(start, iteration(1), iteration(2));
    for (let cut = JSON.stringify(start).length; cut < whole.length; cut++) {
      const read = parseJournal(whole.slice(0, cut));
      assert.ok(read.start);
      assert.ok(read.iterations.length <= 2 && read.brokenLines <= 1);
    }
  });

  it("passes over lines of the wrong shape", () => {
    const read = parseJournal(
      journal("null", "[]", "7", { type: "iteration", number: "1" }, { type: "run-start" }, "{"),
    );
    assert.equal(read.start, undefined);
    assert.deepEqual(read.iterations, []);
    assert.equal(read.brokenLines, 4);
  });

  it("takes the later of two lines for one iteration", () => {
    const read = parseJournal(journal(start, iteration(1, false), iteration(1, true)));
    assert.deepEqual(
      read.iterations.map((line) => line.accepted),
      [true],
    );
  });
});
