import assert from "node:assert/strict";
import type { Rgb } from "../../../../src/base/color";
import type { Rect } from "../../../../src/base/geometry";
import { createBitmap } from "../../../../src/image/bitmap";
import { looksLikeText } from "../../../../src/inspect/read/looksLikeText";
import type { LineCandidate } from "../../../../src/inspect/segment/segmentation";
import { drawRect } from "../../../fakes/drawShapes";

const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [20, 20, 40];

/** Strokes of these sizes, 3 px apart, on one baseline; whether they pass for text, `scale` px in a CSS px. */
function pass(
  sizes: readonly (readonly [width: number, height: number])[],
  more: Partial<LineCandidate> = {},
  {
    scale = 1,
    colors = [INK],
    below = 9,
  }: { scale?: number; colors?: readonly Rgb[]; below?: number } = {},
): boolean {
  const height = Math.max(...sizes.map(([, one]) => one));
  let x = 0;
  const glyphs = sizes.map(([width, one]): Rect => {
    const glyph = { x, y: height - one, width, height: one };
    x += width + 3;
    return glyph;
  });
  const bitmap = createBitmap(x, height + below, WHITE);
  glyphs.forEach((glyph, i) => drawRect(bitmap, glyph, colors[i % colors.length] as Rgb));
  const candidate = {
    box: { x: 0, y: 0, width: x - 3, height },
    glyphs,
    background: WHITE,
    foreground: INK,
    iconCandidate: false,
    surface: 1,
    overPicture: false,
    ...more,
  };
  return looksLikeText(bitmap, candidate, scale);
}

const WRITING = [
  [6, 14],
  [9, 9],
  [3, 14],
  [8, 11],
] as const;

describe("looksLikeText", () => {
  it("takes a row of unlike strokes for text", () => {
    assert.equal(pass(WRITING), true);
  });

  it("takes one or two strokes, an icon, or a few marks on a photograph for none", () => {
    assert.equal(pass(WRITING.slice(0, 2)), false);
    assert.equal(pass(WRITING, { iconCandidate: true }), false);
    assert.equal(pass(WRITING, { overPicture: true }), false);
  });

  it("takes many unlike marks in a row on a photograph for text", () => {
    assert.equal(pass([...WRITING, ...WRITING], { overPicture: true }), true);
    assert.equal(
      pass(
        Array.from({ length: 8 }, () => [8, 9]),
        { overPicture: true },
      ),
      false,
    );
  });

  it("takes what the lower edge of the page cuts through for none", () => {
    assert.equal(pass(WRITING, {}, { below: 0 }), false);
  });

  it("takes rows of equal signs for none: bullets, swatches, bars", () => {
    assert.equal(pass([7, 7, 7, 7, 7].map((size) => [size, size])), false);
    assert.equal(pass([30, 31, 30].map((size) => [size, 30])), false);
  });

  it("takes dots and dashes that are lower than letters for none, at any scale", () => {
    const dashes = [
      [7, 3],
      [4, 2],
      [7, 4],
      [7, 3],
    ] as const;
    assert.equal(pass(dashes), false);
    const twice = dashes.map(([width, height]) => [2 * width, 2 * height] as const);
    assert.equal(pass(twice, {}, { scale: 2 }), false);
    assert.equal(pass(twice), true);
  });

  it("takes a drawing in several colours for none", () => {
    const colors: readonly Rgb[] = [INK, [220, 120, 20], [40, 160, 90]];
    assert.equal(pass(WRITING, {}, { colors }), false);
  });
});
