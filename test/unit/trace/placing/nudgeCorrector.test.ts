import assert from "node:assert/strict";
import type { Rect } from "../../../../src/base/geometry";
import type { Design, DesignNode } from "../../../../src/design/design";
import type { Draft } from "../../../../src/design/draft/draft";
import { designNode, PLAIN_LAYOUT } from "../../../../src/design/flow/parts";
import { createBitmap } from "../../../../src/image/bitmap";
import type { DrawnPage } from "../../../../src/model/model";
import { NudgeCorrector } from "../../../../src/trace/placing/nudgeCorrector";
import { PinCorrector } from "../../../../src/trace/placing/pinCorrector";
import { PlaceFinder } from "../../../../src/trace/placing/placeFinder";
import { blackBox } from "../../../fakes/blackBox";

const SIZE = { width: 200, height: 120 };
const SIDE = 30;

const at = (x: number, y: number): Rect => ({ x, y, width: SIDE, height: SIDE });

const box = (id: string, x: number, y: number): DesignNode => blackBox(id, at(x, y));

/** A row of two black boxes. */
const design = {
  size: SIZE,
  deviceScaleFactor: 1,
  root: designNode({
    id: "page",
    meaning: { tag: "body", name: "page" },
    rect: { x: 0, y: 0, ...SIZE },
    children: [
      designNode({
        id: "row",
        meaning: { tag: "div", name: "row" },
        rect: { x: 20, y: 20, width: 130, height: SIDE },
        layout: { ...PLAIN_LAYOUT, kind: "row" },
        children: [box("a", 20, 20), box("b", 120, 20)],
      }),
    ],
  }),
} as unknown as Design;

/** The page with its boxes where `boxes` says. */
function drawn(a: Rect, b: Rect): DrawnPage {
  const bitmap = createBitmap(SIZE.width, SIZE.height, [255, 255, 255]);
  for (const { x, y } of [a, b])
    for (let row = y; row < y + SIDE; row++)
      for (let column = x; column < x + SIDE; column++)
        bitmap.rgba.set([0, 0, 0], (row * SIZE.width + column) * 4);
  return {
    bitmap,
    elements: [
      { path: "1", box: { x: 20, y: 20, width: 130, height: SIDE } },
      { path: "1/1", box: a },
      { path: "1/2", box: b },
    ],
  };
}

const mockup = drawn(at(20, 20), at(120, 20)).bitmap;
const parts = ({ root }: Design): readonly DesignNode[] => root.children[0]?.children ?? [];

describe("NudgeCorrector", () => {
  const draft = { deviceScaleFactor: 1, blocks: [], size: SIZE } as unknown as Draft;
  const corrector = (): NudgeCorrector =>
    new NudgeCorrector(mockup, new PlaceFinder(mockup, draft), design);
  const nudges = (one: NudgeCorrector): unknown[] =>
    parts(one.place(design)).map(({ place }) => place.nudge);

  it("moves what is off, and keeps what made it truer", () => {
    const one = corrector();
    assert.ok(one.learn(drawn(at(20, 20), at(116, 22))));
    assert.deepEqual(nudges(one), [undefined, { dx: 4, dy: -2 }]);
    assert.ok(!one.learn(drawn(at(20, 20), at(120, 20))));
    assert.deepEqual(nudges(one), [undefined, { dx: 4, dy: -2 }]);
  });

  it("drops an offset that is no longer needed when other values have moved the part", () => {
    const one = corrector();
    assert.ok(one.learn(drawn(at(20, 20), at(120, 21))));
    assert.ok(!one.learn(drawn(at(20, 20), at(120, 20))));
    assert.deepEqual(nudges(one), [undefined, { dx: 0, dy: -1 }]);
    one.startAgain();
    assert.ok(one.learn(drawn(at(20, 20), at(120, 19))));
    assert.deepEqual(nudges(one), [undefined, undefined]);
    one.conclude(drawn(at(20, 20), at(120, 20)));
    assert.deepEqual(nudges(one), [undefined, undefined]);
  });

  it("takes back what did not help there, whatever else got better", () => {
    const one = corrector();
    one.learn(drawn(at(24, 20), at(116, 20)));
    assert.deepEqual(nudges(one), [
      { dx: -4, dy: 0 },
      { dx: 4, dy: 0 },
    ]);
    one.learn(drawn(at(20, 20), at(112, 20)));
    assert.deepEqual(nudges(one), [{ dx: -4, dy: 0 }, undefined]);
  });

  it("leaves alone what is far from its place", () => {
    assert.ok(!corrector().learn(drawn(at(20, 20), at(60, 80))));
  });
});

describe("PinCorrector", () => {
  const flowing = drawn(at(20, 20), at(60, 80));

  it("pins the parts of a container where the placed page is truer, and keeps what helped", () => {
    const one = new PinCorrector(mockup, design);
    assert.ok(one.search(flowing, mockup));
    assert.deepEqual(
      parts(one.place(design)).map(({ place }) => place.inset),
      [
        { left: 0, top: 0 },
        { right: 0, top: 0 },
      ],
    );
    one.learn(mockup);
    assert.ok(parts(one.place(design)).every(({ place }) => place.inset));
  });

  it("leaves it in flow where that did not help", () => {
    const one = new PinCorrector(mockup, design);
    assert.ok(one.search(flowing, mockup));
    one.learn(flowing.bitmap);
    assert.equal(one.place(design), design);
  });

  it("leaves all in flow where the page as a whole did not become truer", () => {
    const one = new PinCorrector(mockup, design);
    assert.ok(one.search(flowing, mockup));
    one.drop();
    assert.equal(one.place(design), design);
  });

  it("finds nothing where the placed page is no truer", () => {
    assert.ok(!new PinCorrector(mockup, design).search(flowing, flowing.bitmap));
  });
});
