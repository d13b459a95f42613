import assert from "node:assert/strict";
import type { Rgb } from "../../../../../src/base/color";
import { createBitmap } from "../../../../../src/image/bitmap";
import { segmentBitmap } from "../../../../../src/inspect/segment/segment";
import { drawLetters, drawRect } from "../../../../fakes/drawShapes";

const WHITE: Rgb = [255, 255, 255];

describe("pale surfaces", () => {
  for (const ground of [
    [249, 250, 254],
    [250, 250, 250],
    [250, 251, 250],
  ] as const)
    it(`stand out from a ground of ${ground.join(" ")}`, () => {
      const page = createBitmap(560, 420, ground);
      drawRect(page, { x: 60, y: 40, width: 440, height: 340 }, WHITE, 16);
      drawLetters(page, "nnnn nnn nnnn", 100, 80, 14, [28, 32, 44]);
      const { background, boxes, lines, pictures } = segmentBitmap(page, 1);
      assert.deepEqual(background, ground);
      assert.deepEqual(
        boxes.map(({ box, fill, radius }) => ({ box, fill, radius: radius.topLeft })),
        [
          {
            box: { x: 60, y: 40, width: 440, height: 340 },
            fill: { kind: "solid", color: WHITE },
            radius: 16,
          },
        ],
      );
      assert.deepEqual([lines.length, pictures.length], [1, 0]);
    });

  it("keeps a gradient in pale colours whole", () => {
    const page = createBitmap(600, 400, WHITE);
    drawRect(page, { x: 0, y: 0, width: 600, height: 400 }, (_, y) => {
      const value = Math.round(255 - y / 50);
      return [value, value, 255];
    });
    const { boxes, pictures } = segmentBitmap(page, 1);
    assert.deepEqual(
      boxes.map(({ box, fill }) => [box.width, box.height, fill.kind]),
      [[600, 400, "gradient"]],
    );
    assert.deepEqual(pictures, []);
  });
});
