import assert from "node:assert/strict";
import { createBitmap } from "../../../../src/image/bitmap";
import { readLines } from "../../../../src/inspect/read/readLines";
import type { TextReader } from "../../../../src/inspect/read/textReader";
import type { LineCandidate } from "../../../../src/inspect/segment/segmentation";
import { candidateAt } from "./candidateAt";

/** Reads ink by its width: what stands for the piece, the line, and both together. */
function readerOf(byWidth: (width: number) => string): TextReader {
  return {
    read: (lines) =>
      Promise.resolve(
        lines.map((line) => {
          // Without the white around it, at the size it has on the page.
          const width = ((line.width - 20) * 12) / 36;
          return { text: byWidth(width), confidence: 0.95 };
        }),
      ),
    dispose: () => Promise.resolve(),
  };
}

const page = createBitmap(400, 40);
const PIECE = 18;
const LINE = 78;

/** What the readers make of a piece that stands 6 px before a line. */
async function read(
  [alone, checked]: readonly [string, string],
  [together, checkedTogether]: readonly [string, string],
  piece: Partial<LineCandidate> = {},
) {
  const by = (one: string, all: string): TextReader =>
    readerOf((width) => (width < 40 ? one : width > 95 ? all : "Nov 2020"));
  const candidates = [
    candidateAt(10, PIECE, { iconCandidate: true, ...piece }),
    candidateAt(34, LINE),
  ];
  const [first, second] = [by(alone, together), by(checked, checkedTogether)];
  const { lines, rejected } = await readLines(
    page,
    candidates,
    first,
    undefined,
    undefined,
    second,
  );
  return [lines.map(({ text }) => text), rejected.length];
}

describe("readTogether", () => {
  it("reads a piece that looked like an icon as a part of the line it stands beside", async () => {
    const both = ["11 Nov 2020", "11 Nov 2020"] as const;
    assert.deepEqual(await read(["n", "11"], both), [["11 Nov 2020"], 0]);
  });

  it("leaves alone what two readers read in two ways, or as a single letter, or as another line", async () => {
    for (const both of [
      ["11 Nov 2020", "n Nov 2020"],
      ["O Nov 2020", "O Nov 2020"],
      ["11 May 2020", "11 May 2020"],
    ] as const)
      assert.deepEqual(await read(["n", "11"], both), [["Nov 2020"], 1]);
  });

  it("leaves a piece alone that is higher than the line", async () => {
    const high = { box: { x: 10, y: 6, width: PIECE, height: 18 } };
    const both = ["11 Nov 2020", "11 Nov 2020"] as const;
    assert.deepEqual(await read(["n", "11"], both, high), [["Nov 2020"], 1]);
  });
});
