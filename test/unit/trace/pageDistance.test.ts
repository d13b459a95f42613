import assert from "node:assert/strict";
import { createBitmap } from "../../../src/image/bitmap";
import { pageDistance } from "../../../src/trace/pageDistance";
import { drawRect } from "../../fakes/drawShapes";

describe("pageDistance", () => {
  const white = createBitmap(80, 40);

  it("is 0 for equal pages, and the difference for pages of two colours", () => {
    assert.equal(pageDistance(white, createBitmap(80, 40), 1), 0);
    const grey = pageDistance(white, createBitmap(80, 40, [255, 155, 205]), 1);
    assert.ok(Math.abs(grey - 100) < 1e-6);
  });

  it("takes what only one page has for the largest difference", () => {
    assert.equal(pageDistance(white, createBitmap(80, 80), 1), 127.5);
    assert.equal(pageDistance(createBitmap(80, 80), white, 1), 127.5);
  });

  it("hardly sees a stroke that stands a pixel aside within a square, and sees one that left it", () => {
    const at = (x: number) => {
      const page = createBitmap(80, 40);
      drawRect(page, { x, y: 8, width: 1, height: 16 }, [0, 0, 0]);
      return page;
    };
    assert.ok(pageDistance(at(18), at(19), 1) < 1e-6);
    assert.ok(pageDistance(at(18), at(60), 1) > 1);
  });

  it("measures squares in CSS px", () => {
    const page = createBitmap(160, 80);
    drawRect(page, { x: 0, y: 0, width: 16, height: 16 }, [0, 0, 0]);
    assert.equal(pageDistance(createBitmap(160, 80), page, 2), 255 / 50);
  });
});
