import assert from "node:assert/strict";
import type { DesignNode, Inset, Layout } from "../../../../../src/design/design";
import { designNode, PLAIN_LAYOUT, PLAIN_PLACE } from "../../../../../src/design/flow/parts";
import { placeCss } from "../../../../../src/targets/html/layout/placeCss";

describe("placeCss", () => {
  const rect = { x: 0, y: 0, width: 120, height: 40 };
  const meaning = { tag: "div", name: "part" };
  const parent = designNode({
    id: "p",
    meaning,
    rect: { ...rect, width: 800 },
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

  const inside = (layout: Partial<Layout>, part: Partial<DesignNode>): string => {
    const room = { x: 0, y: 0, width: 800, height: 400 };
    const child = designNode({ id: "a", meaning, rect, ...part });
    const container = designNode({
      id: "p",
      meaning,
      rect: room,
      layout: { ...PLAIN_LAYOUT, roomPx: 800, ...layout },
      children: [child],
    });
    return placeCss(child, container)
      .map((declaration) => declaration.join(": "))
      .join("; ");
  };

  it("indents a part no further than its column still holds it", () => {
    const part = {
      width: { kind: "fixed", px: 300 },
      place: { ...PLAIN_PLACE, across: 400, align: "start" },
    } as const;
    assert.equal(
      inside({}, part),
      "margin-left: clamp(0px, 400px, 100% - 300px); justify-self: start; width: min(100%, 300px)",
    );
  });

  it("keeps a part of a row no further off than its share of the row", () => {
    const part = { width: { kind: "hug" }, place: { ...PLAIN_PLACE, before: 400 } } as const;
    assert.equal(inside({ kind: "row" }, part), "margin-left: min(400px, 50%)");
  });

  it("lets nothing of one width that lies on another part reach beyond it", () => {
    const part = {
      width: { kind: "fixed", px: 700 },
      place: { ...PLAIN_PLACE, inset: { left: 3, top: 0 } },
    } as const;
    assert.equal(
      inside({ kind: "layers" }, part),
      "position: absolute; left: 3px; top: 0; width: min(700px, 100% - 3px)",
    );
  });
});
