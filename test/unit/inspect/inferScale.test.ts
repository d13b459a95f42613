import assert from "node:assert/strict";
import { createBitmap, type Bitmap } from "../../../src/image/bitmap";
import type { Rgb } from "../../../src/base/color";
import { inferScale, judgeScale, type ScaleSigns } from "../../../src/inspect/inferScale";
import { drawBordered, drawLetters, drawRect } from "../../fakes/drawShapes";

const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [33, 37, 41];
const LINE: Rgb = [206, 212, 218];

/** A card with a heading, body text, two lines between rows and two fields, drawn at `scale`. */
function drawSettings(widthPx: number, heightPx: number, scale: number): Bitmap {
  const page = createBitmap(widthPx * scale, heightPx * scale, WHITE);
  const at = (value: number): number => Math.round(value * scale);
  drawLetters(page, "Account settings", at(24), at(24), at(20), INK);
  for (let row = 0; row < 8; row++) {
    const y = 80 + row * 48;
    drawLetters(page, "Some words of plain body text", at(24), at(y), at(11), INK);
    drawRect(page, { x: at(24), y: at(y + 30), width: at(270), height: at(1) }, LINE);
  }
  for (const y of [480, 540])
    drawBordered(
      page,
      { x: at(24), y: at(y), width: at(270), height: at(40) },
      WHITE,
      { color: LINE, width: at(1) },
      at(4),
    );
  return page;
}

const signs = (changes: Partial<ScaleSigns>): ScaleSigns => ({
  ...{ width: 700, height: 500, inkHeight: undefined, textLength: 0, strokeWidth: undefined },
  ...changes,
});
const scaleOf = (changes: Partial<ScaleSigns>): number =>
  judgeScale(signs(changes)).deviceScaleFactor;

describe("inferScale", () => {
  for (const scale of [1, 2, 3])
    it(`finds ${scale}× in a drawn page of a phone's width, and of no screen's width`, () => {
      assert.equal(inferScale(drawSettings(390, 640, scale)).deviceScaleFactor, scale);
      assert.equal(inferScale(drawSettings(333, 640, scale)).deviceScaleFactor, scale);
    });

  it("says what spoke for it, and nothing about 1×", () => {
    assert.deepEqual(inferScale(drawSettings(390, 640, 1)).because, []);
    const because = inferScale(drawSettings(390, 640, 2)).because.join("; ");
    assert.match(because, /small text is \d+ px high/);
    assert.match(because, /lines are 2 px thick/);
    assert.match(because, /780 px is a 390 px wide screen at 2×/);
  });

  it("takes a picture with nothing in it for 1×", () => {
    assert.equal(inferScale(createBitmap(700, 500, WHITE)).deviceScaleFactor, 1);
    assert.equal(inferScale(createBitmap(8, 8, WHITE)).deviceScaleFactor, 1);
  });
});

describe("judgeScale", () => {
  it("lets a screen's width alone outvote no habit", () => {
    assert.equal(scaleOf({ width: 1280, height: 800 }), 1);
    assert.equal(scaleOf({ width: 750, height: 1334 }), 2);
  });

  it("keeps a hero of a few large words on a desktop's width at 1×", () => {
    assert.equal(
      scaleOf({ width: 1280, height: 800, inkHeight: 26, textLength: 45, strokeWidth: 1 }),
      1,
    );
  });

  it("knows a long text of large letters for what it is", () => {
    assert.equal(scaleOf({ inkHeight: 24, textLength: 400, strokeWidth: 2 }), 2);
    assert.equal(scaleOf({ inkHeight: 36, textLength: 400, strokeWidth: 3 }), 3);
  });

  it("never takes small text for a large scale", () => {
    for (let inkHeight = 5; inkHeight <= 14; inkHeight++)
      assert.equal(scaleOf({ inkHeight, textLength: 400, strokeWidth: 1 }), 1, `${inkHeight}`);
  });
});
