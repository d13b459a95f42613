import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { AbortError } from "../../src/base/async";
import { MockloopError } from "../../src/base/errors";
import { decodePng } from "../../src/image/codec";
import { createTesseractReader } from "../../src/inspect/read/tesseractReader";
import type { LineImage } from "../../src/inspect/read/textReader";

/** A line of 30 px high ink on white, cut from a drawing with Inter. */
async function loadLine(name: string): Promise<LineImage> {
  const file = new URL(`../fixtures/lines/${name}.png`, import.meta.url);
  const { width, height, rgba } = await decodePng(await readFile(file));
  const pixels = new Uint8Array(width * height).map((_, i) => rgba[i * 4] ?? 255);
  return { width, height, pixels };
}

describe("createTesseractReader", () => {
  const reader = createTesseractReader();
  after(() => reader.dispose());

  it("reads lines without network, in order, more than it has workers", async () => {
    const [sentence, amount] = [await loadLine("sentence"), await loadLine("amount")];
    const readings = await reader.read([sentence, amount, sentence, amount]);
    assert.deepEqual(
      readings.map(({ text }) => text),
      ["Sign in to continue", "$1,249.50", "Sign in to continue", "$1,249.50"],
    );
    const [first] = readings;
    assert.ok(first && first.confidence > 0.8 && first.confidence <= 1);
  });

  it("reads nothing from an empty line", async () => {
    const empty = { width: 80, height: 50, pixels: new Uint8Array(80 * 50).fill(255) };
    const [reading] = await reader.read([empty]);
    assert.equal(reading?.text, "");
  });

  it("stops when it is aborted, with most lines unread, and reads on afterwards", async () => {
    const line = await loadLine("sentence");
    let begun = 0;
    const counted: LineImage = {
      width: line.width,
      height: line.height,
      get pixels() {
        begun++;
        return line.pixels;
      },
    };
    const controller = new AbortController();
    const reading = reader.read(Array<LineImage>(400).fill(counted), controller.signal);
    setTimeout(() => controller.abort(), 60);
    await assert.rejects(reading, AbortError);
    const [next] = await reader.read([line]);
    assert.ok(begun < 200, `${begun} lines were read`);
    assert.equal(next?.text, "Sign in to continue");
  });

  it("refuses to read once disposed", async () => {
    const other = createTesseractReader({ workers: 1 });
    await other.read([await loadLine("amount")]);
    await other.dispose();
    await other.dispose();
    await assert.rejects(
      other.read([await loadLine("amount")]),
      (error) => error instanceof MockloopError && error.code === "READER_FAILED",
    );
  });
});
