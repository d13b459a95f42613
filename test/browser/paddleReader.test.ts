import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { AbortError } from "../../src/base/async";
import { MockloopError } from "../../src/base/errors";
import { decodePng } from "../../src/image/codec";
import { createPaddleReader } from "../../src/inspect/read/paddle/paddleReader";
import type { LineImage } from "../../src/inspect/read/textReader";

/** A line of 30 px high ink on white, cut from a drawing with Inter. */
async function loadLine(name: string): Promise<LineImage> {
  const file = new URL(`../fixtures/lines/${name}.png`, import.meta.url);
  const { width, height, rgba } = await decodePng(await readFile(file));
  const pixels = new Uint8Array(width * height).map((_, i) => rgba[i * 4] ?? 255);
  return { width, height, pixels };
}

describe("createPaddleReader", () => {
  const reader = createPaddleReader();
  after(() => reader.dispose());

  it("reads lines without network, in order, with their spaces", async () => {
    const [sentence, amount] = [await loadLine("sentence"), await loadLine("amount")];
    const readings = await reader.read([sentence, amount, sentence]);
    assert.deepEqual(
      readings.map(({ text }) => text),
      ["Sign in to continue", "$1,249.50", "Sign in to continue"],
    );
    for (const { confidence } of readings) assert.ok(confidence > 0.8 && confidence <= 1);
  }).timeout(60_000);

  it("reads nothing from an empty line", async () => {
    const empty = { width: 80, height: 50, pixels: new Uint8Array(80 * 50).fill(255) };
    assert.deepEqual(await reader.read([empty]), [{ text: "", confidence: 0 }]);
  });

  it("stops when it is aborted, with lines unread, and reads on afterwards", async () => {
    const line = await loadLine("sentence");
    const controller = new AbortController();
    let begun = 0;
    const counted: LineImage = {
      width: line.width,
      height: line.height,
      get pixels() {
        if (++begun === 3) controller.abort();
        return line.pixels;
      },
    };
    await assert.rejects(
      reader.read(Array<LineImage>(9).fill(counted), controller.signal),
      AbortError,
    );
    const [next] = await reader.read([line]);
    assert.equal(next?.text, "Sign in to continue");
    assert.ok(begun < 9, `${begun} lines were read`);
  }).timeout(60_000);

  it("refuses to read once it is disposed", async () => {
    const other = createPaddleReader();
    await other.dispose();
    await assert.rejects(
      other.read([await loadLine("amount")]),
      (error) => error instanceof MockloopError && error.code === "READER_FAILED",
    );
  });
});
