import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeSkipped, parseJournal } from "../../../../src/run/journal/parseJournal";
import type { IterationLine } from "../../../../src/protocol/runProtocol";
import { everyLine, iteration as anyIteration, runEnd, runStart } from "../../vscode/lines";

const fixtures = join(import.meta.dirname, "../../../fixtures/journals");
const start = runStart();
const end = runEnd(2);
const iteration = (number: number, accepted = true): IterationLine =>
  anyIteration(number, 0.9, accepted);
const journal = (...lines: unknown[]): string =>
  lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");

describe("parseJournal", () => {
  it("reads start, notices, iterations and end, and passes over the other lines of a run", () => {
    const notice = { type: "notice", message: "x" };
    const read = parseJournal(
      journal(start, iteration(1), notice, ...everyLine().slice(4, 7), iteration(2), end),
    );
    assert.deepEqual(
      [read.start?.request.mockup, read.iterations.map((line) => line.number), read.end?.type],
      ["/w/signup.png", [1, 2], "run"],
    );
    assert.deepEqual(read.notices, [notice]);
    assert.deepEqual(read.skipped, []);
  });

  it("reads what is whole of a journal that was cut anywhere", () => {
    const lines = [start, iteration(1), iteration(2), end].map((line) => JSON.stringify(line));
    const whole = `${lines.join("\n")}\n`;
    for (let cut = 0; cut <= whole.length; cut++) {
      const read = parseJournal(whole.slice(0, cut));
      const kept = whole.slice(0, cut).split("\n");
      // A line is whole when the next character would be its break.
      const count = kept.filter((line, index) => line === lines[index]).length;
      const found = [read.start, ...read.iterations, read.end].filter(Boolean);
      assert.deepEqual(
        found.map((line) => JSON.stringify(line)),
        lines.slice(0, count),
      );
      const isCut = kept.length > count && kept.at(-1) !== "";
      const why = "it is cut off, or no JSON";
      assert.deepEqual(read.skipped, isCut ? [{ number: count + 1, why }] : []);
    }
  });

  it("skips a damaged line in the middle and says which one", () => {
    const half = JSON.stringify(iteration(2)).slice(0, 80);
    const read = parseJournal(journal(start, iteration(1), half, "", iteration(3), "\0\0\0", end));
    assert.deepEqual(
      read.iterations.map((line) => line.number),
      [1, 3],
    );
    assert.equal(read.end?.type, "run");
    assert.deepEqual(
      read.skipped.map(({ number }) => number),
      [3, 6],
    );
  });

  it("skips lines of the wrong shape and says why", () => {
    const read = parseJournal(
      journal("null", "[]", "7", { type: "iteration", number: "1" }, { type: "verdict" }, "{"),
    );
    assert.equal(read.start, undefined);
    assert.deepEqual(read.iterations, []);
    const whys = read.skipped.map(({ why }) => why);
    assert.deepEqual(whys.slice(0, 3), Array(3).fill("it is no line of a run"));
    assert.match(whys[3] ?? "", /^as a line of the kind "iteration", accepted is missing;/);
    assert.equal(whys[4], 'this version knows no lines of the kind "verdict"');
    assert.equal(whys[5], "it is cut off, or no JSON");
  });

  it("takes no line of any kind in which a single field is wrong", () => {
    for (const line of everyLine())
      for (const key of Object.keys(line)) {
        const read = parseJournal(journal({ ...line, [key]: { odd: true } }));
        const found = [read.start, ...read.notices, ...read.iterations, read.end].filter(Boolean);
        assert.deepEqual([found, read.skipped.length], [[], 1], `${line.type}.${key}`);
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

  it("reads the journals that version 0.1.0 wrote", () => {
    for (const [name, count] of [
      ["traced-0.1.0.jsonl", 3],
      ["scripted-0.1.0.jsonl", 3],
    ] as const) {
      const read = parseJournal(readFileSync(join(fixtures, name), "utf8"));
      assert.deepEqual(read.skipped, [], name);
      assert.equal(read.start?.request.target, "html");
      assert.equal(read.iterations.length, count);
      assert.equal(read.end?.iterations, count);
    }
  });
});

describe("describeSkipped", () => {
  const skipped = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ number: index + 2, why: "it is odd" }));
  const words = (count: number): readonly string[] =>
    describeSkipped("/runs/7", skipped(count)).map(({ message }) => message);

  it("says which line and why, and of many only how many more", () => {
    assert.deepEqual(words(0), []);
    assert.deepEqual(words(1), ["Line 2 of 7/journal.jsonl was skipped: it is odd."]);
    assert.equal(words(4).at(-1), "Of 7/journal.jsonl, 1 more line was skipped.");
    assert.equal(words(40).at(-1), "Of 7/journal.jsonl, 37 more lines were skipped.");
    assert.equal(words(40).length, 4);
  });
});
