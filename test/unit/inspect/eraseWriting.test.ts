import assert from "node:assert/strict";
import type { Rgb } from "../../../src/base/color";
import type { Rect } from "../../../src/base/geometry";
import { createBitmap, crop, type Bitmap } from "../../../src/image/bitmap";
import { eraseWriting } from "../../../src/inspect/eraseWriting";
import type { Inspection } from "../../../src/inspect/inspection";
import { box, inspectionOf, line, picture, rect } from "../design/inspectionBuilder";

const INK: Rgb = [250, 250, 250];
const GROUND: Rgb = [60, 90, 40];
const PHOTO = rect(20, 20, 160, 100);
/** The ink of `line("Lake", 40, 60)`. */
const STEMS = [rect(41, 50, 3, 10), rect(48, 50, 3, 10), rect(56, 50, 3, 10)];

function page(marks: readonly { readonly rect: Rect; readonly color: Rgb }[]): Bitmap {
  const bitmap = createBitmap(200, 140, GROUND);
  for (const { rect: mark, color } of marks)
    for (let y = mark.y; y < mark.y + mark.height; y++)
      for (let x = mark.x; x < mark.x + mark.width; x++) bitmap.rgba.set(color, (y * 200 + x) * 4);
  return bitmap;
}

const written = page(STEMS.map((stem) => ({ rect: stem, color: INK })));
const cutOf = (bitmap: Bitmap, inspection: Inspection, at = PHOTO): Bitmap =>
  eraseWriting(crop(bitmap, at), at, inspection);
const lake = { ...line("Lake", 40, 60, { color: INK }), background: GROUND };

describe("eraseWriting", () => {
  it("takes the letters out of a photo that words are written over", () => {
    const cut = cutOf(written, inspectionOf({ lines: [lake], pictures: [picture(PHOTO)] }));
    assert.deepEqual(cut.rgba, crop(page([]), PHOTO).rgba);
  });

  it("takes out a button with its words, but leaves a box that carries none", () => {
    const [button, swatch] = [rect(30, 40, 50, 30), rect(120, 40, 20, 20)];
    const bitmap = page([
      { rect: button, color: [200, 0, 0] },
      { rect: swatch, color: [0, 0, 200] },
      ...STEMS.map((stem) => ({ rect: stem, color: INK })),
    ]);
    const boxes = [box(button), box(swatch)];
    const cut = cutOf(bitmap, inspectionOf({ boxes, lines: [lake], pictures: [picture(PHOTO)] }));
    assert.deepEqual(cut.rgba, crop(page([{ rect: swatch, color: [0, 0, 200] }]), PHOTO).rgba);
  });

  it("takes the word out of a strip that is hardly larger than it", () => {
    const strip = rect(38, 46, 38, 18);
    const inspection = inspectionOf({ lines: [lake], pictures: [picture(strip)] });
    assert.deepEqual(cutOf(written, inspection, strip).rgba, crop(page([]), strip).rgba);
  });

  it("leaves what nothing else shows: an icon's letters, a chart's labels, a wordmark that is cut out itself", () => {
    const photo = picture(PHOTO);
    for (const [what, inspection, at] of [
      [
        "icon",
        inspectionOf({ lines: [lake], pictures: [photo, picture(rect(36, 44, 40, 24), "icon")] }),
      ],
      ["chart", inspectionOf({ lines: [lake], pictures: [{ ...photo, labels: ["Lake"] }] })],
      ["wordmark", inspectionOf({ lines: [lake], pictures: [photo] }), rect(38, 46, 38, 18)],
      ["ground", inspectionOf({ lines: [lake] })],
    ] as const) {
      const cut = crop(written, at ?? PHOTO);
      assert.equal(eraseWriting(cut, at ?? PHOTO, inspection), cut, what);
    }
  });
});
