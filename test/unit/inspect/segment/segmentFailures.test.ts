import assert from "node:assert/strict";
import type { Rgb } from "../../../../src/base/color";
import { contains, type Rect } from "../../../../src/base/geometry";
import { createBitmap, type Bitmap } from "../../../../src/image/bitmap";
import { Attempts, type InspectStage } from "../../../../src/inspect/attempts";
import type { Bounds } from "../../../../src/base/bounds";
import { segmentSteps } from "../../../../src/inspect/segment/segment";
import type { Segmentation } from "../../../../src/inspect/segment/segmentation";
import { drawBordered, drawLetters, drawNoise, drawRect } from "../../../fakes/drawShapes";

const WHITE: Rgb = [255, 255, 255];
const CARD: Rect = { x: 20, y: 20, width: 200, height: 80 };
const SECOND: Rect = { x: 20, y: 130, width: 200, height: 80 };
const PHOTO: Rect = { x: 260, y: 20, width: 120, height: 90 };
const RULE: Rect = { x: 20, y: 250, width: 360, height: 1 };
const TEXT = { x: 260, y: 150 };
const STAGES: readonly InspectStage[] = [
  "noise",
  "palette",
  "surfaces",
  "boxes",
  "shadows",
  "dividers",
  "lines",
  "pictures",
];

function drawPage(): Bitmap {
  const page = createBitmap(400, 280, WHITE);
  for (const card of [CARD, SECOND])
    drawBordered(page, card, [240, 244, 250], { color: [90, 90, 90], width: 1 }, 6);
  drawNoise(page, PHOTO);
  drawLetters(page, "nnnn nnnnn", TEXT.x, TEXT.y, 14, [30, 30, 30]);
  drawRect(page, RULE, [200, 0, 0]);
  return page;
}

/** Attempts of which those fail that are of one stage and lie in one region. */
class BrokenStage extends Attempts {
  constructor(
    private readonly stage: InspectStage,
    private readonly isBroken: (region: Bounds) => boolean = () => true,
  ) {
    super();
  }

  override attempt<T>(stage: InspectStage, region: Bounds, work: () => T): T | undefined {
    return super.attempt(stage, region, () => {
      if (stage === this.stage && this.isBroken(region)) throw new RangeError("Broken.");
      return work();
    });
  }
}

function segment(attempts: Attempts): Segmentation {
  const steps = segmentSteps(drawPage(), 1, attempts);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const isShownAsPicture = ({ pictures }: Segmentation, rect: Rect): boolean =>
  pictures.some(({ box }) => contains(box, rect, 2));

const isIn = (rect: Rect) => (region: Bounds) =>
  contains(rect, { x: region.x0, y: region.y0, width: 1, height: 1 }, 2) &&
  region.x1 <= rect.x + rect.width + 2;

describe("segmentSteps with a step that fails", () => {
  for (const stage of STAGES)
    it(`goes on when everything about ${stage} does`, () => {
      const attempts = new BrokenStage(stage);
      const parts = segment(attempts);
      assert.ok(attempts.misses.length > 0);
      assert.ok(attempts.misses.every((miss) => miss.stage === stage));
      assert.ok(isShownAsPicture(parts, PHOTO), "the photo at least is there");
    });

  it("shows a box as a picture that could not be measured, and measures the others", () => {
    const attempts = new BrokenStage("boxes", isIn(CARD));
    const parts = segment(attempts);
    assert.ok(isShownAsPicture(parts, { ...CARD, x: 24, y: 24, width: 192, height: 72 }));
    assert.deepEqual(
      parts.boxes.map(({ box }) => box),
      [SECOND],
    );
    assert.ok(parts.lines.some(({ box }) => box.x === TEXT.x && box.y === TEXT.y));
  });

  it("shows text as a picture that could not be told from icons", () => {
    const parts = segment(new BrokenStage("lines"));
    assert.deepEqual(parts.lines, []);
    assert.equal(parts.boxes.length, 2);
    assert.ok(parts.pictures.some(({ box }) => Math.abs(box.y - TEXT.y) <= 1 && box.height <= 18));
  });

  it("shows a thin line as a picture, or as a strip, that was none of the runs", () => {
    const parts = segment(new BrokenStage("dividers"));
    const shown = [...parts.pictures, ...parts.dividers];
    assert.ok(shown.some(({ box }) => contains(box, RULE, 1)));
  });

  it("shows the page as one picture when its pixels could not be told apart", () => {
    const parts = segment(new BrokenStage("surfaces"));
    assert.deepEqual(
      parts.pictures.map(({ box }) => box),
      [{ x: 0, y: 0, width: 400, height: 280 }],
    );
    assert.deepEqual([parts.lines, parts.boxes, parts.dividers], [[], [], []]);
  });

  it("gives up one surface only, where one fails", () => {
    const attempts = new BrokenStage("surfaces", isIn(CARD));
    const parts = segment(attempts);
    assert.deepEqual(
      parts.boxes.map(({ box }) => box),
      [SECOND],
    );
    assert.ok(attempts.misses.every(({ region }) => isIn(CARD)(region)));
  });
});
