import assert from "node:assert/strict";
import sharp from "sharp";
import type { Rgb } from "../../../../../src/base/color";
import { createBitmap, type Bitmap } from "../../../../../src/image/bitmap";
import { decodeImage, encodePng } from "../../../../../src/image/codec";
import { findFlatColors } from "../../../../../src/inspect/segment/noise/flatColors";
import { levelNoise } from "../../../../../src/inspect/segment/noise/levelNoise";
import { measureRinging } from "../../../../../src/inspect/segment/noise/measureRinging";
import { toPlanes } from "../../../../../src/inspect/segment/noise/planes";
import { colorAt } from "../../../../../src/inspect/segment/pixels/pixels";
import { segmentBitmap } from "../../../../../src/inspect/segment/segment";
import { drawBordered, drawLetters, drawNoise, drawRect } from "../../../../fakes/drawShapes";

const GROUND: Rgb = [249, 250, 254];
const CARD: Rgb = [255, 255, 255];
const PANEL: Rgb = [244, 248, 255];
const INK: Rgb = [28, 32, 44];

/** A white card on a ground that is nearly white, a panel of a tint on it, five lines of text. */
function drawPage(): Bitmap {
  const page = createBitmap(560, 420, GROUND);
  drawRect(page, { x: 60, y: 36, width: 440, height: 346 }, CARD, 16);
  drawRect(page, { x: 84, y: 157, width: 392, height: 78 }, PANEL, 8);
  const lines = [
    "nnnn nnnn nnn",
    "nnn nnnnnn nnnn nnn",
    "nnnnn nn nnnnnnn",
    "nnn nnnn nnnn",
    "nn nnnnn",
  ];
  for (const [index, text] of lines.entries())
    drawLetters(page, text, 100, 66 + index * 60, 14, INK);
  return page;
}

async function asJpeg(page: Bitmap, quality: number): Promise<Bitmap> {
  const options = { quality, chromaSubsampling: "4:2:0" };
  const bytes = await sharp(await encodePng(page))
    .jpeg(options)
    .toBuffer();
  return (await decodeImage(bytes)).bitmap;
}

describe("segmenting a JPEG", () => {
  for (const quality of [95, 85, 75, 60])
    it(`finds at quality ${quality} what a drawn page shows`, async () => {
      const { lines, boxes, pictures, dividers } = segmentBitmap(
        await asJpeg(drawPage(), quality),
        1,
      );
      assert.equal(lines.length, 5);
      assert.deepEqual([pictures, dividers], [[], []]);
      const edges = boxes.flatMap(({ box: { x, y, width, height } }) => [x, y, width, height]);
      const right = [60, 36, 440, 346, 84, 157, 392, 78];
      assert.equal(edges.length, right.length);
      edges.forEach((edge, index) => {
        assert.ok(Math.abs(edge - (right[index] as number)) <= 2, `${edges.join(" ")}`);
      });
    });
});

describe("a bordered box of a JPEG", () => {
  it("keeps its border out of the text in it", async () => {
    const page = createBitmap(480, 200, CARD);
    const border = { color: [225, 228, 232], width: 1 } as const;
    drawBordered(page, { x: 40, y: 41, width: 400, height: 94 }, CARD, border, 6);
    for (const y of [60, 80, 100]) drawLetters(page, "nnnnn nnn nnnn", 62, y, 12, INK);
    const { lines } = segmentBitmap(await asJpeg(page, 80), 1);
    assert.deepEqual(
      lines.filter(({ box }) => box.width > 60).map(({ box }) => box.height <= 14),
      [true, true, true],
    );
  });
});

describe("levelNoise", () => {
  it("gives surfaces that are nearly white their own colour again, right beside the ink", async () => {
    const { bitmap: level } = levelNoise(await asJpeg(drawPage(), 75));
    for (const [x, y, color] of [
      [90, 70, CARD],
      [100, 183, PANEL],
      [98, 128, CARD],
      [55, 200, GROUND],
    ] as const)
      colorAt(level, x, y).forEach((value, channel) => {
        assert.ok(Math.abs(value - (color[channel] as number)) <= 2, `${x},${y}: ${value}`);
      });
  });

  it("leaves a photo as it is, but for its rim", async () => {
    const page = drawPage();
    drawNoise(page, { x: 84, y: 262, width: 392, height: 110 });
    const lossy = await asJpeg(page, 75);
    const { bitmap: level } = levelNoise(lossy);
    let changed = 0;
    for (let y = 290; y < 345; y++)
      for (let x = 120; x < 440; x++)
        if (colorAt(level, x, y).some((value, i) => value !== colorAt(lossy, x, y)[i])) changed++;
    assert.equal(changed, 0);
  });
});

describe("measureRinging", () => {
  const ringingOf = (page: Bitmap): number => {
    const planes = toPlanes(page);
    return measureRinging(planes, findFlatColors(planes));
  };

  it("is nothing on a drawn page, and grows as quality falls", async () => {
    const measured = [ringingOf(drawPage())];
    for (const quality of [95, 85, 75, 60])
      measured.push(ringingOf(await asJpeg(drawPage(), quality)));
    assert.equal(measured[0], 0);
    measured.slice(1).forEach((value, index) => {
      assert.ok(value > (measured[index] as number), measured.join(" "));
    });
  });
});
