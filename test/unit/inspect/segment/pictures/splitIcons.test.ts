import assert from "node:assert/strict";
import { splitIcons } from "../../../../../src/inspect/segment/pictures/splitIcons";
import { toLine } from "../../../../../src/inspect/segment/text/groupLines";
import type { Blob } from "../../../../../src/inspect/segment/pixels/findInk";

const blob = (x0: number, width: number, height = 12): Blob => ({
  x0,
  x1: x0 + width,
  y0: 20 - height,
  y1: 20,
  id: x0,
  area: width * height * 0.5,
  surface: 1,
  background: [255, 255, 255],
  color: [25, 25, 25],
  contrast: 230,
  stray: 0,
});
const partsOf = (...blobs: Blob[]): (readonly [number, boolean])[] =>
  splitIcons(toLine(blobs), 1).map(({ blobs: own, iconCandidate }) => [own.length, iconCandidate]);

describe("splitIcons", () => {
  it("parts an icon from the text beside it", () => {
    const text = [blob(24, 7), blob(33, 7), blob(42, 7), blob(51, 7)];
    assert.deepEqual(partsOf(blob(0, 14, 14), ...text), [
      [1, true],
      [4, false],
    ]);
  });

  it("leaves a sign between two numbers with them, whose digits touch", () => {
    assert.deepEqual(partsOf(blob(0, 17), blob(23, 8, 10), blob(37, 18)), [[3, false]]);
  });
});
