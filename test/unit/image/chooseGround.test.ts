import assert from "node:assert/strict";
import type { Rgb } from "../../../src/base/color";
import type { Bitmap } from "../../../src/image/bitmap";
import { chooseGround } from "../../../src/image/chooseGround";
import { decodeImage, encodePng } from "../../../src/image/codec";

const WHITE: Rgb = [255, 255, 255];
const DARK: Rgb = [31, 41, 55];
const INK: Rgb = [17, 24, 39];

/** Nothing but transparency, 120 × 60. */
const clear = (): Bitmap => ({
  width: 120,
  height: 60,
  rgba: new Uint8ClampedArray(120 * 60 * 4),
});

function paint(bitmap: Bitmap, x0: number, y0: number, width: number, height: number, color: Rgb) {
  for (let y = y0; y < y0 + height; y++)
    for (let x = x0; x < x0 + width; x++)
      bitmap.rgba.set([...color, 255], (y * bitmap.width + x) * 4);
}

/** Five stems, 3 px wide and 12 high. */
function write(bitmap: Bitmap, x: number, y: number, color: Rgb): void {
  for (let i = 0; i < 5; i++) paint(bitmap, x + i * 6, y, 3, 12, color);
}

describe("chooseGround", () => {
  it("takes a dark ground for white writing", async () => {
    const page = clear();
    write(page, 10, 10, WHITE);
    assert.deepEqual(chooseGround(page), DARK);
    const { bitmap } = await decodeImage(await encodePng(page));
    assert.deepEqual([...bitmap.rgba.subarray(0, 4)], [...DARK, 255]);
  });

  it("takes white for dark writing, for a shape, and for writing on a shape", () => {
    const dark = clear();
    write(dark, 10, 10, INK);
    const card = clear();
    paint(card, 10, 5, 100, 50, WHITE);
    write(card, 20, 10, INK);
    const button = clear();
    paint(button, 10, 5, 100, 50, INK);
    write(button, 20, 10, WHITE);
    for (const page of [clear(), dark, card, button]) assert.deepEqual(chooseGround(page), WHITE);
  });

  it("takes a grey on which both can be seen for white and dark writing", () => {
    const page = clear();
    write(page, 10, 10, WHITE);
    write(page, 50, 10, INK);
    assert.deepEqual(chooseGround(page), [118, 118, 118]);
  });

  it("is not moved by a few specks", () => {
    const page = clear();
    paint(page, 10, 10, 3, 12, WHITE);
    assert.deepEqual(chooseGround(page), WHITE);
  });
});
