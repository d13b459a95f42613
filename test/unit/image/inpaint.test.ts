import assert from "node:assert/strict";
import { createBitmap, type Bitmap } from "../../../src/image/bitmap";
import { inpaint } from "../../../src/image/inpaint";

/** A ramp: every channel of (x, y) is 2x + y. */
function ramp(width: number, height: number): Bitmap {
  const bitmap = createBitmap(width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      bitmap.rgba.fill(2 * x + y, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return bitmap;
}

describe("inpaint", () => {
  it("goes on with a ramp below a stroke as if nothing had been there", () => {
    const ground = ramp(60, 40);
    const written = { ...ground, rgba: ground.rgba.slice() };
    const mask = new Uint8Array(60 * 40);
    for (let y = 10; y < 30; y++)
      for (let x = 25; x < 33; x++) {
        mask[y * 60 + x] = 1;
        written.rgba.fill(255, (y * 60 + x) * 4, (y * 60 + x) * 4 + 3);
      }
    const { rgba } = inpaint(written, mask);
    rgba.forEach((value, at) =>
      assert.ok(Math.abs(value - (ground.rgba[at] as number)) <= 1, `${at}: ${value}`),
    );
  });

  it("fills what reaches over the edges from the sides that are there", () => {
    const bitmap = createBitmap(8, 4, [40, 80, 120]);
    const mask = new Uint8Array(32);
    for (let y = 0; y < 4; y++) mask.fill(1, y * 8, y * 8 + 5);
    bitmap.rgba.fill(0, 0, 12);
    assert.deepEqual(inpaint(bitmap, mask).rgba, createBitmap(8, 4, [40, 80, 120]).rgba);
  });

  it("leaves everything where nothing is known, and what it was given untouched", () => {
    const bitmap = ramp(5, 5);
    const before = bitmap.rgba.slice();
    assert.deepEqual(inpaint(bitmap, new Uint8Array(25).fill(1)).rgba, before);
    inpaint(bitmap, new Uint8Array(25).fill(1, 6, 9));
    assert.deepEqual(bitmap.rgba, before);
  });
});
