import assert from "node:assert/strict";
import type { Rect } from "../../../../../src/base/geometry";
import type { ReadLine } from "../../../../../src/inspect/read/readLine";
import { takeWords } from "../../../../../src/inspect/read/split/takeWords";

const glyphs: readonly Rect[] = [{ x: 10, y: 10, width: 8, height: 12 }];

/** A line that two readers read in two ways. */
const contradicted = (text: string, ...others: readonly string[]): ReadLine => ({
  text,
  others,
  confidence: 0.9,
  agreed: false,
  incomplete: false,
  candidate: {
    box: { x: 10, y: 10, width: 80, height: 12 },
    glyphs,
    background: [255, 255, 255],
    foreground: [0, 0, 0],
    iconCandidate: false,
    surface: 0,
    overPicture: false,
  },
});

describe("takeWords", () => {
  const line = contradicted("e Paid today", "• Paid today", "· Paid today");

  it("counts as agreed on what all readings have alike", () => {
    const { text, others, agreed } = takeWords(line, 1, 3, glyphs);
    assert.deepEqual([text, others, agreed], ["Paid today", [], true]);
  });

  it("stays contradicted where readings differ or miss the words, or where nobody says what they are", () => {
    assert.equal(takeWords(line, 0, 1, glyphs).agreed, false);
    assert.equal(takeWords(contradicted("Plan B", "Plan"), 1, 2, glyphs).agreed, false);
    assert.equal(takeWords(contradicted("Plan B"), 1, 2, glyphs).agreed, false);
  });
});
