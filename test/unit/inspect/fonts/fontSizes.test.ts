import assert from "node:assert/strict";
import type { TextMetrics } from "../../../../src/fonts/fontProbe";
import { findExtents, type InkLine } from "../../../../src/inspect/fonts/fontInk";
import { likelySizes, possibleSizes } from "../../../../src/inspect/fonts/fontSizes";

/** Ink 400 wide and 70 high at 100 px. */
const metrics: TextMetrics = {
  advance: 410,
  inkLeft: -5,
  inkRight: 405,
  inkTop: 70,
  inkBottom: 0,
  fontAscent: 95,
  fontDescent: 25,
};

function inkOf(width: number, height: number, text = "overview"): InkLine {
  return {
    text,
    cover: { x: 0, y: 0, width: 1, height: 1, values: new Float32Array(1) },
    extents: { left: 10, top: 10, right: 10 + width, bottom: 10 + height },
    leaning: false,
  };
}

describe("possibleSizes", () => {
  it("takes the size from the width where the height agrees", () => {
    assert.deepEqual(possibleSizes(inkOf(80, 14.2), metrics), [{ sizePx: 20, letterSpacingPx: 0 }]);
  });

  it("takes it from the height where the line is too wide for it, the rest being letter spacing", () => {
    const [first] = possibleSizes(inkOf(80 + 7 * 3, 14), metrics);
    assert.equal(first?.sizePx, 20);
    assert.ok(Math.abs((first?.letterSpacingPx ?? 0) - 3) < 0.01);
  });

  it("offers nothing where no spacing explains the width", () => {
    assert.deepEqual(possibleSizes(inkOf(400, 14), metrics), []);
    assert.deepEqual(possibleSizes(inkOf(20, 28), metrics), []);
  });
});

describe("likelySizes", () => {
  it("finds whole pixels likelier than parts of a rem, and those likelier than odd sizes", () => {
    const priors = new Map(likelySizes(13.71).map(({ sizePx, prior }) => [sizePx, prior]));
    const of = (size: number): number => priors.get(size) ?? 0;
    assert.ok(of(14) > of(13.6) && of(13.6) > of(13.5) && of(13.5) > of(13.71) && of(13.71) > 0);
  });
});

describe("findExtents", () => {
  it("counts partly covered edges with their share", () => {
    const values = new Float32Array([0, 0, 0, 0, 0, 0.25, 1, 0.5, 0, 0, 0, 0]);
    const extents = findExtents({ width: 4, height: 3, values });
    assert.deepEqual(extents, { left: 1.75, right: 3.5, top: 1, bottom: 2 });
  });
});
