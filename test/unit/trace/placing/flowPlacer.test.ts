import assert from "node:assert/strict";
import type { Rect } from "../../../../src/base/geometry";
import type { Design, DesignNode } from "../../../../src/design/design";
import type { Draft } from "../../../../src/design/draft/draft";
import { designNode, PLAIN_LAYOUT } from "../../../../src/design/flow/parts";
import { createBitmap } from "../../../../src/image/bitmap";
import type { DrawnPage } from "../../../../src/model/model";
import { FlowPlacer } from "../../../../src/trace/placing/flowPlacer";
import { NudgeCorrector } from "../../../../src/trace/placing/nudgeCorrector";
import { PlaceCorrector } from "../../../../src/trace/placing/placeCorrector";
import { PlaceFinder } from "../../../../src/trace/placing/placeFinder";
import { blackBox } from "../../../fakes/blackBox";

const SIZE = { width: 60, height: 80 };

const at = (x: number, y: number): Rect => ({ x, y, width: 20, height: 10 });

const box = (id: string, x: number, y: number): DesignNode => blackBox(id, at(x, y));

/** Two boxes centred in a column: gaps move them up and down, nothing but an offset moves them sideways. */
const design = {
  size: SIZE,
  deviceScaleFactor: 1,
  root: designNode({
    id: "page",
    meaning: { tag: "body", name: "page" },
    rect: { x: 0, y: 0, ...SIZE },
    layout: {
      ...PLAIN_LAYOUT,
      align: "center",
      padding: { top: 20, right: 0, bottom: 20, left: 0 },
    },
    children: [box("a", 20, 20), box("b", 24, 50)],
  }),
} as unknown as Design;

/** How the page is drawn from `placed`: centred, each moved as it says. */
function draw({ root }: Design, extra = 0): DrawnPage {
  const bitmap = createBitmap(SIZE.width, SIZE.height, [255, 255, 255]);
  let y = (root.layout?.padding.top ?? 0) + 3;
  const elements = root.children.map(({ place }, i) => {
    y += (typeof place.before === "number" ? place.before : 0) + (i === 0 ? 0 : 20 + extra);
    const rect = at(20 + (place.nudge?.dx ?? 0), y + (place.nudge?.dy ?? 0));
    for (let row = rect.y; row < rect.y + rect.height; row++)
      for (let x = rect.x; x < rect.x + rect.width; x++)
        bitmap.rgba.set([0, 0, 0], (row * SIZE.width + x) * 4);
    y += 10;
    return { path: `${i + 1}`, box: rect };
  });
  return { bitmap, elements };
}

describe("FlowPlacer", () => {
  const mockup = createBitmap(SIZE.width, SIZE.height, [255, 255, 255]);
  for (const { x, y } of [at(20, 20), at(24, 50)])
    for (let row = y; row < y + 10; row++)
      for (let column = x; column < x + 20; column++)
        mockup.rgba.set([0, 0, 0], (row * SIZE.width + column) * 4);
  const draft = { deviceScaleFactor: 1, blocks: [], size: SIZE } as unknown as Draft;
  const finder = new PlaceFinder(mockup, draft);

  function settle(placer: FlowPlacer, extra = 0): string[] {
    for (let render = 0; render < 9; render++)
      if (!placer.learn(draw(placer.place(design), extra))) break;
    return draw(placer.place(design), extra).elements.map(({ box: { x, y } }) => `${x},${y}`);
  }

  it("moves parts by their gaps, then by offsets, and again when other values have moved them", () => {
    const placer = new FlowPlacer(
      new PlaceCorrector(mockup, finder, design),
      new NudgeCorrector(mockup, finder, design),
    );
    assert.deepEqual(settle(placer), ["20,20", "24,50"]);
    assert.equal(placer.place(design).root.layout?.padding.top, 17);
    placer.startAgain();
    assert.deepEqual(settle(placer, 2), ["20,20", "24,50"]);
    assert.equal(placer.place(design).root.children[1]?.place.before, -2);
  });

  it("leaves all where it was best when there is no time for more", () => {
    const placer = new FlowPlacer(
      new PlaceCorrector(mockup, finder, design),
      new NudgeCorrector(mockup, finder, design),
    );
    assert.ok(placer.learn(draw(design)));
    const moved = placer.place(design);
    placer.conclude(draw(moved));
    assert.deepEqual(placer.place(design), moved);
  });
});
