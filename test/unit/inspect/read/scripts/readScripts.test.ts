import assert from "node:assert/strict";
import { createBitmap } from "../../../../../src/image/bitmap";
import { Attempts } from "../../../../../src/inspect/attempts";
import { readScripts } from "../../../../../src/inspect/read/scripts/readScripts";
import type { ReadLines } from "../../../../../src/inspect/read/readLines";
import type { Reading } from "../../../../../src/inspect/read/textReader";
import type { LineCandidate } from "../../../../../src/inspect/segment/segmentation";
import { candidateAt } from "../candidateAt";

const page = createBitmap(600, 200);

/** A row of ink at a height of the page. */
const rowAt = (y: number, x: number, width: number, height = 12): LineCandidate =>
  candidateAt(x, width, { box: { x, y, width, height } });

/** A line that two readers read in two ways. */
const guessed = (candidate: LineCandidate, confidence: number): ReadLines["lines"][number] => ({
  ...{ text: "ba>lg", confidence, others: ["Oos"], agreed: false, incomplete: false, candidate },
});

/** A reader that reads every line of a page alike, in a script whose letters are Arabic's; and how many it was given. */
function arabic(...readings: Reading[]) {
  const seen: number[] = [];
  let next = 0;
  const read = (lines: readonly unknown[]) => {
    seen.push(lines.length);
    return Promise.resolve(lines.map(() => readings[next++ % readings.length] as Reading));
  };
  const reader = { read, dispose: () => Promise.resolve() };
  return { seen, script: { reader, letter: /\p{Script=Arabic}/u } };
}

const sure: Reading = { text: "مرحبا بكم", confidence: 0.92 };

describe("readScripts", () => {
  const run = (read: Partial<ReadLines>, { script }: ReturnType<typeof arabic>) =>
    readScripts(
      page,
      { lines: [], rejected: [], unread: [], ...read },
      [script],
      new Attempts(),
      undefined,
    );

  it("reads what hangs at different heights of one row as one text", async () => {
    const pieces = [rowAt(70, 312, 17, 20), rowAt(70, 402, 95, 26), rowAt(79, 329, 249, 18)];
    const read = await run({ rejected: pieces }, arabic(sure));
    assert.deepEqual(
      read.lines.map(({ text, candidate }) => [text, candidate.box]),
      [["مرحبا بكم", { x: 312, y: 70, width: 266, height: 27 }]],
    );
    assert.deepEqual(read.rejected, []);
  });

  it("believes no reading that is unsure, in other letters, or in words no language has", async () => {
    const rejected = [rowAt(20, 20, 200)];
    for (const reading of [
      { ...sure, confidence: 0.4 },
      { text: "Mockloop م", confidence: 0.95 },
      { text: "رو را و رو ( را", confidence: 0.9 },
    ]) {
      const read = await run({ rejected }, arabic(reading));
      assert.deepEqual([read.lines, read.rejected], [[], rejected]);
    }
  });

  it("takes nothing at one height for no other reading", async () => {
    const read = await run({ unread: [rowAt(20, 20, 200)] }, arabic(sure, { ...sure, text: "" }));
    assert.deepEqual(
      read.lines.map(({ confidence }) => confidence),
      [0.92],
    );
  });

  it("asks about surer lines only on a page that has the script", async () => {
    const lines = [guessed(rowAt(20, 20, 200), 0.4), guessed(rowAt(60, 20, 100), 0.8)];
    const without = arabic({ text: "Mockloop", confidence: 0.9 });
    assert.deepEqual((await run({ lines }, without)).lines, lines);
    assert.deepEqual(without.seen, [2]);
    const read = await run({ lines }, arabic(sure));
    assert.deepEqual(
      read.lines.map(({ text }) => text),
      ["مرحبا بكم", "مرحبا بكم"],
    );
  });

  it("leaves lines alone that two readers agree on, however they are written", async () => {
    const lines = [{ ...guessed(rowAt(20, 20, 200), 0.4), agreed: true }];
    const asked = arabic(sure);
    assert.deepEqual((await run({ lines }, asked)).lines, lines);
    assert.deepEqual(asked.seen, []);
  });
});
