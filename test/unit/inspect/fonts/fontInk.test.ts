import assert from "node:assert/strict";
import type { Rgb } from "../../../../src/base/color";
import { createBitmap } from "../../../../src/image/bitmap";
import type { LineCandidate } from "../../../../src/inspect/segment/segmentation";
import { measureInk } from "../../../../src/inspect/fonts/fontInk";

const [WHITE, BLACK]: [Rgb, Rgb] = [
  [255, 255, 255],
  [0, 0, 0],
];

/** Letters of 12 × 10 px with a stroke below them, next to their lowest row. */
function measure(underlines: readonly { x: number; y: number; width: number; height: number }[]) {
  const bitmap = createBitmap(60, 40, WHITE);
  const bars = [
    { x: 10, y: 10, width: 4, height: 10 },
    { x: 18, y: 10, width: 4, height: 10 },
    { x: 9, y: 20, width: 15, height: 1 },
  ];
  for (const { x, y, width, height } of bars)
    for (let row = y; row < y + height; row++)
      for (let column = x; column < x + width; column++)
        bitmap.rgba.set(BLACK, (row * 60 + column) * 4);
  const box = { x: 10, y: 10, width: 12, height: 10 };
  const glyphs = bars.slice(0, 2);
  const candidate: LineCandidate = {
    box,
    background: WHITE,
    foreground: BLACK,
    glyphs,
    underlines,
    iconCandidate: false,
    surface: 0,
    overPicture: false,
  };
  const line = {
    text: "ll",
    confidence: 1,
    others: [],
    agreed: undefined,
    incomplete: false,
    candidate,
  };
  return measureInk(bitmap, line, 1).extents;
}

describe("measureInk of a line", () => {
  it("leaves out the strokes that underline it", () => {
    const expected = { left: 10, top: 10, right: 22, bottom: 20 };
    assert.deepEqual(measure([{ x: 9, y: 20, width: 15, height: 1 }]), expected);
    assert.equal(measure([]).bottom, 21);
  });
});
