import assert from "node:assert/strict";
import type { Rect } from "../../../../../src/base/geometry";
import { mergeIcons } from "../../../../../src/inspect/segment/pictures/mergeIcons";
import type { SegmentedPicture } from "../../../../../src/inspect/segment/segmentation";

const icon = (x: number, y: number, width: number, height: number): SegmentedPicture => ({
  box: { x, y, width, height },
  kind: "icon",
  background: [255, 255, 255],
});

const boxesOf = (pictures: readonly SegmentedPicture[]): Rect[] =>
  pictures.map(({ box }) => box).sort((a, b) => a.x - b.x);

describe("mergeIcons", () => {
  it("puts the bars of a menu together, whatever their order", () => {
    const bars = [icon(10, 24, 18, 2), icon(10, 12, 18, 2), icon(10, 18, 18, 2)];
    // 4 px apart at most: the outer bars only meet through the middle one.
    assert.deepEqual(boxesOf(mergeIcons(bars, 1.5)), [{ x: 10, y: 12, width: 18, height: 14 }]);
  });

  it("leaves neighbours apart that would be too large together", () => {
    const icons = [icon(0, 0, 40, 40), icon(42, 0, 40, 40)];
    assert.equal(mergeIcons(icons, 1).length, 2);
    assert.equal(mergeIcons(icons, 2).length, 1);
  });

  it("keeps pictures as they are", () => {
    const photo: SegmentedPicture = { ...icon(0, 0, 200, 100), kind: "picture" };
    const near = icon(202, 10, 10, 10);
    assert.deepEqual(boxesOf(mergeIcons([photo, near], 1)), [photo.box, near.box]);
  });
});
