import assert from "node:assert/strict";
import type { Sizing } from "../../../../../src/design/design";
import { designNode, PLAIN_LAYOUT } from "../../../../../src/design/flow/parts";
import { layoutCss, sidesCss } from "../../../../../src/targets/html/layout/layoutCss";

describe("sidesCss", () => {
  it("says equal sides once", () => {
    assert.equal(sidesCss({ top: 8, right: 12, bottom: 8, left: 12 }, 400, true), "8px 12px");
  });

  it("says sides once that only differ by what is not written", () => {
    const sides = { top: 4, right: 0, bottom: 4.0001, left: 0 };
    assert.equal(sidesCss(sides, 400, true), "4px 0");
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

describe("layoutCss", () => {
  const meaning = { tag: "div", name: "part" };
  const page = designNode({ id: "page", meaning, rect: { x: 0, y: 0, width: 1000, height: 600 } });
  const columns = (...widths: readonly Sizing[]): string => {
    const rect = { x: 0, y: 0, width: 1000, height: 600 };
    const row = designNode({
      id: "row",
      meaning,
      rect,
      layout: { ...PLAIN_LAYOUT, kind: "columns", gapPx: 20, roomPx: 1000 },
      children: widths.map((width, i) => designNode({ id: `c${i}`, meaning, rect, width })),
    });
    return new Map(layoutCss(row, page)).get("grid-template-columns") ?? "";
  };

  it("keeps the width of a narrow column beside what fills the room", () => {
    assert.equal(columns({ kind: "fixed", px: 200 }, { kind: "fill" }), "200px 1fr");
  });

  it("has wide columns share the room as they do in the mockup", () => {
    assert.equal(columns({ kind: "fixed", px: 380 }, { kind: "fill" }), "380fr 600fr");
  });

  it("has columns that are nearly equal share the room", () => {
    const card = { kind: "fixed", px: 236 } as const;
    assert.equal(columns(card, card, card, { kind: "fill" }), "236fr 236fr 236fr 232fr");
  });
});
