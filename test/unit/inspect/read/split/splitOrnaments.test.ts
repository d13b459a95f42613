import assert from "node:assert/strict";
import { boundingRect, type Rect } from "../../../../../src/base/geometry";
import type { ReadLine } from "../../../../../src/inspect/read/readLine";
import { splitOrnaments } from "../../../../../src/inspect/read/split/splitOrnaments";

/** A line of letters 8 px wide and 12 high, 2 px apart and 6 px between words. */
function lineOf(text: string, ...others: readonly string[]): ReadLine {
  return spacedLineOf(2, text, ...others);
}

/** The same with another gap between letters. */
function spacedLineOf(gap: number, text: string, ...others: readonly string[]): ReadLine {
  const glyphs: Rect[] = [];
  let x = 10;
  for (const character of text) {
    if (character !== " ") glyphs.push({ x, y: 10, width: 8, height: 12 });
    x += character === " " ? 2 + gap : 8 + gap;
  }
  return {
    text,
    others,
    confidence: 0.9,
    agreed: others.length === 0,
    incomplete: false,
    candidate: {
      box: boundingRect(glyphs),
      glyphs,
      background: [255, 255, 255],
      foreground: [0, 0, 0],
      iconCandidate: false,
      surface: 0,
      overPicture: false,
    },
  };
}

/** The text that is left, its other readings, and how many ornaments were taken off. */
function split(text: string, ...others: readonly string[]): unknown[] {
  const { line, ornaments } = splitOrnaments(lineOf(text, ...others));
  return [line.text, line.others, ornaments.length];
}

describe("splitOrnaments", () => {
  it("takes off what one reader knew for a sign and another took for a letter", () => {
    assert.deepEqual(split("4 12.4% since May", "▲12.4% since May"), ["12.4% since May", [], 1]);
    assert.deepEqual(split("v 81% up", "8.1% up", "+ 8.1% up"), ["81% up", ["8.1% up"], 1]);
    assert.deepEqual(split("e Paid", "· Paid"), ["Paid", [], 1]);
    assert.deepEqual(split("a 12 today", "12 today"), ["12 today", [], 1]);
  });

  it("takes off what the reading put forward passed over", () => {
    const ink = lineOf("a 12 today");
    const { line, ornaments } = splitOrnaments({
      ...ink,
      text: "12 today",
      others: ["a 12 today"],
    });
    assert.deepEqual([line.text, line.others, ornaments.length], ["12 today", [], 1]);
    assert.equal(line.candidate.box.x, 10 + 14);
  });

  it("leaves a short word that some reader left out, and signs that belong to a text", () => {
    for (const [text, other] of [
      ["Plan B", "Plan"],
      ["Step 1", "Step"],
      ["I have", "| have"],
      ["€ 12", "12"],
      ["+ Add", undefined],
    ] as const)
      assert.equal(split(text, ...(other === undefined ? [] : [other]))[0], text);
  });

  it("leaves a short word of letter-spaced text, whose spaces are as wide as an icon's", () => {
    const { line, ornaments } = splitOrnaments(spacedLineOf(6, "BILLED TO"));
    assert.deepEqual([line.text, ornaments], ["BILLED TO", []]);
  });
});
