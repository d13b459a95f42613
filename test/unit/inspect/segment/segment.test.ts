import assert from "node:assert/strict";
import type { Rgb } from "../../../../src/base/color";
import { iou } from "../../../../src/base/geometry";
import { createBitmap, type Bitmap } from "../../../../src/image/bitmap";
import { segmentBitmap } from "../../../../src/inspect/segment/segment";
import {
  drawBordered,
  drawLetters,
  drawNoise,
  drawRect,
  mixPixel,
  type Fill,
} from "../../../fakes/drawShapes";

const WHITE: Rgb = [255, 255, 255];
const GREY: Rgb = [240, 242, 245];
const BLUE: Rgb = [13, 110, 253];
const PALE: Rgb = [150, 170, 240];
const LINE: Rgb = [206, 212, 218];
const NAVY: Rgb = [43, 102, 154];
const INK: Rgb = [33, 37, 41];

const all = (radius: number) => ({
  topLeft: radius,
  topRight: radius,
  bottomRight: radius,
  bottomLeft: radius,
});

describe("segmentBitmap", () => {
  describe("with next to nothing to see", () => {
    it("takes a page of one colour for its background", () => {
      const parts = segmentBitmap(createBitmap(300, 200, GREY), 1);
      assert.deepEqual(parts, {
        background: GREY,
        lines: [],
        boxes: [],
        dividers: [],
        pictures: [],
        palette: [{ color: GREY, share: 1 }],
        noise: "clean",
      });
    });

    it("survives a single pixel", () => {
      const parts = segmentBitmap(createBitmap(1, 1, BLUE), 1);
      assert.deepEqual(parts.background, BLUE);
      assert.equal(parts.lines.length + parts.boxes.length + parts.pictures.length, 0);
    });

    it("survives images one pixel wide or high", () => {
      assert.deepEqual(segmentBitmap(createBitmap(1, 500, BLUE), 1).background, BLUE);
      assert.deepEqual(segmentBitmap(createBitmap(500, 1, BLUE), 2).background, BLUE);
    });
  });

  describe("boxes", () => {
    it("measures a plain card", () => {
      const page = createBitmap(600, 400, GREY);
      drawRect(page, { x: 100, y: 80, width: 300, height: 200 }, WHITE);
      const { boxes, background } = segmentBitmap(page, 1);
      assert.deepEqual(background, GREY);
      assert.deepEqual(boxes, [
        {
          box: { x: 100, y: 80, width: 300, height: 200 },
          fill: { kind: "solid", color: WHITE },
          border: undefined,
          radius: all(0),
          shadow: undefined,
        },
      ]);
    });

    for (const scale of [1, 2, 3])
      it(`measures border and radius at ${scale} device px in a CSS px`, () => {
        const page = createBitmap(400 * scale, 200 * scale, WHITE);
        const rect = { x: 40 * scale, y: 30 * scale, width: 200 * scale, height: 44 * scale };
        drawBordered(page, rect, GREY, { color: LINE, width: scale }, 6 * scale);
        const { boxes, pictures } = segmentBitmap(page, scale);
        assert.equal(boxes.length, 1);
        assert.deepEqual(boxes[0]?.box, rect);
        assert.deepEqual(boxes[0]?.border, {
          color: LINE,
          top: scale,
          right: scale,
          bottom: scale,
          left: scale,
        });
        assert.deepEqual(boxes[0]?.radius, all(6 * scale));
        assert.deepEqual(pictures, []);
      });

    it("measures the border of a box with an inner shadow, not the shadow's rim", () => {
      const page = createBitmap(400, 200, WHITE);
      const rect = { x: 40, y: 30, width: 200, height: 44 };
      drawBordered(page, rect, WHITE, { color: LINE, width: 1 }, 4);
      const inside = { x: 41, width: 198, height: 1 };
      [246, 250, 253].forEach((grey, row) => {
        drawRect(page, { ...inside, y: 31 + row }, [grey, grey, grey]);
      });
      for (const x of [41, 238])
        drawRect(page, { x, y: 34, width: 1, height: 39 }, [251, 251, 251]);
      const { boxes, dividers } = segmentBitmap(page, 1);
      assert.deepEqual(
        boxes.map(({ box, border }) => [box, border]),
        [[rect, { color: LINE, top: 1, right: 1, bottom: 1, left: 1 }]],
      );
      assert.deepEqual(dividers, []);
    });

    it("measures the borders of buttons side by side, white between them, with a line of light along the top", () => {
      const page = createBitmap(400, 100, WHITE);
      const rects = [40, 144, 248].map((x) => ({ x, y: 20, width: 100, height: 46 }));
      for (const rect of rects) {
        const shade: Fill = (_x, y) => [60 - (y - 20) / 2, 138 - (y - 20) / 2, 201 - (y - 20) / 2];
        drawRect(page, rect, NAVY, 5);
        drawRect(page, { x: rect.x + 1, y: 21, width: 98, height: 44 }, [94, 156, 210], 4);
        drawRect(page, { x: rect.x + 1, y: 22, width: 98, height: 43 }, shade, 4);
      }
      const { boxes, dividers, pictures } = segmentBitmap(page, 1);
      assert.deepEqual(
        boxes.map(({ box, border }) => [box, border]).sort(),
        rects.map((rect) => [rect, { color: NAVY, top: 1, right: 1, bottom: 1, left: 1 }]).sort(),
      );
      assert.deepEqual([...dividers, ...pictures], []);
    });

    it("gives a box that is open below no border of what lies under it", () => {
      const page = createBitmap(300, 160, WHITE);
      drawRect(page, { x: 40, y: 20, width: 200, height: 50 }, NAVY);
      drawRect(page, { x: 41, y: 21, width: 198, height: 49 }, GREY);
      drawBordered(
        page,
        { x: 40, y: 72, width: 200, height: 50 },
        WHITE,
        { color: NAVY, width: 1 },
        0,
      );
      const open = segmentBitmap(page, 1).boxes.find(({ box }) => box.y === 20);
      assert.deepEqual([open?.box.height, open?.border?.bottom], [50, 0]);
    });

    it("takes a shadow that fades by a step a pixel for no border", () => {
      const page = createBitmap(300, 240, WHITE);
      for (let off = 40; off >= 0; off--) {
        const grey = 240 + Math.min(15, Math.floor(off / 2));
        const rect = { x: 60 - off, y: 60 - off, width: 180 + 2 * off, height: 120 + 2 * off };
        drawRect(page, rect, [grey, grey, grey], off);
      }
      drawRect(page, { x: 60, y: 60, width: 180, height: 120 }, WHITE);
      const card = segmentBitmap(page, 1).boxes.at(-1);
      assert.deepEqual(card?.box, { x: 60, y: 60, width: 180, height: 120 });
      assert.equal(card.border, undefined);
    });

    it("measures pills and circles", () => {
      const page = createBitmap(500, 300, WHITE);
      drawRect(page, { x: 50, y: 40, width: 140, height: 40 }, BLUE, 20);
      drawRect(page, { x: 250, y: 100, width: 120, height: 120 }, BLUE, 60);
      const { boxes, pictures } = segmentBitmap(page, 1);
      assert.deepEqual(
        boxes.map(({ box, radius }) => [box, radius]),
        [
          [{ x: 250, y: 100, width: 120, height: 120 }, all(60)],
          [{ x: 50, y: 40, width: 140, height: 40 }, all(20)],
        ],
      );
      assert.deepEqual(pictures, []);
    });

    it("tells which corners are round", () => {
      const page = createBitmap(400, 300, GREY);
      drawRect(page, { x: 50, y: 50, width: 200, height: 100 }, BLUE, 12);
      drawRect(page, { x: 50, y: 100, width: 200, height: 50 }, BLUE);
      assert.deepEqual(segmentBitmap(page, 1).boxes[0]?.radius, {
        topLeft: 12,
        topRight: 12,
        bottomRight: 0,
        bottomLeft: 0,
      });
    });

    it("finds the linear gradient of a box", () => {
      const page = createBitmap(600, 300, WHITE);
      const rect = { x: 100, y: 50, width: 400, height: 200 };
      drawRect(page, rect, (x) => {
        const at = (x - rect.x) / rect.width;
        return [Math.round(40 + 160 * at), 90, Math.round(200 - 120 * at)];
      });
      const fill = segmentBitmap(page, 1).boxes[0]?.fill;
      assert.ok(fill?.kind === "gradient");
      assert.equal(fill.angleDeg, 90);
      assert.deepEqual(
        fill.stops.map((stop) => stop.at),
        [0, 1],
      );
      assert.deepEqual(fill.stops[0]?.color, [40, 90, 200]);
      assert.deepEqual(fill.stops[1]?.color, [200, 90, 80]);
    });

    it("finds the gradient of the page below a card and a photo beside it", () => {
      const page = createBitmap(900, 600, WHITE);
      drawRect(page, { x: 0, y: 0, width: 900, height: 600 }, (_, y) => [
        Math.round(80 - 40 * (y / 600)),
        Math.round(120 - 40 * (y / 600)),
        220,
      ]);
      const photo = { x: 100, y: 60, width: 300, height: 400 };
      const card = { x: 400, y: 60, width: 400, height: 400 };
      drawShadow(page, { ...card, x: 100, width: 700 }, { dy: 10, blur: 40, alpha: 0.2 });
      drawRect(page, card, WHITE);
      drawNoise(page, photo);
      const { boxes, pictures } = segmentBitmap(page, 1);
      assert.deepEqual(boxes[0]?.box, { x: 0, y: 0, width: 900, height: 600 });
      assert.ok(boxes[0].fill.kind === "gradient");
      assert.equal(boxes[0].fill.angleDeg, 180);
      assert.ok(boxes.some(({ box }) => box.x === 400 && box.y === 60 && box.width === 400));
      assert.equal(pictures.length, 1);
      const [picture] = pictures;
      assert.ok(picture && iou(picture.box, photo) > 0.9, JSON.stringify(pictures));
    });

    it("finds the gradient of a section that ends in a wave, on the plain page", () => {
      const page = createBitmap(900, 900, WHITE);
      const wave = (x: number): number => 520 + 40 * Math.sin(x / 120);
      drawRect(page, { x: 0, y: 0, width: 900, height: 600 }, (x, y) =>
        y < wave(x)
          ? [Math.round(210 - 60 * (x / 900)), 60, Math.round(80 + 90 * (x / 900))]
          : WHITE,
      );
      const { background, boxes, pictures } = segmentBitmap(page, 1);
      assert.deepEqual(background, WHITE);
      const fill = boxes[0]?.fill;
      assert.ok(fill?.kind === "gradient");
      assert.equal(fill.angleDeg, 90);
      for (const { box } of pictures)
        assert.ok(box.y >= 470 && box.y + box.height <= 565, JSON.stringify(box));
    });

    it("fits a shadow", () => {
      const page = createBitmap(600, 400, WHITE);
      const rect = { x: 150, y: 100, width: 300, height: 180 };
      drawShadow(page, rect, { dy: 6, blur: 16, alpha: 0.2 });
      drawRect(page, rect, GREY);
      const { boxes, pictures } = segmentBitmap(page, 1);
      const shadow = boxes[0]?.shadow;
      assert.deepEqual(boxes[0]?.box, rect);
      assert.ok(shadow);
      assert.deepEqual([shadow.dx, shadow.dy, shadow.blur, shadow.color], [0, 6, 16, [0, 0, 0]]);
      assert.ok(Math.abs(shadow.alpha - 0.2) < 0.02, `alpha ${shadow.alpha}`);
      assert.deepEqual(pictures, []);
    });

    it("finds a progress bar and its share, not letters", () => {
      const page = createBitmap(400, 120, WHITE);
      drawRect(page, { x: 40, y: 40, width: 300, height: 8 }, LINE);
      drawRect(page, { x: 40, y: 40, width: 120, height: 8 }, BLUE);
      const { boxes, lines } = segmentBitmap(page, 1);
      assert.deepEqual(
        boxes.map(({ box }) => box),
        [
          { x: 160, y: 40, width: 180, height: 8 },
          { x: 40, y: 40, width: 120, height: 8 },
        ],
      );
      assert.deepEqual(lines, []);
    });

    it("puts a card with a shadow under a header and a body that stand on each other", () => {
      const page = createBitmap(600, 500, GREY);
      const rect = { x: 150, y: 100, width: 300, height: 240 };
      drawShadow(page, rect, { dy: 4, blur: 12, alpha: 0.3 });
      drawRect(page, rect, WHITE);
      drawRect(page, { ...rect, height: 60 }, BLUE);
      const { boxes } = segmentBitmap(page, 1);
      assert.deepEqual(
        boxes.map(({ box, shadow }) => [box.y, box.height, shadow !== undefined]),
        [
          [100, 240, true],
          [160, 180, false],
          [100, 60, false],
        ],
      );
    });
  });

  describe("dividers", () => {
    it("finds horizontal and vertical ones", () => {
      const page = createBitmap(500, 300, WHITE);
      drawRect(page, { x: 20, y: 100, width: 460, height: 1 }, LINE);
      drawRect(page, { x: 250, y: 120, width: 2, height: 150 }, BLUE);
      assert.deepEqual(segmentBitmap(page, 1).dividers, [
        { box: { x: 20, y: 100, width: 460, height: 1 }, orientation: "horizontal", color: LINE },
        { box: { x: 250, y: 120, width: 2, height: 150 }, orientation: "vertical", color: BLUE },
      ]);
    });

    it("does not repeat a box's border", () => {
      const page = createBitmap(400, 300, WHITE);
      const rect = { x: 50, y: 50, width: 300, height: 200 };
      drawBordered(page, rect, WHITE, { color: LINE, width: 1 });
      const { boxes, dividers } = segmentBitmap(page, 1);
      assert.deepEqual(
        boxes.map(({ box }) => box),
        [rect],
      );
      assert.deepEqual(dividers, []);
    });

    it("takes the sides of a bevel apart", () => {
      const page = createBitmap(300, 200, [192, 192, 192]);
      drawRect(page, { x: 50, y: 50, width: 120, height: 60 }, [10, 10, 10]);
      drawRect(page, { x: 50, y: 50, width: 119, height: 59 }, WHITE);
      drawRect(page, { x: 51, y: 51, width: 118, height: 58 }, [192, 192, 192]);
      const { dividers, pictures } = segmentBitmap(page, 1);
      const colors = dividers.map(({ color, orientation }) => `${orientation} ${color[0]}`).sort();
      assert.deepEqual(colors, ["horizontal 10", "horizontal 255", "vertical 10", "vertical 255"]);
      assert.deepEqual(pictures, []);
    });
  });

  describe("lines", () => {
    it("groups letters into words and words into a line", () => {
      const page = createBitmap(500, 200, WHITE);
      const first = drawLetters(page, "nnn nnnn nn", 40, 50, 12, INK);
      const second = drawLetters(page, "nnnn nn", 40, 74, 12, BLUE);
      const { lines } = segmentBitmap(page, 1);
      assert.deepEqual(
        lines.map(({ box, foreground, background, iconCandidate, overPicture }) => ({
          ...{ box, foreground, background, iconCandidate, overPicture },
        })),
        [
          { box: first, foreground: INK },
          { box: second, foreground: BLUE },
        ].map((line) => ({ ...line, background: WHITE, iconCandidate: false, overPicture: false })),
      );
      assert.equal(lines[0]?.glyphs.length, 9);
    });

    it("keeps what stands far apart apart", () => {
      const page = createBitmap(500, 100, WHITE);
      const left = drawLetters(page, "nnnnn", 40, 40, 12, INK);
      const right = drawLetters(page, "nnn", 200, 40, 12, INK);
      assert.deepEqual(
        segmentBitmap(page, 1).lines.map(({ box }) => box),
        [left, right],
      );
    });

    it("keeps a large comma and what follows it in the line", () => {
      const page = createBitmap(300, 60, WHITE);
      // As high as half an "e", which it touches by one row alone.
      drawRect(page, { x: 20, y: 20, width: 8, height: 8 }, INK);
      drawRect(page, { x: 30, y: 20, width: 8, height: 8 }, INK);
      drawRect(page, { x: 39, y: 27, width: 3, height: 4 }, INK);
      drawRect(page, { x: 47, y: 20, width: 8, height: 8 }, INK);
      drawRect(page, { x: 57, y: 20, width: 8, height: 8 }, INK);
      const { lines } = segmentBitmap(page, 1);
      assert.deepEqual(
        lines.map(({ box, glyphs }) => [box.x, box.width, glyphs.length]),
        [[20, 45, 5]],
      );
    });

    it("keeps the comma of a big number, which stands further off than that of a small one", () => {
      const page = createBitmap(400, 120, WHITE);
      const first = drawLetters(page, "n", 20, 20, 43, INK);
      const comma = { x: first.x + first.width + 5, y: 57, width: 7, height: 16 };
      drawRect(page, comma, INK);
      const others = drawLetters(page, "nnn", comma.x + 9, 20, 43, INK);
      const { lines } = segmentBitmap(page, 1);
      assert.deepEqual(
        lines.map(({ box, glyphs }) => [box.x, box.y, box.width, box.height, glyphs.length]),
        [[20, 20, others.x + others.width - 20, 53, 5]],
      );
    });

    it("keeps a justified line together, but no further text", () => {
      const page = createBitmap(500, 100, WHITE);
      const write = (gaps: readonly number[], y: number): void => {
        let x = 40;
        for (const gap of [0, ...gaps])
          x = x + gap + drawLetters(page, "nn", x + gap, y, 12, INK).width;
      };
      write([7, 7, 7, 7, 9], 20);
      write([7, 7, 7, 7, 12], 60);
      assert.deepEqual(
        segmentBitmap(page, 1).lines.map(({ glyphs }) => glyphs.length),
        [12, 10, 2],
      );
    });

    it("finds light letters on a dark button, on the button's surface", () => {
      const page = createBitmap(400, 200, WHITE);
      drawRect(page, { x: 100, y: 60, width: 160, height: 40 }, BLUE, 8);
      const text = drawLetters(page, "nnnnnn", 140, 74, 12, WHITE);
      drawLetters(page, "nnnnnn", 140, 140, 12, INK);
      const [button, below] = segmentBitmap(page, 1).lines;
      assert.deepEqual(button?.box, text);
      assert.deepEqual([button?.foreground, button?.background], [WHITE, BLUE]);
      assert.notEqual(button?.surface, below?.surface);
    });

    it("keeps the first and the last letter of a text that fills a pill, in the squares of its corners", () => {
      const page = createBitmap(300, 120, WHITE);
      drawRect(page, { x: 50, y: 40, width: 45, height: 24 }, PALE, 12);
      drawRect(page, { x: 59, y: 47, width: 2, height: 10 }, INK);
      drawLetters(page, "nnn", 64, 48, 9, INK);
      drawRect(page, { x: 84, y: 47, width: 2, height: 10 }, INK);
      const { lines } = segmentBitmap(page, 1);
      assert.deepEqual(
        lines.map(({ box, glyphs }) => [box.x, box.x + box.width, glyphs.length]),
        [[59, 86, 5]],
      );
    });

    it("sets an icon beside a text apart", () => {
      const page = createBitmap(400, 100, WHITE);
      drawRect(page, { x: 40, y: 44, width: 16, height: 4 }, BLUE);
      drawRect(page, { x: 46, y: 38, width: 4, height: 16 }, BLUE);
      const text = drawLetters(page, "nnnnnn", 64, 40, 12, INK);
      assert.deepEqual(
        segmentBitmap(page, 1).lines.map(({ box, iconCandidate }) => ({ box, iconCandidate })),
        [
          { box: { x: 40, y: 38, width: 16, height: 16 }, iconCandidate: true },
          { box: text, iconCandidate: false },
        ],
      );
    });

    it("sets an icon of several pieces apart, but no word", () => {
      const page = createBitmap(400, 100, WHITE);
      // A quotation mark: two strokes, taller and paler than the text.
      drawRect(page, { x: 30, y: 34, width: 10, height: 22 }, PALE);
      drawRect(page, { x: 42, y: 34, width: 10, height: 22 }, PALE);
      const text = drawLetters(page, "nn nnnn nn", 64, 40, 12, INK);
      assert.deepEqual(
        segmentBitmap(page, 1).lines.map(({ box, iconCandidate }) => ({ box, iconCandidate })),
        [
          { box: { x: 30, y: 34, width: 22, height: 22 }, iconCandidate: true },
          { box: text, iconCandidate: false },
        ],
      );
    });

    it("works at 2 device px in a CSS px", () => {
      const page = createBitmap(800, 200, GREY);
      const text = drawLetters(page, "nnn nnnn", 60, 60, 24, INK);
      const { lines } = segmentBitmap(page, 2);
      assert.deepEqual(
        lines.map(({ box }) => box),
        [text],
      );
    });
  });

  describe("pictures", () => {
    it("takes noise as one picture", () => {
      const page = createBitmap(400, 300, WHITE);
      drawNoise(page, { x: 60, y: 50, width: 200, height: 150 });
      const { pictures, boxes, lines, dividers } = segmentBitmap(page, 1);
      assert.deepEqual(pictures, [
        { box: { x: 60, y: 50, width: 200, height: 150 }, kind: "picture", background: WHITE },
      ]);
      assert.equal(boxes.length + lines.length + dividers.length, 0);
    });

    it("takes a page of noise as one picture, too", () => {
      const page = createBitmap(300, 200, WHITE);
      drawNoise(page, { x: 0, y: 0, width: 300, height: 200 });
      const { pictures, boxes, lines } = segmentBitmap(page, 1);
      assert.deepEqual(
        pictures.map(({ box }) => box),
        [{ x: 0, y: 0, width: 300, height: 200 }],
      );
      assert.equal(boxes.length + lines.length, 0);
    });

    it("finds the text on a photo", () => {
      const page = createBitmap(600, 400, WHITE);
      drawNoise(page, { x: 0, y: 0, width: 600, height: 250 });
      for (let y = 0; y < 250; y++)
        for (let x = 0; x < 600; x++) mixPixel(page, x, y, [20, 30, 40], 0.7);
      const text = drawLetters(page, "nnnnn nnnnnn", 80, 100, 32, WHITE);
      const { lines, pictures } = segmentBitmap(page, 1);
      assert.deepEqual(
        lines.map(({ box, foreground, overPicture }) => ({ box, foreground, overPicture })),
        [{ box: text, foreground: WHITE, overPicture: true }],
      );
      assert.deepEqual(
        pictures.map(({ box }) => box),
        [{ x: 0, y: 0, width: 600, height: 250 }],
      );
    });
  });
});

/** A black box shadow: the box blurred with a standard deviation of blur / 2. */
function drawShadow(
  page: Bitmap,
  rect: { x: number; y: number; width: number; height: number },
  shadow: { dy: number; blur: number; alpha: number },
): void {
  const inside = (length: number, start: number, size: number): number[] =>
    Array.from({ length }, (_, k) => {
      const from = (k + 0.5 - start) / (shadow.blur / 2);
      return normalCdf(from) - normalCdf(from - size / (shadow.blur / 2));
    });
  const across = inside(page.width, rect.x, rect.width);
  const along = inside(page.height, rect.y + shadow.dy, rect.height);
  along.forEach((down, y) => {
    across.forEach((right, x) => mixPixel(page, x, y, [0, 0, 0], shadow.alpha * right * down));
  });
}

/** By adding up the density; slow and sure. */
function normalCdf(z: number): number {
  if (z < -6) return 0;
  if (z > 6) return 1;
  let sum = 0;
  const width = 0.01;
  for (let t = -6 + width / 2; t < z; t += width) sum += Math.exp(-(t * t) / 2) * width;
  return sum / Math.sqrt(2 * Math.PI);
}
