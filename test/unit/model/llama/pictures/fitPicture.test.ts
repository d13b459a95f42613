import { strict as assert } from "node:assert";
import { createBitmap } from "../../../../../src/image/bitmap";
import { decodePng, encodePng } from "../../../../../src/image/codec";
import { resizeBicubic } from "../../../../../src/image/resizeBicubic";
import { fitPicture } from "../../../../../src/model/llama/pictures/fitPicture";
import { PictureCache } from "../../../../../src/model/pictures/pictureCache";
import { pngHeaderOnly } from "../../../image/pngHeaderOnly";

const rule = { family: "glm", factor: 28, minTokens: 8, maxTokens: 1664 } as const;

async function striped(width: number, height: number): Promise<Uint8Array> {
  const bitmap = createBitmap(width, height);
  bitmap.rgba.forEach((_, i) => (bitmap.rgba[i] = i % 4 === 3 ? 255 : (i * 5) & 255));
  return encodePng(bitmap);
}

describe("fitPicture", () => {
  it("stretches to whole tiles, the same bytes each time", async () => {
    const png = await striped(300, 210);
    const fitted = await fitPicture(png, rule);
    const bitmap = await decodePng(fitted);
    assert.deepEqual(bitmap, resizeBicubic(await decodePng(png), 308, 224));
    assert.deepEqual(await fitPicture(png, rule), fitted);
  });

  it("leaves alone what fits, what is no PNG, and what is too large to decode", async () => {
    const fitting = await striped(280, 196);
    const vast = pngHeaderOnly(16_000, 16_000);
    for (const bytes of [fitting, Buffer.from("no picture"), vast, new Uint8Array()])
      assert.equal(await fitPicture(bytes, rule), bytes);
  });

  it("says that a picture is damaged", async () => {
    const png = await striped(300, 210);
    await assert.rejects(fitPicture(png.slice(0, 200), rule), { code: "IMAGE_DECODE" });
  });
});

describe("PictureCache", () => {
  it("does the work once for the same bytes, keeps what was used last, and forgets failures", async () => {
    const worked: number[] = [];
    const cache = new PictureCache((bytes) => {
      worked.push(bytes[0] ?? -1);
      return bytes[0] === 9 ? Promise.reject(new Error("no")) : Promise.resolve(bytes);
    }, 2);
    const get = (n: number) => cache.get(Uint8Array.of(n));
    for (const n of [1, 2, 1, 3, 1, 2]) await get(n);
    assert.deepEqual(worked, [1, 2, 3, 2]);
    for (const n of [9, 9]) await assert.rejects(get(n));
    assert.deepEqual(worked.slice(4), [9, 9]);
  });
});
