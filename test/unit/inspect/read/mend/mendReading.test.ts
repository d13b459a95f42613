import assert from "node:assert/strict";
import type { Rect } from "../../../../../src/base/geometry";
import { mendReading } from "../../../../../src/inspect/read/mend/mendReading";

/** Letters 6 px wide and 10 high on the baseline 20, `gaps[i]` px before the (i+1)th; "," and "." for marks among them. */
function inkOf(pieces: string, ...gaps: readonly number[]): Rect[] {
  let x = 10;
  return [...pieces].map((piece, i) => {
    if (i > 0) x += gaps[i - 1] ?? 2;
    const isMark = /[.,]/.test(piece);
    const glyph = isMark
      ? { x, y: 18, width: 2, height: piece === "," ? 4 : 2 }
      : { x, y: 10, width: 6, height: 10 };
    x += glyph.width;
    return glyph;
  });
}

const read = (text: string, ...others: readonly string[]) => ({
  text,
  others,
  confidence: 0.9,
  agreed: others.length === 0,
});

describe("mendReading", () => {
  it("leaves nothing open that the ink shows", () => {
    const { text, others, agreed } = mendReading(read("1.101", "1,101"), inkOf("n,nnn"), 14);
    assert.deepEqual([text, others, agreed], ["1,101", [], true]);
    assert.deepEqual(mendReading(read("1,101"), inkOf("n,nnn"), 14).others, []);
  });

  it("leaves open what the ink does not show", () => {
    const touching = [{ x: 10, y: 10, width: 40, height: 14 }];
    assert.deepEqual(mendReading(read("1,101"), touching, 14).others, ["1.101"]);
    assert.deepEqual(mendReading(read("30 x 20"), touching, 14).others, ["30 × 20"]);
  });

  it("puts the reading forward that has all marks of the ink", () => {
    const ink = inkOf("n.nnn", 2, 2, 2, 2);
    const { text, others, incomplete } = mendReading(read("41MB", "4.1MB"), ink, 12);
    assert.deepEqual([text, others, incomplete], ["4.1MB", [], false]);
  });

  it("offers a space where a gap may hold one", () => {
    const { text, others } = mendReading(read("minago"), inkOf("nnnnnn", 1, 1, 3, 1, 1), 14);
    assert.deepEqual([text, others], ["minago", ["min ago"]]);
  });

  it("tells that there is more ink than letters", () => {
    assert.equal(mendReading(read("30 20"), inkOf("nnnnn", 1, 5, 5, 1), 10).incomplete, true);
    assert.equal(mendReading(read("30 20"), inkOf("nnnn", 1, 5, 1), 10).incomplete, false);
    assert.equal(mendReading(read("20%"), inkOf("nnnnn"), 10).incomplete, false);
  });
});
