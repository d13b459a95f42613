import assert from "node:assert/strict";
import type { Bounds } from "../../../../../src/base/bounds";
import { splitSparse } from "../../../../../src/inspect/segment/pictures/splitSparse";

const WIDTH = 1000;
const HEIGHT = 800;

function mark(...shapes: readonly Bounds[]): Uint8Array {
  const mask = new Uint8Array(WIDTH * HEIGHT);
  for (const { x0, y0, x1, y1 } of shapes)
    for (let y = y0; y < y1; y++) mask.fill(1, y * WIDTH + x0, y * WIDTH + x1);
  return mask;
}

const split = (region: Bounds, mask: Uint8Array, unit = 1): Bounds[] =>
  splitSparse(region, mask, WIDTH, unit).map(({ x0, y0, x1, y1 }) => ({ x0, y0, x1, y1 }));

describe("splitSparse", () => {
  const photo = { x0: 600, y0: 100, x1: 900, y1: 400 };
  const wave = { x0: 0, y0: 400, x1: 1000, y1: 500 };

  it("leaves a full region whole", () => {
    assert.deepEqual(split(photo, mark(photo)), [photo]);
  });

  it("parts a photo from the wave below it", () => {
    const region = { x0: 0, y0: 100, x1: 1000, y1: 500 };
    assert.deepEqual(split(region, mark(photo, wave)), [photo, wave]);
  });

  it("parts a photo from the soft rim that runs on around the card beside it", () => {
    const card = { x0: 300, y0: 100, x1: 600, y1: 400 };
    const rim = [
      { ...card, x0: 296, x1: 300 },
      { ...card, x0: 296, y0: 96, y1: 100 },
      { ...card, x0: 296, y0: 400, y1: 404 },
    ];
    const parts = split({ x0: 296, y0: 96, x1: 900, y1: 404 }, mark(photo, ...rim));
    assert.ok(parts.some((part) => part.x0 >= 590 && part.x1 === 900));
    const area = parts.reduce((sum, { x0, y0, x1, y1 }) => sum + (x1 - x0) * (y1 - y0), 0);
    assert.ok(area < 300 * 308 * 1.1, `${area} px²`);
  });

  for (const unit of [1, 1.1])
    it(`takes a ring apart into its four sides at ${unit} device px in a CSS px`, () => {
      const ring = mark({ x0: 100, y0: 100, x1: 500, y1: 200 });
      for (let y = 102; y < 198; y++) ring.fill(0, y * WIDTH + 102, y * WIDTH + 498);
      const parts = split({ x0: 100, y0: 100, x1: 500, y1: 200 }, ring, unit);
      assert.equal(parts.length, 4);
      for (const { x0, y0, x1, y1 } of parts) assert.ok(Math.min(x1 - x0, y1 - y0) <= 4);
    });

  it("keeps a strip whole that is too thin to be a ring", () => {
    // 4 px from either side leave nothing of it, or less.
    for (const height of [5, 6, 7, 8]) {
      const strip = { x0: 100, y0: 100, x1: 900, y1: 100 + height };
      const mask = mark(strip);
      for (let x = 101; x < 900; x += 2)
        for (let y = 100; y < 100 + height; y++) mask[y * WIDTH + x] = 0;
      mask.fill(1, 100 * WIDTH + 100, 100 * WIDTH + 900);
      assert.deepEqual(split(strip, mask), [strip], `${height} px high`);
    }
  });

  it("gives nothing for a region without a mark, or without a pixel", () => {
    const mask = mark();
    assert.deepEqual(split({ x0: 100, y0: 100, x1: 500, y1: 200 }, mask), []);
    assert.deepEqual(split({ x0: 100, y0: 100, x1: 100, y1: 200 }, mask), []);
    assert.deepEqual(split({ x0: 500, y0: 200, x1: 100, y1: 100 }, mark(photo)), []);
  });

  it("keeps a drawing of thin strokes together", () => {
    const mask = new Uint8Array(WIDTH * HEIGHT);
    for (let x = 100; x < 400; x++) {
      const y = Math.round(300 + 60 * Math.sin(x / 40));
      mask.fill(1, y * WIDTH + x, y * WIDTH + x + 3);
    }
    const region = { x0: 100, y0: 240, x1: 403, y1: 361 };
    assert.deepEqual(split(region, mask), [region]);
  });
});
