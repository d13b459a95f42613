import assert from "node:assert/strict";
import type { Rgb } from "../../../../src/base/color";
import { createBitmap, type Bitmap } from "../../../../src/image/bitmap";
import { normalizeLine } from "../../../../src/inspect/read/normalizeLine";

/** A bar of `foreground` at (10, 10), 20 × 6, on `background`. */
function barOn(background: Rgb, foreground: Rgb): Bitmap {
  const bitmap = createBitmap(60, 30, background);
  for (let y = 10; y < 16; y++)
    for (let x = 10; x < 30; x++) bitmap.rgba.set([...foreground, 255], (y * 60 + x) * 4);
  return bitmap;
}

const box = { x: 10, y: 10, width: 20, height: 6 };

describe("normalizeLine", () => {
  for (const [name, background, foreground] of [
    ["dark on light", [255, 255, 255], [20, 20, 20]],
    ["light on dark", [10, 10, 30], [250, 240, 220]],
    ["two colours of one brightness", [200, 30, 30], [30, 104, 30]],
  ] as const)
    it(`makes ${name} black on white`, async () => {
      const line = await normalizeLine(
        barOn(background, foreground),
        { box, background, foreground },
        { inkHeightPx: 30, paddingPx: 8 },
      );
      const at = (x: number, y: number): number => line.pixels[y * line.width + x] ?? -1;
      assert.equal(at(0, 0), 255);
      assert.ok(at(line.width >> 1, line.height >> 1) < 5, "the middle of the ink is black");
    });

  it("scales the ink to the height asked for and pads it", async () => {
    const [background, foreground]: Rgb[] = [
      [255, 255, 255],
      [0, 0, 0],
    ];
    assert.ok(background && foreground);
    const line = await normalizeLine(
      barOn(background, foreground),
      { box, background, foreground },
      { inkHeightPx: 24, paddingPx: 5 },
    );
    let rows = 0;
    const middle = line.width >> 1;
    for (let y = 0; y < line.height; y++)
      if ((line.pixels[y * line.width + middle] ?? 255) < 128) rows++;
    assert.ok(Math.abs(rows - 24) <= 1, `${rows} rows of ink`);
    assert.equal(line.pixels.length, line.width * line.height);
    assert.ok(line.height >= 24 + 2 * 5);
  });

  it("stays inside the bitmap at its edges", async () => {
    const bitmap = createBitmap(12, 8, [0, 0, 0]);
    const line = await normalizeLine(bitmap, {
      box: { x: 0, y: 0, width: 12, height: 8 },
      background: [255, 255, 255],
      foreground: [0, 0, 0],
    });
    assert.ok(line.width > 12 && line.height > 8);
  });
});
