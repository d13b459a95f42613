import assert from "node:assert/strict";
import { createBitmap, type Bitmap } from "../../../../../src/image/bitmap";
import type { ReadLine } from "../../../../../src/inspect/read/readLine";
import { splitByWeight } from "../../../../../src/inspect/read/split/splitByWeight";

/** Draws each letter as two stems of its word's thickness; letters are 12 px wide, words 10 px apart. */
function write(words: readonly (readonly [text: string, stem: number])[]): [Bitmap, ReadLine] {
  const bitmap = createBitmap(800, 40);
  bitmap.rgba.fill(255);
  const glyphs = [];
  let x = 10;
  for (const [text, stem] of words) {
    for (let i = 0; i < text.length; i++, x += 14) {
      glyphs.push({ x, y: 10, width: 12, height: 16 });
      for (let y = 10; y < 26; y++)
        for (const left of [x, x + 12 - stem])
          for (let dx = 0; dx < stem; dx++)
            bitmap.rgba.set([0, 0, 0, 255], (y * 800 + left + dx) * 4);
    }
    x += 10;
  }
  const candidate = {
    box: { x: 10, y: 10, width: x - 22, height: 16 },
    glyphs,
    background: [255, 255, 255],
    foreground: [0, 0, 0],
    iconCandidate: false,
    surface: 0,
    overPicture: false,
  } as const;
  return [
    bitmap,
    {
      text: words.map(([text]) => text).join(" "),
      confidence: 0.9,
      others: [],
      agreed: undefined,
      incomplete: false,
      candidate,
    },
  ];
}

const texts = ([bitmap, line]: [Bitmap, ReadLine]): string[] =>
  splitByWeight(bitmap, line).map(({ text }) => text);

describe("splitByWeight", () => {
  it("cuts a bold label off its value", () => {
    const [bitmap, line] = write([
      ["Order", 4],
      ["ID:", 4],
      ["4F3S8J", 2],
    ]);
    const [label, value] = splitByWeight(bitmap, line);
    assert.deepEqual([label?.text, value?.text], ["Order ID:", "4F3S8J"]);
    assert.equal(value?.candidate.glyphs.length, 6);
    assert.ok((label?.candidate.box.width ?? 0) < (value?.candidate.box.x ?? 0));
  });

  it("tells a short word by its own strokes and leaves marks with the word before", () => {
    const sentence = write([
      ["You", 2],
      ["have", 2],
      ["1", 4],
      ["free", 4],
      ["report", 4],
      ["-", 2],
      ["remaining", 2],
    ]);
    assert.deepEqual(texts(sentence), ["You have", "1 free report -", "remaining"]);
  });

  it("leaves a line whose strokes are about as thick, and one that is underlined", () => {
    const even = write([
      ["Please", 4],
      ["sign", 5],
      ["here", 4],
    ]);
    assert.deepEqual(texts(even), ["Please sign here"]);
    const [bitmap, line] = write([
      ["Unsubscribe", 4],
      ["from", 2],
      ["these", 2],
    ]);
    const underlines = [{ x: 10, y: 28, width: 150, height: 1 }];
    const underlined = { ...line, candidate: { ...line.candidate, underlines } };
    assert.deepEqual(splitByWeight(bitmap, underlined), [underlined]);
  });
});
