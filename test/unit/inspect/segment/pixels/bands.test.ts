import assert from "node:assert/strict";
import { Bands } from "../../../../../src/inspect/segment/pixels/bands";
import type { Bounds } from "../../../../../src/base/bounds";
import type { Blob } from "../../../../../src/inspect/segment/pixels/findInk";
import { groupLines } from "../../../../../src/inspect/segment/text/groupLines";

/** Dots of 4 px, 6 px apart, on a page of `columns` × `rows` of them; `onLook` is told of every look at one's right side. */
function dots(columns: number, rows: number, onLook: () => void): Blob[] {
  return Array.from({ length: columns * rows }, (_, id) => {
    const [x0, y0] = [(id % columns) * 6, Math.floor(id / columns) * 6];
    return {
      ...{ id, x0, y0, y1: y0 + 4, area: 16, surface: 1, contrast: 200, stray: 0 },
      background: [255, 255, 255] as const,
      color: [0, 0, 0] as const,
      get x1() {
        onLook();
        return x0 + 4;
      },
    };
  });
}

function looksAt(columns: number, rows: number): number {
  let looks = 0;
  groupLines(
    dots(columns, rows, () => looks++),
    1,
  );
  return looks / (columns * rows);
}

describe("Bands", () => {
  it("gives what shares rows, each once, as long as it is near", () => {
    const bands = new Bands<Bounds>(10);
    const [high, low, tall] = [
      { x0: 0, y0: 0, x1: 4, y1: 8 },
      { x0: 2, y0: 42, x1: 6, y1: 48 },
      { x0: 4, y0: 0, x1: 8, y1: 50 },
    ];
    for (const item of [high, low, tall]) bands.add(item, item);
    assert.deepEqual(
      bands.near({ x0: 9, y0: 2, x1: 12, y1: 14 }, () => true),
      [high, tall],
    );
    assert.deepEqual(
      bands.near({ x0: 9, y0: 0, x1: 12, y1: 50 }, (item) => item !== tall),
      [high, low],
    );
    assert.deepEqual(
      bands.near({ x0: 9, y0: 0, x1: 12, y1: 8 }, () => true),
      [high],
      "what was far once is not asked again where it was met",
    );
  });
});

describe("groupLines on a pattern of dots", () => {
  it("looks at each dot as often on a wide page as on a narrow one", () => {
    const narrow = looksAt(60, 20);
    assert.ok(looksAt(240, 20) < 1.5 * narrow, `${narrow} looks at a dot`);
  });

  it("looks at each dot as often on a tall page as on a low one", () => {
    const low = looksAt(60, 20);
    assert.ok(looksAt(60, 80) < 1.5 * low, `${low} looks at a dot`);
  });
});
