import assert from "node:assert/strict";
import { isAbort } from "../../../../src/base/async";
import {
  createImageReference,
  findDifferingPixels,
  structuralSimilarity,
} from "../../../../src/compare/image/compareImages";
import type { Bitmap } from "../../../../src/image/bitmap";
import { BLACK, BLUE, WHITE, blank, paint } from "../samples";

const count = (mask: Uint8Array): number => mask.reduce((sum, value) => sum + value, 0);

async function differing(mockup: Bitmap, render: Bitmap, scale = 1): Promise<Uint8Array> {
  return findDifferingPixels(createImageReference(mockup, scale), render);
}

describe("findDifferingPixels", () => {
  it("marks nothing for equal bitmaps", async () => {
    const picture = paint(blank(100, 80), { x: 10, y: 10, width: 30, height: 20 }, BLUE);
    assert.equal(count(await differing(picture, picture)), 0);
  });

  it("marks exactly the pixels of another colour", async () => {
    const box = { x: 10, y: 10, width: 30, height: 20 };
    const mask = await differing(blank(100, 80), paint(blank(100, 80), box, BLUE));
    assert.equal(count(mask), 600);
    assert.equal(mask[10 * 100 + 10], 1);
    assert.equal(mask[29 * 100 + 39], 1);
    assert.equal(mask[30 * 100 + 39], 0);
  });

  it("tolerates colours that nobody tells apart", async () => {
    assert.equal(count(await differing(blank(50, 50), blank(50, 50, [250, 250, 250]))), 0);
  });

  it("ignores anti-aliasing: the grey rim of a shape drawn half a pixel aside", async () => {
    const shape = (rimLeft: number, rimRight: number): Bitmap => {
      const bitmap = paint(blank(60, 60), { x: 21, y: 10, width: 18, height: 40 }, BLACK);
      paint(bitmap, { x: 20, y: 10, width: 1, height: 40 }, [rimLeft, rimLeft, rimLeft]);
      return paint(bitmap, { x: 39, y: 10, width: 1, height: 40 }, [rimRight, rimRight, rimRight]);
    };
    const mask = await differing(shape(128, 128), shape(40, 215));
    assert.ok(count(mask) <= 4, `${count(mask)} of 80 rim pixels`);
  });

  it("gives the same in bands as at a stretch: shapes across the bands' borders", async () => {
    const stripe = (x: number): Bitmap =>
      paint(blank(40, 400), { x, y: 5, width: 10, height: 390 }, BLACK);
    // Moved by 3 px: three columns change on each side.
    assert.equal(count(await differing(stripe(10), stripe(13))), 2 * 3 * 390);
  });

  it("counts what the render does not reach as different, but not less than a CSS px", async () => {
    assert.equal(count(await differing(blank(100, 80), blank(100, 60))), 100 * 20);
    assert.equal(count(await differing(blank(100, 80), blank(90, 80))), 10 * 80);
    assert.equal(count(await differing(blank(101, 81), blank(100, 80), 2)), 0);
  });

  it("does not look beyond the mockup's canvas", async () => {
    const longer = paint(blank(100, 120), { x: 0, y: 80, width: 100, height: 40 }, BLUE);
    assert.equal(count(await differing(blank(100, 80), longer)), 0);
  });

  it("stops when aborted", async () => {
    const reference = createImageReference(blank(100, 1000), 1);
    const abort = new AbortController();
    const work = findDifferingPixels(reference, blank(100, 1000), abort.signal);
    abort.abort();
    await assert.rejects(work, isAbort);
  });
});

describe("structuralSimilarity", () => {
  const layout = (x: number): Bitmap =>
    paint(blank(400, 300), { x, y: 40, width: 120, height: 160 }, BLUE);
  const similarity = (mockup: Bitmap, render: Bitmap, scale = 1): number =>
    structuralSimilarity(createImageReference(mockup, scale), render);

  it("is 1 for equal pictures and falls with the distance of a block", () => {
    assert.equal(similarity(layout(40), layout(40)), 1);
    const near = similarity(layout(40), layout(48));
    const far = similarity(layout(40), layout(200));
    assert.ok(near < 1 && near > far && far > 0, `${near} ${far}`);
  });

  it("is low against an empty page and never negative", () => {
    const inverse = paint(blank(400, 300, BLUE), { x: 40, y: 40, width: 120, height: 160 }, WHITE);
    const value = similarity(layout(40), inverse);
    assert.ok(value >= 0 && value < 0.8);
  });

  it("does not depend on the scale factor, and takes tiny pictures", () => {
    const doubled = (x: number): Bitmap =>
      paint(blank(800, 600), { x: 2 * x, y: 80, width: 240, height: 320 }, BLUE);
    assert.equal(
      similarity(layout(40), layout(60)).toFixed(6),
      similarity(doubled(40), doubled(60), 2).toFixed(6),
    );
    assert.equal(similarity(blank(8, 8), blank(8, 8)), 1);
  });
});
