import assert from "node:assert/strict";
import { createBitmap } from "../../../../../src/image/bitmap";
import { findSegments, stackSegments } from "../../../../../src/inspect/segment/boxes/findSegments";
import { labelComponents } from "../../../../../src/inspect/segment/pixels/labelComponents";
import { drawRect } from "../../../../fakes/drawShapes";

/** A page of 60 × 40 px with a frame 2 px thick at (10, 5), 40 × 30 px, and the label of the frame. */
function framedPage() {
  const page = createBitmap(60, 40, [255, 255, 255]);
  drawRect(page, { x: 10, y: 5, width: 40, height: 30 }, [0, 0, 0]);
  drawRect(page, { x: 12, y: 7, width: 36, height: 26 }, [255, 255, 255]);
  const components = labelComponents(page, 2);
  return { components, frame: components.labels[5 * 60 + 10] as number };
}

describe("findSegments", () => {
  it("finds the long stretches of a frame, from side to side, and none of what is not asked for", () => {
    const { components, frame } = framedPage();
    const isWanted = new Uint8Array(components.count);
    isWanted[frame] = 1;
    const found = findSegments(components, isWanted, 10);
    assert.deepEqual([...found.keys()], [frame]);
    const { flat = [], upright = [] } = found.get(frame) ?? {};
    assert.deepEqual(
      flat.map(({ line, start, end }) => [line, start, end]),
      [5, 6, 33, 34].map((row) => [row, 10, 50]),
    );
    assert.deepEqual(
      upright.map(({ line, start, end }) => [line, start, end]),
      [10, 11, 48, 49].map((column) => [column, 5, 35]),
    );
  });

  it("reaches the last pixel of the page", () => {
    const components = labelComponents(createBitmap(7, 3), 2);
    const { flat = [], upright = [] } = findSegments(components, Uint8Array.of(1), 1).get(0) ?? {};
    assert.deepEqual(
      [flat.at(-1), upright.at(-1)],
      [
        { line: 2, start: 0, end: 7 },
        { line: 6, start: 0, end: 3 },
      ],
    );
  });
});

describe("stackSegments", () => {
  it("joins what follows line by line and begins and ends alike", () => {
    const stacks = stackSegments([
      { line: 5, start: 10, end: 50 },
      { line: 6, start: 11, end: 50 },
      { line: 6, start: 60, end: 80 },
      { line: 33, start: 10, end: 50 },
    ]);
    assert.deepEqual(stacks, [
      { start: 10, end: 50, from: 5, to: 7 },
      { start: 60, end: 80, from: 6, to: 7 },
      { start: 10, end: 50, from: 33, to: 34 },
    ]);
  });
});
