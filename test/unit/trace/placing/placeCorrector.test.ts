import assert from "node:assert/strict";
import type { Design, DesignNode } from "../../../../src/design/design";
import type { Draft } from "../../../../src/design/draft/draft";
import { designNode, PLAIN_LAYOUT } from "../../../../src/design/flow/parts";
import type { Bitmap } from "../../../../src/image/bitmap";
import { createBitmap } from "../../../../src/image/bitmap";
import type { DrawnPage } from "../../../../src/model/model";
import { PlaceCorrector } from "../../../../src/trace/placing/placeCorrector";
import { PlaceFinder } from "../../../../src/trace/placing/placeFinder";
import { blackBox } from "../../../fakes/blackBox";

const SIZE = { width: 60, height: 80 };
const draft = { deviceScaleFactor: 1, blocks: [], size: SIZE } as unknown as Draft;

const box = (id: string, y: number): DesignNode =>
  blackBox(id, { x: 10, y, width: 40, height: 10 });

/** Two boxes in a column, at 20 and 50 in the mockup. */
const design = {
  size: SIZE,
  root: designNode({
    id: "page",
    meaning: { tag: "body", name: "page" },
    rect: { x: 0, y: 0, ...SIZE },
    layout: { ...PLAIN_LAYOUT, padding: { top: 20, right: 10, bottom: 20, left: 10 } },
    children: [box("a", 20), box("b", 50)],
  }),
} as unknown as Design;

function drawn(...tops: number[]): DrawnPage {
  const bitmap: Bitmap = createBitmap(SIZE.width, SIZE.height, [255, 255, 255]);
  for (const top of tops)
    for (let y = top; y < top + 10; y++)
      for (let x = 10; x < 50; x++) bitmap.rgba.set([0, 0, 0], (y * SIZE.width + x) * 4);
  const elements = tops.map((y, i) => ({
    path: `${i + 1}`,
    box: { x: 10, y, width: 40, height: 10 },
  }));
  return { bitmap, elements };
}

const gaps = ({ root }: Design): unknown[] => [
  root.layout?.padding.top,
  ...root.children.map(({ place }) => place.before),
];

describe("PlaceCorrector", () => {
  const mockup = drawn(20, 50).bitmap;

  it("has gaps make up for what is off, until nothing is", () => {
    const corrector = new PlaceCorrector(mockup, new PlaceFinder(mockup, draft), design);
    assert.deepEqual(gaps(corrector.place(design)), [20, 0, 0]);
    assert.ok(corrector.learn(drawn(23, 52)));
    assert.deepEqual(gaps(corrector.place(design)), [17, 0, 1]);
    const right = drawn(20, 50);
    assert.ok(!corrector.learn(right));
    assert.deepEqual(gaps(corrector.place(design)), [17, 0, 1]);
    assert.equal(corrector.shown, right);
  });

  it("takes back what made the page worse, and leaves alone what did not obey", () => {
    const corrector = new PlaceCorrector(mockup, new PlaceFinder(mockup, draft), design);
    const first = drawn(23, 52);
    assert.ok(corrector.learn(first));
    assert.ok(!corrector.learn(drawn(20, 65)), "b went down where it was asked up: both are left");
    assert.deepEqual(gaps(corrector.place(design)), [20, 0, 0]);
    assert.equal(corrector.shown, first);
  });

  it("starts again from where all was best, however the page has changed since", () => {
    const corrector = new PlaceCorrector(mockup, new PlaceFinder(mockup, draft), design);
    assert.ok(corrector.learn(drawn(23, 52)));
    assert.ok(!corrector.learn(drawn(20, 50)));
    corrector.startAgain();
    assert.deepEqual(gaps(corrector.place(design)), [17, 0, 1]);
    assert.ok(corrector.learn(drawn(20, 52)), "other values have moved b");
    assert.deepEqual(gaps(corrector.place(design)), [17, 0, -1]);
    corrector.conclude(drawn(20, 54));
    assert.deepEqual(gaps(corrector.place(design)), [17, 0, 1], "what did not help is taken back");
  });

  it("ends after some renders, however much is left", () => {
    const corrector = new PlaceCorrector(mockup, new PlaceFinder(mockup, draft), design);
    let renders = 1;
    while (corrector.learn(drawn(30 - renders, 62 - renders))) renders++;
    assert.ok(renders <= 5, String(renders));
  });
});
