import assert from "node:assert/strict";
import { looksLikeText } from "../../../../src/inspect/read/looksLikeText";
import type { LineCandidate } from "../../../../src/inspect/segment/segmentation";

/** `columns` strokes of 6 px, 3 px apart. */
function inkOf(columns: number, more: Partial<LineCandidate> = {}): LineCandidate {
  return {
    box: { x: 0, y: 0, width: columns * 9 - 3, height: 14 },
    glyphs: Array.from({ length: columns }, (_, i) => ({ x: i * 9, y: 0, width: 6, height: 14 })),
    background: [255, 255, 255],
    foreground: [0, 0, 0],
    iconCandidate: false,
    surface: 1,
    overPicture: false,
    ...more,
  };
}

describe("looksLikeText", () => {
  it("takes a row of strokes for text", () => {
    assert.equal(looksLikeText(inkOf(6)), true);
  });

  it("takes one or two strokes, an icon, or ink on a photograph for none", () => {
    assert.equal(looksLikeText(inkOf(2)), false);
    assert.equal(looksLikeText(inkOf(6, { iconCandidate: true })), false);
    assert.equal(looksLikeText(inkOf(6, { overPicture: true })), false);
  });
});
