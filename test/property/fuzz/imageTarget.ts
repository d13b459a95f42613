import assert from "node:assert/strict";
import { MockloopError } from "../../../src/base/errors";
import { decodeImage } from "../../../src/image/codec";
import { rasterPictures } from "../../hostile/pictures/rasters";
import { fuzzTarget, type FuzzTarget } from "./fuzzTarget";
import { mutatedBytes } from "./mutateBytes";

/** Pixels: little, so that a run takes no more time than it must. */
const MAX_PIXELS = 250_000;
const MAX_BYTES = 20_000;

/** Files that once were read wrongly, as base64. */
const FOUND: readonly string[] = [];

/** The loader of pictures: gives a bitmap that is whole and within the limits, or says that the file is none. */
export async function imageTarget(): Promise<FuzzTarget> {
  const corpus = (await rasterPictures()).filter(({ bytes }) => bytes.length <= MAX_BYTES);
  const files = [
    ...corpus.map(({ bytes }) => bytes),
    ...FOUND.map((f) => Buffer.from(f, "base64")),
  ];
  return fuzzTarget("image loader", mutatedBytes(files), async (bytes) => {
    try {
      const { bitmap } = await decodeImage(bytes, { maxPixels: MAX_PIXELS });
      const { width, height, rgba } = bitmap;
      assert.ok(width >= 1 && height >= 1 && width * height <= MAX_PIXELS, `${width} × ${height}`);
      assert.equal(rgba.length, width * height * 4);
      for (let i = 3; i < rgba.length; i += 4) assert.equal(rgba[i], 255, "it is opaque");
    } catch (error) {
      if (!(error instanceof MockloopError)) throw error;
      assert.match(error.code, /^MOCKUP_(UNSUPPORTED|CORRUPT|TOO_LARGE)$/);
    }
  });
}
