import assert from "node:assert/strict";
import type { Rect } from "../../../../../src/base/geometry";
import { matchWords } from "../../../../../src/inspect/read/split/wordInks";

/** Letters of 8 px, 2 px apart, and words `gap` px apart: as many letters a word as `lengths` says. */
function inkOf(lengths: readonly number[], gap = 10): Rect[] {
  let x = 0;
  return lengths.flatMap((length) => {
    const letters = Array.from({ length }, (_, i) => ({
      x: x + i * 10,
      y: 0,
      width: 8,
      height: 12,
    }));
    x += length * 10 - 2 + gap;
    return letters;
  });
}

const sizes = (glyphs: readonly Rect[], text: string): number[] =>
  matchWords(glyphs, text.split(" ")).map(({ length }) => length);

describe("matchWords", () => {
  it("gives each word its ink, a torn letter and touching ones among it", () => {
    assert.deepEqual(sizes(inkOf([3, 7]), "4.8 reviews"), [3, 7]);
    assert.deepEqual(sizes(inkOf([4, 6]), "4.8 reviews"), [4, 6]);
  });

  it("matches nothing where a space was lost, so that one word's text stands for another's ink", () => {
    assert.deepEqual(sizes(inkOf([5, 10], 11), "★★★★★4.836 reviews"), []);
  });

  it("knows that signs and characters of other scripts come in several pieces", () => {
    assert.deepEqual(sizes(inkOf([4, 6]), "川 ”小"), [4, 6]);
  });
});
