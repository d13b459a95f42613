import assert from "node:assert/strict";
import { parseJournal } from "../../../../src/run/journal/parseJournal";
import type { IterationLine } from "../../../../src/protocol/runProtocol";
import { iteration as anyIteration, runEnd, runStart } from "../../vscode/lines";

const start = runStart();
const end = runEnd(2);
const iteration = (number: number, accepted = true): IterationLine =>
  anyIteration(number, 0.9, accepted);
const journal = (...lines: unknown[]): string =>
  lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");

describe("parseJournal", () => {
  it("reads start, iterations and end", () => {
    const read = parseJournal(
      journal(start, iteration(1), { type: "notice", message: "x" }, iteration(2), end),
    );
    assert.deepEqual(
      [read.start?.request.mockup, read.iterations.map((line) => line.number), read.end?.type],
      ["/w/signup.png", [1, 2], "run"],
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
    assert.equal(read.brokenLines, 6);
  });

  it("takes no line in which a single field is wrong", () => {
    for (const line of [start, iteration(1), end])
      for (const key of Object.keys(line).filter((name) => !/^(renderPng|diffPng)$/.test(name))) {
        const read = parseJournal(journal({ ...line, [key]: { odd: true } }));
        const found = [read.start, ...read.iterations, read.end].filter(Boolean);
        assert.deepEqual([found, read.brokenLines], [[], 1], `${line.type}.${key}`);
      }
    for (const number of [-1, 1.5, 1e300, 2e6])
      assert.deepEqual(parseJournal(journal(start, iteration(number))).iterations, []);
  });

  it("takes the later of two lines for one iteration", () => {
    const read = parseJournal(journal(start, iteration(1, false), iteration(1, true)));
    assert.deepEqual(
      read.iterations.map((line) => line.accepted),
      [true],
    );
  });
});
