import assert from "node:assert/strict";
import type { Rect } from "../../../src/base/geometry";
import type { Bitmap } from "../../../src/image/bitmap";
import { createBitmap } from "../../../src/image/bitmap";
import { splitPicture } from "../../../src/design/draft/splitPicture";
import { inspectionOf, picture, rect } from "./inspectionBuilder";

const SIZE = { width: 400, height: 320 };
const PAGE = rect(0, 0, 400, 320);
const inspection = inspectionOf({}, SIZE);

/** A page that runs from blue at the top to white at the bottom, with noise in `places`. */
function pageWithNoise(...places: readonly Rect[]): Bitmap {
  const bitmap = createBitmap(SIZE.width, SIZE.height);
  for (let y = 0; y < SIZE.height; y++)
    for (let x = 0; x < SIZE.width; x++) {
      const noisy = places.some(
        (place) =>
          x >= place.x && x < place.x + place.width && y >= place.y && y < place.y + place.height,
      );
      const value = noisy ? ((x * 73 + y * 151) % 7) * 40 : (255 * y) / SIZE.height;
      const at = (y * SIZE.width + x) * 4;
      bitmap.rgba[at] = value;
      bitmap.rgba[at + 1] = value;
    }
  return bitmap;
}

describe("splitPicture", () => {
  it("cuts the photo out of a gradient page and fits the ground", () => {
    const photo = rect(80, 80, 160, 120);
    const { parts, grounds } = splitPicture(picture(PAGE), pageWithNoise(photo), inspection);
    assert.deepEqual(
      parts.map(({ box }) => box),
      [photo],
    );
    const [ground] = grounds;
    assert.deepEqual(ground?.box, PAGE);
    assert.ok(ground.fill.kind === "gradient");
    assert.ok(Math.abs(ground.fill.angleDeg - 180) < 5, `${ground.fill.angleDeg}`);
    assert.ok((ground.fill.stops[0]?.color[0] ?? 255) < 40);
  });

  it("gives what lies above and below a full-width part a ground each", () => {
    const { parts, grounds } = splitPicture(
      picture(PAGE),
      pageWithNoise(rect(0, 160, 400, 40)),
      inspection,
    );
    assert.equal(parts.length, 1);
    assert.deepEqual(
      grounds.map(({ box }) => [box.y, box.height]),
      [
        [0, 160],
        [200, 120],
      ],
    );
  });

  it("leaves photos and small crops whole", () => {
    const photo = splitPicture(picture(PAGE), pageWithNoise(PAGE), inspection);
    assert.deepEqual([photo.parts.length, photo.grounds.length], [1, 0]);
    const small = picture(rect(0, 0, 100, 100));
    assert.deepEqual(splitPicture(small, pageWithNoise(), inspection).parts, [small]);
  });
});
