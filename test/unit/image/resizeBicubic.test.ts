import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import type { Bitmap } from "../../../src/image/bitmap";
import { resizeBicubic } from "../../../src/image/resizeBicubic";

/** Slopes, steps and noise; made the same way for Pillow. */
function pattern(width: number, height: number): Bitmap {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const checked = (Math.floor(x / 5) + Math.floor(y / 3)) % 2 === 0;
      const blue = checked ? 255 : (x * y) % 17;
      rgba.set([(x * 7 + y * 13) % 256, (x * x + y * 3) % 251, blue, 255], (y * width + x) * 4);
    }
  return { width, height, rgba };
}

function hashRgb({ rgba }: Bitmap): string {
  const rgb = rgba.filter((_, i) => i % 4 !== 3);
  return createHash("sha256").update(rgb).digest("hex");
}

/** From, to, SHA-256 of the RGB bytes that Pillow 9.4 gives: `Image.resize(to, Image.BICUBIC)`. */
const byPillow = [
  [[300, 210], [308, 196], "ec23614c45046e4d1373917f57001e8a3ccd1f5ec055624bae5b7285eabccb73"],
  [[1440, 900], [1456, 896], "333ea615423146982e2c68d5aba5591503dafbb5900318fb1fe11aed05c4bec7"],
  [[37, 53], [28, 56], "264483147cbfe3566a9dcc9fa636057a77192da87580b986149cc6edc546b3c6"],
  [[50, 20], [196, 84], "c0cc14930de43d7d26ac3531a723209576d6b6a024263211f98cafce65e452f7"],
  [[640, 480], [196, 140], "094e98bff086862489d1dae02e8bfb1c0674dc0b4083689d47d7dfec2049ed51"],
  [[28, 40], [28, 56], "5967f6fc3e4a63e9cdaf80e129eddc5f17bc48487b1f2e6142c1c16433a9441e"],
  [[9, 9], [28, 28], "9bc03041157a14a122e606536eb070e2d0c70aa83d906cac72c07d7ec5a84819"],
] as const;

describe("resizeBicubic", () => {
  for (const [[fromWidth, fromHeight], [width, height], hash] of byPillow)
    it(`gives Pillow's bytes from ${fromWidth}×${fromHeight} to ${width}×${height}`, () => {
      const resized = resizeBicubic(pattern(fromWidth, fromHeight), width, height);
      assert.deepEqual([resized.width, resized.height], [width, height]);
      assert.equal(hashRgb(resized), hash);
      assert.ok(resized.rgba.every((value, i) => i % 4 !== 3 || value === 255));
    });

  it("leaves a picture of the right size as it is", () => {
    const bitmap = pattern(20, 10);
    assert.deepEqual(resizeBicubic(bitmap, 20, 10), bitmap);
  });
});
