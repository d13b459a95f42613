import assert from "node:assert/strict";
import type { Rgb } from "../../../../../src/base/color";
import { createBitmap, type Bitmap } from "../../../../../src/image/bitmap";
import { detectNoise } from "../../../../../src/inspect/segment/noise/detectNoise";
import { drawLetters, drawNoise } from "../../../../fakes/drawShapes";

const PAPER: Rgb = [246, 248, 250];

function drawPage(): Bitmap {
  const page = createBitmap(400, 300, PAPER);
  for (let y = 20; y < 280; y += 40) drawLetters(page, "nnn nnnn nnn nn", 24, y, 14, [20, 20, 20]);
  return page;
}

/** What a JPEG does to the blocks that hold ink: every light pixel is a little off. */
function addRinging(page: Bitmap): Bitmap {
  const rgba = new Uint8ClampedArray(page.rgba);
  for (let y = 16; y < 280; y++) {
    if ((y - 16) % 40 >= 24) continue;
    for (let x = 16; x < 240; x++) {
      const i = (y * page.width + x) * 4;
      if ((rgba[i] as number) < 200) continue;
      const off = ((x * 7 + y * 13) % 9) - 4;
      for (let channel = 0; channel < 3; channel++)
        rgba[i + channel] = (rgba[i + channel] as number) + off;
    }
  }
  return { ...page, rgba };
}

describe("detectNoise", () => {
  it("finds a drawn page clean", () => {
    assert.equal(detectNoise(drawPage()), "clean");
  });

  it("finds ringing around the letters", () => {
    assert.equal(detectNoise(addRinging(drawPage())), "lossy");
  });

  it("does not mind a photo on a drawn page", () => {
    const page = drawPage();
    drawNoise(page, { x: 256, y: 0, width: 144, height: 300 });
    assert.equal(detectNoise(page), "clean");
  });
});
