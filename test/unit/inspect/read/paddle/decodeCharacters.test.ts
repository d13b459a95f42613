import assert from "node:assert/strict";
import { decodeCharacters } from "../../../../../src/inspect/read/paddle/decodeCharacters";

const CHARACTERS = ["1", "7", "：", "价", " "];

/** Scores in which each step is sure of one class; 0 is nothing. */
function scoresOf(path: readonly (readonly [best: number, probability: number])[]): Float32Array {
  const classes = CHARACTERS.length + 1;
  const scores = new Float32Array(path.length * classes);
  path.forEach(([best, probability], step) => {
    scores.fill((1 - probability) / (classes - 1), step * classes, (step + 1) * classes);
    scores[step * classes + best] = probability;
  });
  return scores;
}

describe("decodeCharacters", () => {
  it("counts a character once for as long as it lasts, and again after nothing", () => {
    const path = [1, 1, 0, 1, 1, 2, 2, 0].map((best) => [best, 0.9] as const);
    assert.equal(decodeCharacters(scoresOf(path), CHARACTERS).text, "117");
  });

  it("is as sure as it is of its characters on the whole", () => {
    const path = [
      [1, 0.9],
      [0, 0.4],
      [2, 0.5],
    ] as const;
    const { text, confidence } = decodeCharacters(scoresOf(path), CHARACTERS);
    assert.equal(text, "17");
    assert.ok(Math.abs(confidence - 0.7) < 1e-6);
  });

  it("reads nothing where there is nothing", () => {
    const nothing = [
      [0, 1],
      [0, 1],
    ] as const;
    assert.deepEqual(decodeCharacters(scoresOf(nothing), CHARACTERS), { text: "", confidence: 0 });
  });

  it("keeps wide punctuation for the scripts that have it", () => {
    const read = (...path: number[]): string =>
      decodeCharacters(scoresOf(path.map((best) => [best, 0.9] as const)), CHARACTERS).text;
    assert.deepEqual([read(1, 3, 2), read(4, 3, 2)], ["1:7", "价：7"]);
  });

  it("has no white space at the ends, and single spaces", () => {
    const path = [5, 1, 5, 0, 5, 2, 5].map((best) => [best, 0.9] as const);
    assert.equal(decodeCharacters(scoresOf(path), CHARACTERS).text, "1 7");
  });
});
