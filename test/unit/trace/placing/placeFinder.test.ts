import assert from "node:assert/strict";
import type { Rect } from "../../../../src/base/geometry";
import type { DesignNode } from "../../../../src/design/design";
import type { Draft, TextBlock } from "../../../../src/design/draft/draft";
import { designNode } from "../../../../src/design/flow/parts";
import { createBitmap, type Bitmap } from "../../../../src/image/bitmap";
import { PlaceFinder } from "../../../../src/trace/placing/placeFinder";
import { blackBox } from "../../../fakes/blackBox";

const SIZE = { width: 60, height: 80 };

/** White words as a bar at the left of black boxes of which each is 10 px high. */
function draw(...tops: readonly number[]): Bitmap {
  const bitmap = createBitmap(SIZE.width, SIZE.height, [255, 255, 255]);
  const fill = ({ x, y, width, height }: Rect, color: readonly number[]): void => {
    for (let row = y; row < y + height; row++)
      for (let column = x; column < x + width; column++)
        bitmap.rgba.set(color, (row * SIZE.width + column) * 4);
  };
  for (const y of tops) {
    fill({ x: 10, y, width: 40, height: 10 }, [0, 0, 0]);
    fill(inkAt(y), [255, 255, 255]);
  }
  return bitmap;
}

const inkAt = (top: number): Rect => ({ x: 14, y: top + 4, width: 20, height: 3 });

describe("PlaceFinder", () => {
  const block = {
    id: "t1",
    style: { color: [255, 255, 255] },
    background: [0, 0, 0],
    lines: [{ ink: inkAt(20) }],
  } as unknown as TextBlock;
  const draft = { deviceScaleFactor: 1, blocks: [block], size: SIZE } as unknown as Draft;
  const label: DesignNode = {
    ...blackBox("b1", { x: 10, y: 20, width: 40, height: 10 }),
    text: { ...block, align: "left" },
  };
  const root = designNode({
    id: "page",
    meaning: { tag: "body", name: "page" },
    rect: { x: 0, y: 0, ...SIZE },
    children: [label],
  });

  const missing = (top: number, ...others: readonly number[]): unknown[] => {
    const boxes = new Map([["1", { x: 10, y: top, width: 40, height: 10 }]]);
    const found = new PlaceFinder(draw(20), draft).find(root, draw(top, ...others), boxes);
    return ["b1", "t1"].map((id) => found.get(id)?.dy);
  };

  it("sees how far a box and the words in it are off", () => {
    assert.deepEqual(missing(22), [-2, -2]);
  });

  it("takes words to be in their box where that is too far off, whatever is drawn where they were", () => {
    assert.deepEqual(missing(32, 20), [-12, -12]);
  });
});
