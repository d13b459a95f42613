import assert from "node:assert/strict";
import type { Rgb } from "../../../../../src/base/color";
import { createBitmap } from "../../../../../src/image/bitmap";
import { segmentBitmap } from "../../../../../src/inspect/segment/segment";
import { drawLetters, drawRect } from "../../../../fakes/drawShapes";

const PINK: Rgb = [227, 82, 137];
const YELLOW: Rgb = [253, 229, 104];

/** A card through which a disc shines, blurred: its soft edge crosses what is written at x = 110 to 300. */
function drawCard() {
  const page = createBitmap(460, 300, [240, 120, 80]);
  drawRect(page, { x: 40, y: 30, width: 380, height: 240 }, (x, y) => {
    const beyond = Math.hypot(x - 60, y - 70) - 100;
    const share = 1 / (1 + Math.exp(beyond / 5));
    const mix = (k: 0 | 1 | 2): number => Math.round(PINK[k] + share * (YELLOW[k] - PINK[k]));
    return [mix(0), mix(1), mix(2)];
  });
  return page;
}

describe("text over a blur", () => {
  it("is found where a soft edge runs through its letters", () => {
    const page = drawCard();
    const text = drawLetters(page, "nnnnnnnnnn", 110, 70, 21, [255, 255, 255]);
    const { lines } = segmentBitmap(page, 1);
    const found = lines.filter(({ glyphs }) => glyphs.length >= 4);
    assert.deepEqual(
      found.map(({ box, foreground }) => ({ box, foreground })),
      [{ box: text, foreground: [255, 255, 255] }],
    );
  });
});
