import assert from "node:assert/strict";
import { drawHeat } from "../../../../webview/stage/heat";
import type { Pixels } from "../../../../webview/stage/heat";

/** A picture of one row: a grey for each px. */
function row(...greys: number[]): Pixels {
  const data = new Uint8ClampedArray(greys.flatMap((grey) => [grey, grey, grey, 255]));
  return { width: greys.length, height: 1, data };
}

const at = (heat: Uint8ClampedArray, x: number): readonly number[] => [
  ...heat.subarray(x * 4, x * 4 + 4),
];
/** How far a colour is from grey. */
const chroma = ([red = 0, green = 0, blue = 0]: readonly number[]): number =>
  Math.max(red, green, blue) - Math.min(red, green, blue);

describe("the picture of differences", () => {
  it("is a faded mockup where nothing differs, and where an encoder rounded", () => {
    const heat = drawHeat(row(0, 255, 100), row(2, 253, 100), []);
    assert.deepEqual(at(heat, 0), [185, 185, 185, 255]);
    assert.deepEqual(at(heat, 1), [255, 255, 255, 255]);
    assert.equal(chroma(at(heat, 2)), 0);
  });

  it("shows the faint ones, and the stronger the redder", () => {
    const heat = drawHeat(row(200, 200, 200), row(196, 170, 60), []);
    const [faint, clear, strong] = [0, 1, 2].map((x) => at(heat, x));
    assert.ok(chroma(faint ?? []) > 30, String(faint));
    assert.ok((clear?.[1] ?? 0) < (faint?.[1] ?? 0) && (strong?.[1] ?? 0) < (clear?.[1] ?? 0));
    assert.deepEqual(strong, [220, 0, 20, 255]);
  });

  it("takes what the render does not have for different, and leaves out what it has beyond", () => {
    const heat = drawHeat(row(50, 50), row(50), []);
    assert.equal(chroma(at(heat, 0)), 0);
    assert.deepEqual(at(heat, 1), [220, 0, 20, 255]);
    assert.equal(drawHeat(row(50), row(50, 50), []).length, 4);
  });

  it("stripes what was not compared, also over the edges", () => {
    const masks = [{ x: -2, y: -1, width: 3.5, height: 9 }];
    const heat = drawHeat(row(0, 0, 0), row(255, 255, 255), masks);
    assert.deepEqual(
      [0, 1, 2].map((x) => chroma(at(heat, x)) > 0),
      [false, false, true],
    );
  });
});
