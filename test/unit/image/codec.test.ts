import assert from "node:assert/strict";
import sharp from "sharp";
import type { ErrorCode, MockloopError } from "../../../src/base/errors";
import { createBitmap, type Bitmap } from "../../../src/image/bitmap";
import { decodeImage, decodePng, encodePng, resizeBitmap } from "../../../src/image/codec";
import { bmpFile } from "./bmpFile";
import { pngHeaderOnly } from "./pngHeaderOnly";

const pixel = (bitmap: Bitmap, x: number, y: number): number[] => [
  ...bitmap.rgba.subarray((y * bitmap.width + x) * 4, (y * bitmap.width + x) * 4 + 4),
];

const code =
  (expected: ErrorCode) =>
  (error: MockloopError): boolean => {
    assert.equal(error.code, expected, error.message);
    assert.match(error.userMessage, /\.$/);
    return true;
  };

/** Red at the top left, green at the top right, blue below: tells every orientation apart. */
function corners(): Bitmap {
  const bitmap = createBitmap(6, 4, [0, 0, 255]);
  for (let y = 0; y < 2; y++)
    for (let x = 0; x < 6; x++) bitmap.rgba.set(x < 3 ? [255, 0, 0] : [0, 255, 0], (y * 6 + x) * 4);
  return bitmap;
}

/**
 * What a camera held that way stores: by EXIF 2.3 (tag 0x0112) the stored row and column 0 are the picture's top and left
 * for 1, top and right for 2, bottom-right 3, bottom-left 4, left-top 5, right-top 6, right-bottom 7, left-bottom 8.
 */
function store(upright: Bitmap, orientation: number): Bitmap {
  const sideways = orientation >= 5;
  const fromRight = [2, 3, 6, 7].includes(orientation);
  const fromBottom = [3, 4, 7, 8].includes(orientation);
  const width = sideways ? upright.height : upright.width;
  const height = sideways ? upright.width : upright.height;
  const stored = createBitmap(width, height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const [x, y] = sideways ? [row, column] : [column, row];
      const from = [fromRight ? upright.width - 1 - x : x, fromBottom ? upright.height - 1 - y : y];
      stored.rgba.set(pixel(upright, from[0] ?? 0, from[1] ?? 0), (row * width + column) * 4);
    }
  return stored;
}

const near = (actual: readonly number[], expected: readonly number[], slack: number): void =>
  expected.forEach((value, i) =>
    assert.ok(
      Math.abs((actual[i] ?? NaN) - value) <= slack,
      `${actual.join()} is not ${expected.join()}`,
    ),
  );

describe("decodeImage", () => {
  it("reads every raster format to the same picture", async () => {
    const png = await encodePng(createBitmap(16, 8, [200, 100, 50]));
    const source = sharp(png);
    const files = {
      png,
      jpeg: await source.clone().jpeg({ quality: 100 }).toBuffer(),
      webp: await source.clone().webp({ lossless: true }).toBuffer(),
      avif: await source.clone().avif({ lossless: true }).toBuffer(),
      gif: await source.clone().gif().toBuffer(),
      bmp: bmpFile({ width: 16, height: 8, bits: 24, pixel: () => [200, 100, 50, 255] }),
    };
    for (const [format, bytes] of Object.entries(files)) {
      const decoded = await decodeImage(bytes);
      assert.equal(decoded.format, format);
      assert.equal(decoded.frames, 1);
      assert.deepEqual([decoded.bitmap.width, decoded.bitmap.height], [16, 8], format);
      assert.equal(decoded.bitmap.rgba.length, 16 * 8 * 4);
      near(pixel(decoded.bitmap, 8, 4), [200, 100, 50, 255], 3);
    }
  });

  it("turns all eight EXIF orientations upright", async () => {
    const upright = corners();
    for (let orientation = 1; orientation <= 8; orientation++) {
      const file = await sharp(await encodePng(store(upright, orientation)))
        .withMetadata({ orientation })
        .webp({ lossless: true })
        .toBuffer();
      const { bitmap } = await decodeImage(file);
      assert.deepEqual([bitmap.width, bitmap.height], [6, 4], `orientation ${orientation}`);
      assert.deepEqual([...bitmap.rgba], [...upright.rgba], `orientation ${orientation}`);
    }
  });

  it("lays transparency on white", async () => {
    const half: Bitmap = { width: 1, height: 1, rgba: new Uint8ClampedArray([255, 0, 0, 128]) };
    const { bitmap } = await decodeImage(await encodePng(half));
    near(pixel(bitmap, 0, 0), [255, 127, 127, 255], 1);
  });

  it("reads 16-bit, grey and palette PNGs as 8-bit RGBA", async () => {
    const source = sharp(await encodePng(createBitmap(4, 4, [200, 200, 200])));
    const files = {
      deep: await source.clone().toColourspace("rgb16").png().toBuffer(),
      grey: await source.clone().greyscale().png().toBuffer(),
      palette: await source.clone().png({ palette: true }).toBuffer(),
    };
    for (const [name, bytes] of Object.entries(files)) {
      const { bitmap } = await decodeImage(bytes);
      assert.deepEqual(pixel(bitmap, 3, 3), [200, 200, 200, 255], name);
      assert.equal(bitmap.rgba.length, 64, name);
    }
  });

  it("converts Display P3 and CMYK to sRGB", async () => {
    const srgb = await encodePng(createBitmap(8, 8, [255, 0, 0]));
    const p3 = await sharp(srgb).withIccProfile("p3").png().toBuffer();
    const raw = await sharp(p3, { ignoreIcc: true }).raw().toBuffer();
    near([...raw.subarray(0, 3)], [234, 51, 35], 1); // sRGB's red in P3's numbers
    near(pixel((await decodeImage(p3)).bitmap, 4, 4), [255, 0, 0, 255], 2);

    const cmyk = await sharp(srgb).toColourspace("cmyk").withIccProfile("cmyk").jpeg().toBuffer();
    assert.equal((await sharp(cmyk).metadata()).space, "cmyk");
    const [red = 0, green = 0, blue = 0] = pixel((await decodeImage(cmyk)).bitmap, 4, 4);
    assert.ok(red > 200 && green < 60 && blue < 60, `${red} ${green} ${blue}`);
  });

  it("takes the first frame of an animated GIF", async () => {
    const frames = Buffer.concat(
      [[255, 0, 0] as const, [0, 255, 0] as const].map((color) =>
        Buffer.from(createBitmap(8, 8, color).rgba),
      ),
    );
    const gif = await sharp(frames, { raw: { width: 8, height: 16, channels: 4, pageHeight: 8 } })
      .gif()
      .toBuffer();
    const decoded = await decodeImage(gif);
    assert.equal(decoded.frames, 2);
    assert.deepEqual([decoded.bitmap.width, decoded.bitmap.height], [8, 8]);
    assert.deepEqual(pixel(decoded.bitmap, 4, 4), [255, 0, 0, 255]);
  });

  it("refuses a 20 000 × 20 000 PNG by its header, before any pixel takes memory", async () => {
    const bomb = pngHeaderOnly(20_000, 20_000);
    const memory = process.memoryUsage().rss;
    await assert.rejects(decodeImage(bomb), code("MOCKUP_TOO_LARGE"));
    assert.ok(process.memoryUsage().rss - memory < 400_000_000);
  });

  it("counts pixels, not bytes, and accepts exactly the limit", async () => {
    const png = await encodePng(createBitmap(10, 10));
    await decodeImage(png, { maxPixels: 100 });
    await assert.rejects(decodeImage(png, { maxPixels: 99 }), code("MOCKUP_TOO_LARGE"));
  });

  it("says of every truncation that the file is damaged", async () => {
    const noise = createBitmap(64, 64);
    let seed = 1;
    for (let i = 0; i < noise.rgba.length; i++)
      if (i % 4 !== 3) noise.rgba[i] = seed = ((seed * 16_807) % 2_147_483_647) & 255;
    const source = sharp(await encodePng(noise));
    const files = {
      png: await source.clone().png().toBuffer(),
      jpeg: await source.clone().jpeg().toBuffer(),
      webp: await source.clone().webp().toBuffer(),
      avif: await source.clone().avif().toBuffer(),
      gif: await source.clone().gif().toBuffer(),
      bmp: bmpFile({ width: 64, height: 64, bits: 32, pixel: () => [1, 2, 3, 255] }),
    };
    for (const [format, bytes] of Object.entries(files))
      for (let tenth = 1; tenth < 10; tenth++) {
        const cut = bytes.subarray(0, Math.floor((bytes.length * tenth) / 10));
        await assert.rejects(decodeImage(cut), code("MOCKUP_CORRUPT"), `${format} at ${tenth}0 %`);
      }
  });

  it("refuses what is no picture", async () => {
    for (const text of ["", "hello", "BM is no bitmap, just text", "<svg xmlns=''/>", "%PDF-1.7"])
      await assert.rejects(decodeImage(Buffer.from(text)), code("MOCKUP_UNSUPPORTED"), text);
  });
});

describe("encodePng and decodePng", () => {
  it("bring back the same pixels, and the same bytes every time", async () => {
    const bitmap: Bitmap = {
      width: 2,
      height: 1,
      rgba: new Uint8ClampedArray([10, 20, 30, 40, 250, 240, 230, 255]),
    };
    const png = await encodePng(bitmap);
    assert.deepEqual(await encodePng(bitmap), png);
    assert.deepEqual(await decodePng(png), bitmap);
  });

  it("writes no alpha channel for an opaque bitmap", async () => {
    const { channels } = await sharp(await encodePng(createBitmap(3, 3))).metadata();
    assert.equal(channels, 3);
  });
});

describe("resizeBitmap", () => {
  const checker: Bitmap = {
    width: 2,
    height: 2,
    rgba: new Uint8ClampedArray([0, 100, 100, 0].flatMap((grey) => [grey, grey, grey, 255])),
  };

  it("averages areas exactly, also fractions of pixels", async () => {
    assert.deepEqual([...(await resizeBitmap(checker, 1, 1, "area")).rgba], [50, 50, 50, 255]);
    const row: Bitmap = {
      width: 3,
      height: 1,
      rgba: new Uint8ClampedArray([0, 90, 180].flatMap((grey) => [grey, grey, grey, 255])),
    };
    const halves = await resizeBitmap(row, 2, 1, "area");
    assert.deepEqual(
      [...halves.rgba],
      [30, 30, 30, 255, 150, 150, 150, 255],
      "0 + 90/2 and 90/2 + 180, over 1.5",
    );
  });

  it("weights colours by alpha when it averages", async () => {
    const row: Bitmap = {
      width: 2,
      height: 1,
      rgba: new Uint8ClampedArray([255, 0, 0, 255, 0, 255, 0, 0]),
    };
    assert.deepEqual([...(await resizeBitmap(row, 1, 1, "area")).rgba], [255, 0, 0, 128]);
  });

  it("enlarges with hard edges by nearest, softly by lanczos", async () => {
    const hard = await resizeBitmap(checker, 8, 8, "nearest");
    assert.deepEqual(
      [...new Set(hard.rgba)].sort((a, b) => a - b),
      [0, 100, 255],
    );
    const soft = await resizeBitmap(checker, 8, 8);
    assert.ok(new Set(soft.rgba).size > 3);
  });
});
