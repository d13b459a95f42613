import assert from "node:assert/strict";
import type { Rgb } from "../../../../../src/base/color";
import type { Rect } from "../../../../../src/base/geometry";
import { createBitmap, type Bitmap } from "../../../../../src/image/bitmap";
import { segmentBitmap } from "../../../../../src/inspect/segment/segment";
import { drawLetters, drawRect } from "../../../../fakes/drawShapes";

const INK: Rgb = [90, 90, 100];

/** Two words, and strokes of their colour. */
function page(...strokes: readonly Rect[]): Bitmap {
  const bitmap = createBitmap(300, 120);
  drawLetters(bitmap, "nnnn nnn", 40, 40, 14, INK);
  for (const stroke of strokes) drawRect(bitmap, stroke, INK);
  return bitmap;
}

describe("a stroke through a text", () => {
  const bare = segmentBitmap(page(), 1);

  for (const [what, stroke] of [
    ["as long as it", { x: 39, y: 48, width: 79, height: 1 }],
    ["of 2 px", { x: 39, y: 47, width: 79, height: 2 }],
    ["longer than it", { x: 30, y: 47, width: 100, height: 1 }],
  ] as const)
    it(`leaves the letters as they are below it: ${what}`, () => {
      const { lines, dividers, pictures, readable } = segmentBitmap(page(stroke), 1);
      assert.deepEqual(lines, bare.lines);
      assert.deepEqual([dividers, pictures], [[], []]);
      assert.deepEqual(readable?.rgba, page().rgba);
    });

  it("is neither an underline nor the axis of a chart nor a line of a table nor the bar of an H", () => {
    const underlined = page({ x: 39, y: 56, width: 79, height: 1 });
    // A letter that descends through it.
    drawRect(underlined, { x: 40, y: 54, width: 2, height: 5 }, INK);
    const bars = createBitmap(300, 120);
    for (let x = 50; x < 250; x += 20) drawRect(bars, { x, y: 40, width: 8, height: 40 }, INK);
    drawRect(bars, { x: 40, y: 80, width: 220, height: 1 }, INK);
    const grid = createBitmap(300, 120);
    for (let x = 40; x <= 240; x += 40) drawRect(grid, { x, y: 20, width: 1, height: 81 }, INK);
    for (let y = 20; y <= 100; y += 40) drawRect(grid, { x: 40, y, width: 201, height: 1 }, INK);
    // Bars of letters that touch, inside a word.
    const touching = page({ x: 40, y: 46, width: 28, height: 1 });
    // A word whose letters all touch, palely.
    const pale = createBitmap(300, 120);
    drawLetters(pale, "nnnn", 40, 40, 14, INK);
    for (let x = 40; x < 80; x += 10) drawRect(pale, { x, y: 47, width: 7, height: 1 }, INK);
    for (let x = 47; x < 75; x += 10)
      drawRect(pale, { x, y: 47, width: 3, height: 1 }, [190, 190, 195]);
    // The steps of a form: discs, and the line that joins them.
    const steps = createBitmap(300, 120);
    for (let x = 40; x < 240; x += 60) drawRect(steps, { x, y: 40, width: 20, height: 20 }, INK);
    drawRect(steps, { x: 40, y: 49, width: 200, height: 2 }, INK);
    const names = ["touching", "pale", "bare", "underline", "axis", "table", "steps"];
    for (const [i, one] of [touching, pale, page(), underlined, bars, grid, steps].entries())
      assert.equal(segmentBitmap(one, 1).readable === undefined, true, names[i]);
  });
});
