import assert from "node:assert/strict";
import { AbortError, throwIfAborted } from "../../../../src/base/async";
import { createBitmap } from "../../../../src/image/bitmap";
import { Attempts } from "../../../../src/inspect/attempts";
import { chooseReading } from "../../../../src/inspect/read/weigh/chooseReading";
import { readLines } from "../../../../src/inspect/read/readLines";
import type { LineImage, Reading, TextReader } from "../../../../src/inspect/read/textReader";
import { candidateAt } from "./candidateAt";

const reading = (text: string, confidence: number): Reading => ({ text, confidence });

/** Answers by the order of the images of the first call, later calls by their turn. */
function scriptedReader(...calls: Reading[][]): TextReader & { seen: LineImage[][] } {
  const seen: LineImage[][] = [];
  return {
    seen,
    read(lines, signal) {
      throwIfAborted(signal);
      seen.push([...lines]);
      return Promise.resolve(calls[seen.length - 1] ?? lines.map(() => reading("", 0)));
    },
    dispose: () => Promise.resolve(),
  };
}

const page = createBitmap(400, 40);
const LONG = 118;

describe("readLines", () => {
  it("returns sure lines after one reading", async () => {
    const reader = scriptedReader([reading("Hello world", 0.97)]);
    const { lines, rejected } = await readLines(page, [candidateAt(10, LONG)], reader);
    assert.deepEqual(
      lines.map(({ text }) => text),
      ["Hello world"],
    );
    assert.equal(rejected.length, 0);
    assert.equal(reader.seen.filter((images) => images.length > 0).length, 1);
  });

  it("does not read what the edge of the page cuts in half", async () => {
    const at = (y: number, height: number) => ({ box: { x: 10, y, width: LONG, height } });
    const cut = candidateAt(10, LONG, at(32, 8));
    const whole = candidateAt(10, LONG, at(28, 12));
    const low = candidateAt(10, LONG, at(35, 5));
    const others = [candidateAt(10, LONG, at(2, 12)), candidateAt(10, LONG, at(16, 12))];
    const sure = reading("Hello world", 0.97);
    const doubtful = await readLines(page, [cut], scriptedReader([reading("ata aN lata RN", 0.7)]));
    assert.deepEqual([doubtful.lines, doubtful.rejected], [[], [cut]]);
    const readable = await readLines(page, [whole], scriptedReader([sure]));
    assert.equal(readable.lines.length, 1);
    const beside = await readLines(page, [...others, low], scriptedReader([sure, sure, sure]));
    assert.deepEqual(beside.rejected, [low]);
  });

  it("reads doubtful lines again at other heights and lets the readings vote", async () => {
    const reader = scriptedReader(
      [reading("Hcllo world", 0.7), reading("Fine as it is", 0.98)],
      [reading("Hello world", 0.65)],
      [reading("Hello world", 0.6)],
    );
    const candidates = [candidateAt(10, LONG), candidateAt(150, LONG)];
    const { lines } = await readLines(page, candidates, reader);
    assert.deepEqual(
      lines.map(({ text }) => text),
      ["Hello world", "Fine as it is"],
    );
    const heights = reader.seen.map(([first]) => first?.height);
    assert.equal(new Set(heights).size, 3, "each reading is at a height of its own");
  });

  it("rejects icons that were read as letters", async () => {
    const icon = candidateAt(10, 12, { iconCandidate: true });
    const bullet = candidateAt(50, 12);
    const reader = scriptedReader([reading("V", 0.9), reading("•", 0.9)]);
    const { lines, rejected } = await readLines(page, [icon, bullet], reader);
    assert.deepEqual(lines, []);
    assert.deepEqual(rejected, [icon, bullet]);
  });

  it("joins a first letter that was set apart to its line", async () => {
    const first = candidateAt(10, 18, { iconCandidate: true });
    const rest = candidateAt(34, LONG);
    const again = [reading("24", 0.95)];
    const sure = [reading("24", 0.95), reading("open issues", 0.97)];
    const reader = scriptedReader(sure, again, again);
    const { lines } = await readLines(page, [first, rest], reader);
    assert.equal(lines.length, 1);
    assert.equal(lines[0]?.text, "24 open issues");
    assert.deepEqual(lines[0]?.candidate.box, { x: 10, y: 10, width: 142, height: 12 });
  });

  it("takes an icon off the text it stands before", async () => {
    const glyphs = [10, 38, 48, 58].map((x) => ({ x, y: 10, width: 8, height: 12 }));
    const line = candidateAt(10, 56, { glyphs });
    const again = [reading("& Set", 0.95)];
    const { lines, rejected } = await readLines(page, [line], scriptedReader(again, again, again));
    assert.deepEqual(
      lines.map(({ text, candidate: { box } }) => [text, box.x]),
      [["Set", 38]],
    );
    assert.deepEqual(
      rejected.map(({ box, iconCandidate }) => [box.x, iconCandidate]),
      [[10, true]],
    );
  });

  it("believes two readers that agree, at once and however unsure", async () => {
    const reader = scriptedReader([reading("11k", 0.6)]);
    const checker = scriptedReader([reading("11k", 0.93)]);
    const short = candidateAt(10, 28);
    const { lines } = await readLines(page, [short], reader, undefined, undefined, checker);
    assert.deepEqual(
      lines.map(({ text, agreed, others }) => [text, agreed, others]),
      [["11k", true, []]],
    );
    assert.deepEqual([reader.seen.length, checker.seen.length], [1, 1]);
  });

  it("reads again what two readers read in two ways, and keeps both readings", async () => {
    const reader = scriptedReader(
      [reading("Hcllo world", 0.92)],
      [reading("Hello world", 0.9)],
      [reading("Hcllo world", 0.6)],
    );
    const checker = scriptedReader([reading("Hello world", 0.9)], [reading("Hello world", 0.8)]);
    const { lines } = await readLines(
      page,
      [candidateAt(10, LONG)],
      reader,
      undefined,
      undefined,
      checker,
    );
    assert.deepEqual(
      lines.map(({ text, agreed, others }) => [text, agreed, others]),
      [["Hello world", false, ["Hcllo world"]]],
    );
  });

  it("asks the second reader for numbers and for words that may be misread, not for sure ones", async () => {
    const texts = ["Sure words", "Unsure words", "Room 117", "and | went"];
    const reader = scriptedReader(
      texts.map((text) => reading(text, text.startsWith("Unsure") ? 0.92 : 0.96)),
    );
    const checker = scriptedReader(texts.slice(1).map((text) => reading(text, 0.96)));
    const candidates = texts.map((_, i) => candidateAt(10 + 30 * i, LONG));
    const { lines } = await readLines(page, candidates, reader, undefined, undefined, checker);
    assert.deepEqual(
      lines.map(({ agreed }) => agreed),
      [undefined, true, true, true],
    );
  });

  it("takes no icon for a letter that only one of two readers sees in it", async () => {
    const icon = candidateAt(10, 8, { iconCandidate: true });
    const triangle = [reading("A", 0.95)];
    const reader = scriptedReader(triangle, triangle, triangle);
    const checker = scriptedReader([reading("▲", 0.6)], [reading("4", 0.5)]);
    const { lines, rejected } = await readLines(
      page,
      [icon],
      reader,
      undefined,
      undefined,
      checker,
    );
    assert.deepEqual([lines, rejected], [[], [icon]]);
  });

  it("reads on alone, and says so, when the checker fails", async () => {
    const broken: TextReader = {
      read: () => Promise.reject(new Error("lost")),
      dispose: () => Promise.resolve(),
    };
    const attempts = new Attempts();
    const reader = scriptedReader([reading("Hello world", 0.92)]);
    const { lines, unread } = await readLines(
      page,
      [candidateAt(10, LONG)],
      reader,
      undefined,
      attempts,
      broken,
    );
    assert.deepEqual(
      lines.map(({ text, agreed }) => [text, agreed]),
      [["Hello world", undefined]],
    );
    assert.equal(unread.length, 0);
    assert.deepEqual(
      attempts.misses.map(({ stage }) => stage),
      ["checking"],
    );
  });

  it("leaves a short first word that is as close as words are", async () => {
    const glyphs = [10, 24, 34, 44].map((x) => ({ x, y: 10, width: 8, height: 12 }));
    const line = candidateAt(10, 42, { glyphs });
    const again = [reading("A dog", 0.95)];
    const { lines } = await readLines(page, [line], scriptedReader(again, again, again));
    assert.deepEqual(
      lines.map(({ text }) => text),
      ["A dog"],
    );
  });

  it("cuts a line where its colour changes", async () => {
    const bitmap = createBitmap(400, 40);
    const glyphs = [0, 10, 20, 50, 60, 70].map((x) => ({ x, y: 10, width: 8, height: 12 }));
    for (const glyph of glyphs)
      for (let y = glyph.y; y < glyph.y + glyph.height; y++)
        for (let x = glyph.x; x < glyph.x + glyph.width; x++)
          bitmap.rgba.set(glyph.x < 50 ? [40, 40, 40, 255] : [0, 80, 230, 255], (y * 400 + x) * 4);
    const line = candidateAt(0, 78, { glyphs, foreground: [40, 40, 40] });
    const { lines } = await readLines(bitmap, [line], scriptedReader([reading("New log", 0.97)]));
    assert.deepEqual(
      lines.map(({ text, candidate: { box, foreground } }) => [text, box.x, box.width, foreground]),
      [
        ["New", 0, 28, [40, 40, 40]],
        ["log", 50, 28, [0, 80, 230]],
      ],
    );
  });

  it("takes the stars beside a rating for a drawing, but a required field's asterisk for text", async () => {
    const bitmap = createBitmap(400, 40);
    const glyphs = [0, 10, 20, 50, 60, 70].map((x) => ({ x, y: 10, width: 8, height: 12 }));
    for (const { x: left, y: top, width, height } of glyphs)
      for (let y = top; y < top + height; y++)
        for (let x = left; x < left + width; x++)
          bitmap.rgba.set(left < 50 ? [220, 150, 0, 255] : [0, 40, 120, 255], (y * 400 + x) * 4);
    const line = candidateAt(0, 78, { glyphs, foreground: [220, 150, 0] });
    const read = async (text: string): Promise<readonly [string[], number]> => {
      const { lines, rejected } = await readLines(
        bitmap,
        [line],
        scriptedReader([reading(text, 0.97)]),
      );
      return [lines.map((one) => one.text), rejected.length];
    };
    assert.deepEqual(await read("★★★ 4.8"), [["4.8"], 1]);
    assert.deepEqual(await read("Tel ***"), [["Tel", "***"], 0]);
  });

  it("stops when it is aborted", async () => {
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(
      readLines(page, [candidateAt(10, LONG)], scriptedReader(), controller.signal),
      AbortError,
    );
  });
});

describe("chooseReading", () => {
  it("prefers two that agree to one that is surer", () => {
    const chosen = chooseReading([reading("l0", 0.9), reading("10", 0.6), reading("10", 0.5)]);
    assert.equal(chosen.text, "10");
  });

  it("is surer when all agree and less sure when none does", () => {
    const [agreed, apart] = [
      chooseReading([reading("a1", 0.8), reading("a1", 0.8)]),
      chooseReading([reading("a1", 0.8), reading("al", 0.7)]),
    ];
    assert.ok(agreed.confidence > 0.8 && apart.confidence < 0.8);
    assert.equal(apart.text, "a1");
  });

  it("takes any text over none", () => {
    assert.equal(chooseReading([reading("", 0.95), reading("x2", 0.3)]).text, "x2");
  });
});
