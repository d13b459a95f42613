import assert from "node:assert/strict";
import { measureInk } from "../../../../src/compare/text/measureInk";
import { BLACK, BLUE, WHITE, blank, paint } from "../samples";

describe("measureInk", () => {
  const around = { x: 5, y: 5, width: 60, height: 30 };

  it("finds the box of the glyphs to the pixel", () => {
    const bitmap = paint(blank(100, 60), { x: 20, y: 12, width: 30, height: 9 }, BLACK);
    assert.deepEqual(measureInk(bitmap, 1, around, BLACK), {
      kind: "measured",
      box: { x: 20, y: 12, width: 30, height: 9 },
    });
  });

  it("speaks CSS px at any scale factor", () => {
    const bitmap = paint(blank(200, 120), { x: 41, y: 24, width: 60, height: 18 }, BLACK);
    assert.deepEqual(measureInk(bitmap, 2, around, BLACK), {
      kind: "measured",
      box: { x: 20.5, y: 12, width: 30, height: 9 },
    });
  });

  it("leaves out the faint rim of anti-aliasing and what lies outside", () => {
    const bitmap = blank(100, 60);
    paint(bitmap, { x: 19, y: 11, width: 32, height: 11 }, [230, 230, 230]);
    paint(bitmap, { x: 20, y: 12, width: 30, height: 9 }, BLACK);
    paint(bitmap, { x: 80, y: 12, width: 9, height: 9 }, BLACK);
    const ink = measureInk(bitmap, 1, around, BLACK);
    assert.deepEqual(ink.kind === "measured" && ink.box, { x: 20, y: 12, width: 30, height: 9 });
  });

  it("tells thin strokes that never reach the full colour", () => {
    const bitmap = paint(blank(100, 60), { x: 20, y: 12, width: 30, height: 9 }, [120, 120, 120]);
    const ink = measureInk(bitmap, 1, around, BLACK);
    assert.equal(ink.kind === "measured" && ink.box.width, 30);
  });

  it("reads light on dark, and ignores ink of another colour", () => {
    const bitmap = blank(100, 60, [20, 30, 40]);
    paint(bitmap, { x: 8, y: 8, width: 6, height: 6 }, [220, 40, 40]);
    paint(bitmap, { x: 20, y: 12, width: 30, height: 9 }, WHITE);
    const ink = measureInk(bitmap, 1, around, WHITE);
    assert.deepEqual(ink.kind === "measured" && ink.box, { x: 20, y: 12, width: 30, height: 9 });
  });

  it("calls text without contrast, and outside of the bitmap, invisible", () => {
    const bitmap = blank(100, 60);
    assert.equal(measureInk(bitmap, 1, around, WHITE).kind, "invisible");
    assert.equal(measureInk(bitmap, 1, around, BLACK).kind, "invisible");
    assert.equal(measureInk(bitmap, 1, { ...around, x: 300 }, BLACK).kind, "invisible");
  });

  it("says when the ground is a picture", () => {
    const bitmap = blank(100, 60);
    for (let y = 0; y < 60; y++)
      for (let x = 0; x < 100; x++)
        paint(bitmap, { x, y, width: 1, height: 1 }, [
          (x * 47) % 256,
          (y * 91) % 256,
          (x * y) % 256,
        ]);
    assert.equal(measureInk(bitmap, 1, around, BLUE).kind, "unclear");
  });
});
