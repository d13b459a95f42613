import assert from "node:assert/strict";
import { AbortError } from "../../../../src/base/async";
import { Attempts } from "../../../../src/inspect/attempts";
import { readBatch, type Readable } from "../../../../src/inspect/read/readBatch";
import type { LineImage, TextReader } from "../../../../src/inspect/read/textReader";

/** Lines whose width is their number. */
const linesOf = (count: number): Readable[] =>
  Array.from({ length: count }, (_, i) => ({
    image: { width: i + 1, height: 1, pixels: new Uint8Array(i + 1) },
    region: { x0: 0, y0: 10 * i, x1: 50, y1: 10 * i + 8 },
  }));

/** A reader that is lost over some lines; counts its calls. */
class LostReader implements TextReader {
  calls = 0;
  constructor(private readonly isOdd: (line: LineImage) => boolean) {}

  read(lines: readonly LineImage[]) {
    this.calls++;
    if (lines.some(this.isOdd)) return Promise.reject(new Error("The engine was lost."));
    return Promise.resolve(lines.map(({ width }) => ({ text: `line ${width}`, confidence: 0.9 })));
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

describe("readBatch", () => {
  it("reads all in one call when nothing fails", async () => {
    const reader = new LostReader(() => false);
    const readings = await readBatch(linesOf(100), reader, new Attempts());
    assert.equal(readings[99]?.text, "line 100");
    assert.equal(reader.calls, 1);
  });

  it("gives up nothing but the line that the reader cannot stand", async () => {
    const reader = new LostReader(({ width }) => width === 38);
    const attempts = new Attempts();
    const readings = await readBatch(linesOf(100), reader, attempts);
    assert.equal(readings[37], undefined);
    assert.equal(readings.filter((reading) => reading !== undefined).length, 99);
    assert.deepEqual(attempts.misses, [
      {
        stage: "reading",
        region: { x0: 0, y0: 370, x1: 50, y1: 378 },
        message: "The engine was lost.",
      },
    ]);
  });

  it("stops asking a reader that is broken", async () => {
    const reader = new LostReader(() => true);
    const attempts = new Attempts();
    const readings = await readBatch(linesOf(1000), reader, attempts);
    assert.ok(readings.every((reading) => reading === undefined));
    assert.equal(readings.length, 1000);
    assert.equal(reader.calls, 12);
    const [first, ...rest] = attempts.misses;
    assert.equal(first?.region.y0, 0);
    assert.equal(rest.at(-1)?.region.y1, 9998);
  });

  it("takes a line that got no answer for unread", async () => {
    const reader: TextReader = {
      read: () => Promise.resolve([{ text: "one", confidence: 1 }]),
      dispose: () => Promise.resolve(),
    };
    const readings = await readBatch(linesOf(2), reader, new Attempts());
    assert.deepEqual(
      readings.map((reading) => reading?.text),
      ["one", undefined],
    );
  });

  it("stops when told to", async () => {
    const reader: TextReader = {
      read: () => Promise.reject(new AbortError()),
      dispose: () => Promise.resolve(),
    };
    await assert.rejects(readBatch(linesOf(8), reader, new Attempts()), { name: "AbortError" });
  });
});
