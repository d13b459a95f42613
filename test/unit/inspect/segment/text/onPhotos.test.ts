import assert from "node:assert/strict";
import type { Rgb } from "../../../../../src/base/color";
import { createBitmap, type Bitmap } from "../../../../../src/image/bitmap";
import { segmentBitmap } from "../../../../../src/inspect/segment/segment";
import { drawLetters, drawRect } from "../../../../fakes/drawShapes";

const ORANGE: Rgb = [253, 186, 116];
const GREY: Rgb = [170, 176, 190];

/** A dark picture whose every pixel has one of six colours. */
function drawPhoto(): Bitmap {
  const page = createBitmap(340, 240);
  let state = 7;
  drawRect(page, { x: 20, y: 20, width: 300, height: 200 }, () => {
    // Park & Miller's minimal standard generator.
    state = (state * 48271) % 2147483647;
    const shade = 12 * (state % 6);
    return [10 + shade, 20 + shade, 40 + shade];
  });
  return page;
}

describe("text on a photo", () => {
  it("is found in colours that are much rarer than those of the picture", () => {
    const page = drawPhoto();
    const heading = drawLetters(page, "nnnnnnnn", 60, 60, 30, [255, 255, 255]);
    const label = drawLetters(page, "nnnnnnnnnn", 60, 130, 12, ORANGE);
    const note = drawLetters(page, "nnnnnnn", 60, 180, 12, GREY);
    const { lines } = segmentBitmap(page, 1);
    assert.deepEqual(
      lines
        .filter(({ overPicture }) => overPicture)
        .map(({ box, foreground }) => [box, foreground]),
      [
        [heading, [255, 255, 255]],
        [label, ORANGE],
        [note, GREY],
      ],
    );
  });

  it("is told by the colour that shows all of its letters", () => {
    const page = drawPhoto();
    // Most letters are a little paler but for their tops, as compression leaves them.
    const pale = drawLetters(page, "nnnnnn", 60, 60, 20, [225, 225, 225]);
    for (let y = pale.y; y < pale.y + 4; y++)
      for (let x = pale.x; x < pale.x + pale.width; x++) {
        const at = (y * page.width + x) * 4;
        if (page.rgba[at] === 225) page.rgba.fill(255, at, at + 3);
      }
    drawLetters(page, "nn", pale.x + pale.width + 3, 60, 20, [255, 255, 255]);
    const { lines } = segmentBitmap(page, 1);
    assert.deepEqual(
      lines.map(({ glyphs }) => glyphs.length),
      [8],
    );
  });
});
