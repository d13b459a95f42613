import assert from "node:assert/strict";
import {
  findRegionDifferences,
  type RegionInput,
} from "../../../../src/compare/image/regionDifferences";
import {
  createImageReference,
  findDifferingPixels,
} from "../../../../src/compare/image/compareImages";
import type { Bitmap } from "../../../../src/image/bitmap";
import { blank, paint, WHITE } from "../samples";

const CARD = { x: 40, y: 30, width: 120, height: 60 };

async function inputFor(
  mockup: Bitmap,
  render: Bitmap,
  more: Partial<RegionInput> = {},
): Promise<RegionInput> {
  const mask = await findDifferingPixels(createImageReference(mockup, 1), render);
  return { mockup, render, mask, deviceScaleFactor: 1, textBoxes: [], elements: [], ...more };
}

describe("findRegionDifferences", () => {
  it("names place, colours and element", async () => {
    const mockup = paint(blank(200, 150), CARD, [20, 20, 20]);
    const render = paint(blank(200, 150), CARD, [240, 240, 0]);
    const elements = [
      { selector: "body", path: "1", tag: "body", box: { x: 0, y: 0, width: 200, height: 150 } },
      { selector: "body > div", path: "1", tag: "div", box: CARD },
      { selector: "body > i", path: "1", tag: "i", box: { x: 50, y: 40, width: 10, height: 10 } },
    ];
    const [region, ...others] = findRegionDifferences(await inputFor(mockup, render, { elements }));
    assert.deepEqual(others, []);
    assert.deepEqual(region, {
      kind: "region",
      box: CARD,
      mismatchRatio: 1,
      expectedColor: [20, 20, 20],
      actualColor: [240, 240, 0],
      selector: "body > div",
      weight: (120 * 60) / (200 * 150),
    });
  });

  it("leaves text to the text differences", async () => {
    const mockup = paint(blank(200, 150), CARD, [0, 0, 0]);
    assert.deepEqual(
      findRegionDifferences(await inputFor(mockup, blank(200, 150), { textBoxes: [CARD] })),
      [],
    );
  });

  it("weighs a faint difference less than a strong one", async () => {
    const mockup = paint(blank(200, 150), CARD, [190, 190, 190]);
    const [faint] = findRegionDifferences(await inputFor(mockup, blank(200, 150)));
    const [strong] = findRegionDifferences(
      await inputFor(paint(blank(200, 150), CARD, [0, 0, 0]), blank(200, 150)),
    );
    assert.ok(faint && strong && faint.weight < strong.weight / 2);
  });

  it("means white where the render has no pixels", async () => {
    const [region] = findRegionDifferences(
      await inputFor(blank(200, 150, [9, 9, 9]), blank(200, 100, [9, 9, 9])),
    );
    assert.ok(region?.kind === "region");
    assert.deepEqual(region.box, { x: 0, y: 100, width: 200, height: 50 });
    assert.deepEqual([region.expectedColor, region.actualColor], [[9, 9, 9], WHITE]);
    assert.equal(region.selector, undefined);
  });
});
