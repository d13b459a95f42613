import assert from "node:assert/strict";
import type { Inset } from "../../../../src/design/design";
import { designNode, PLAIN_LAYOUT, PLAIN_PLACE } from "../../../../src/design/flow/parts";
import { placeCss, sidesCss } from "../../../../src/targets/html/layoutCss";

describe("sidesCss", () => {
  it("says equal sides once", () => {
    assert.equal(sidesCss({ top: 8, right: 12, bottom: 8, left: 12 }, 400, true), "8px 12px");
  });

  it("writes wide sides as shares of the container's room", () => {
    assert.equal(sidesCss({ top: 0, right: 0, bottom: 0, left: 100 }, 400, true), "0 0 0 25%");
  });

  it("keeps the width of a side where the room around is wider than the container", () => {
    assert.equal(
      sidesCss({ top: 0, right: 0, bottom: 0, left: 100 }, 400, false),
      "0 0 0 min(100px, 25%)",
    );
  });
});

describe("placeCss", () => {
  const rect = { x: 0, y: 0, width: 120, height: 40 };
  const meaning = { tag: "div", name: "part" };
  const parent = designNode({
    id: "p",
    meaning,
    rect,
    layout: { ...PLAIN_LAYOUT, kind: "pinned" },
  });
  const placed = (inset: Inset): string =>
    placeCss(designNode({ id: "a", meaning, rect, place: { ...PLAIN_PLACE, inset } }), parent)
      .map((declaration) => declaration.join(": "))
      .join("; ");

  it("keeps a part at its distances from the edges", () => {
    assert.equal(placed({ left: 24, top: 8 }), "position: absolute; left: 24px; top: 8px");
    assert.equal(
      placed({ left: 0, right: 0, top: 8 }),
      "position: absolute; left: 0; right: 0; top: 8px",
    );
  });

  it("keeps a part at its distance from the middle, and in narrow windows from the edge", () => {
    assert.equal(
      placed({ middle: 400, top: 8 }),
      "position: absolute; left: clamp(16px, 50% - 400px, 100% - 136px); top: 8px",
    );
    assert.equal(
      placed({ middle: -20, top: 8 }),
      "position: absolute; left: clamp(16px, 50% + 20px, 100% - 136px); top: 8px",
    );
  });

  it("lets nothing far from an edge reach beyond the other one of a narrow container", () => {
    assert.equal(
      placed({ left: 400, top: 8 }),
      "position: absolute; left: clamp(0px, 400px, 100% - 120px); top: 8px",
    );
  });
});
