import assert from "node:assert/strict";
import type { Rgb } from "../../../../../src/base/color";
import { createBitmap } from "../../../../../src/image/bitmap";
import { Attempts } from "../../../../../src/inspect/attempts";
import type { Bounds } from "../../../../../src/base/bounds";
import { findBusy } from "../../../../../src/inspect/segment/pictures/findBusy";
import { segmentSteps } from "../../../../../src/inspect/segment/segment";
import { drawLetters, drawRect } from "../../../../fakes/drawShapes";

const line = (x0: number, y0: number, width: number, height: number): Bounds => ({
  ...{ x0, y0 },
  ...{ x1: x0 + width, y1: y0 + height },
});

/** Tiles of 8 px, 16 px apart. */
const tiles = (columns: number, rows: number, left = 0, top = 0): Bounds[] =>
  Array.from({ length: columns * rows }, (_, i) =>
    line(left + (i % columns) * 16, top + Math.floor(i / columns) * 16, 8, 8),
  );

describe("findBusy", () => {
  it("leaves a page of small text as it is", () => {
    const rows = Array.from({ length: 60 }, (_, row) =>
      [0, 1, 2, 3].map((column) => line(column * 30, row * 11, 24, 6)),
    ).flat();
    assert.deepEqual(findBusy(rows, 1), { lines: rows, busy: [], tooMany: 0 });
  });

  it("takes out a pattern with all that stands in it, and nothing beside it", () => {
    const pattern = tiles(20, 20, 300, 200);
    const dense = pattern.flatMap((tile) => [tile, { ...tile, x0: tile.x0 + 8, x1: tile.x1 + 8 }]);
    const text = line(20, 20, 200, 14);
    const { lines, busy } = findBusy([text, ...dense], 1);
    assert.deepEqual(lines, [text]);
    assert.deepEqual(busy, [{ x0: 300, y0: 200, x1: 300 + 19 * 16 + 16, y1: 200 + 19 * 16 + 8 }]);
  });

  it("keeps text that stands close to a pattern", () => {
    const beside = line(8, 170, 90, 12);
    const pattern = tiles(16, 12, 4, 4).flatMap((tile) => [tile, { ...tile, x0: tile.x0 + 4 }]);
    const { lines, busy } = findBusy([...pattern, line(8, 210, 90, 12), beside], 1);
    assert.equal(busy.length, 1);
    assert.deepEqual(lines, [line(8, 210, 90, 12)], "but not what stands in it");
  });

  it("counts in CSS px", () => {
    const dense = tiles(24, 24).flatMap((tile) => [tile, { ...tile, x0: tile.x0 + 8 }]);
    const doubled = dense.map(({ x0, y0, x1, y1 }) => ({
      ...{ x0: 2 * x0, y0: 2 * y0, x1: 2 * x1, y1: 2 * y1 },
    }));
    assert.equal(findBusy(doubled, 2).lines.length, findBusy(dense, 1).lines.length);
    assert.equal(findBusy(dense, 1).busy.length, 1);
  });

  it("keeps the widest of more lines than any page has", () => {
    const many = Array.from({ length: 4000 }, (_, i) => line(0, i * 20, 40 + (i % 2), 10));
    const { lines, tooMany } = findBusy(many, 1);
    assert.deepEqual([lines.length, tooMany], [3000, 1000]);
    assert.ok(many.filter(({ x1 }) => x1 === 41).every((wide) => lines.includes(wide)));
  });
});

describe("segmentSteps on a pattern of tiles", () => {
  it("shows it as one picture, says so, and reads what stands beside it", () => {
    const ink: Rgb = [40, 40, 60];
    const page = createBitmap(700, 500, [255, 255, 255]);
    const pattern = { x: 40, y: 100, width: 40 * 15 - 7, height: 24 * 15 - 7 };
    for (let y = 0; y < 24; y++)
      for (let x = 0; x < 40; x++)
        drawRect(page, { x: 40 + x * 15, y: 100 + y * 15, width: 8, height: 8 }, ink);
    drawLetters(page, "nnnnn nnn", 40, 30, 14, ink);
    const attempts = new Attempts();
    const steps = segmentSteps(page, 1, attempts);
    let step = steps.next();
    while (!step.done) step = steps.next();
    const { lines, pictures } = step.value;
    assert.deepEqual(
      lines.map(({ box }) => ({ x: box.x, y: box.y })),
      [{ x: 40, y: 30 }],
    );
    assert.deepEqual(
      pictures.map(({ box, kind }) => ({ box, kind })),
      [{ box: pattern, kind: "picture" }],
    );
    assert.deepEqual(
      attempts.misses.map(({ stage, message }) => ({ stage, message })),
      [{ stage: "lines", message: "It holds more marks than can be text." }],
    );
  });
});
