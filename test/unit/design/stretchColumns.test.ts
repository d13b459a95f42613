import assert from "node:assert/strict";
import type { Design, DesignNode } from "../../../src/design/design";
import { designNode, NO_SIDES, PLAIN_LAYOUT, PLAIN_PLACE } from "../../../src/design/flow/parts";
import { stretchColumns } from "../../../src/design/flow/stretchColumns";
import { layoutCss } from "../../../src/targets/html/layout/layoutCss";
import { rect } from "./inspectionBuilder";

const meaning = { tag: "div", name: "part" };
const painted = {
  fill: { kind: "solid", color: [255, 255, 255] },
  border: undefined,
  radius: undefined,
  shadow: undefined,
} as const;

/** A column from y 100 down, with its parts' own room before each of them. */
function column(id: string, heightPx: number, before: readonly number[], bottom = 0): DesignNode {
  return designNode({
    id,
    meaning,
    rect: rect(0, 100, 200, heightPx),
    look: painted,
    layout: { ...PLAIN_LAYOUT, padding: { ...NO_SIDES, top: 16, bottom } },
    children: before.map((room, i) =>
      designNode({
        id: `${id}${i}`,
        meaning,
        rect: rect(0, 0, 200, 30),
        place: { ...PLAIN_PLACE, before: room },
      }),
    ),
  });
}

function stretched(kind: "columns" | "grid", children: readonly DesignNode[]): DesignNode {
  const page = designNode({
    id: "page",
    meaning,
    rect: rect(0, 0, 1000, 700),
    children: [
      designNode({
        id: "row",
        meaning,
        rect: rect(0, 100, 1000, 600),
        layout: { ...PLAIN_LAYOUT, kind },
        children,
      }),
    ],
  });
  const design: Design = {
    size: { width: 1000, height: 700 },
    deviceScaleFactor: 1,
    title: "Page",
    root: page,
    tokens: { colors: [], family: "Inter", textSizePx: 16, textColor: [0, 0, 0], lineHeight: 1.5 },
  };
  return stretchColumns(design).root.children[0] as DesignNode;
}

const lastOf = ({ children }: DesignNode): DesignNode =>
  children[children.length - 1] as DesignNode;

describe("columns beside each other", () => {
  it("keep a part at their end there, however high the window is", () => {
    const row = stretched("columns", [
      column("side", 600, [0, 8, 8, 349]),
      column("main", 600, [0, 8]),
    ]);
    const [side] = row.children as [DesignNode];
    assert.equal(lastOf(side).place.before, "auto");
    assert.equal(row.layout?.windowLessPx, 100);
    const css = new Map(layoutCss(side, row));
    assert.equal(css.get("flex-direction"), "column");
    assert.equal(new Map(layoutCss(row, row)).get("min-height"), "calc(100vh - 100px)");
  });

  it("need no padding below what is less high than the highest", () => {
    const cards = [column("a", 300, [0], 120), column("b", 300, [0, 8], 16)];
    const row = stretched("grid", cards);
    assert.deepEqual(
      row.children.map(({ layout }) => layout?.padding.bottom),
      [16, 16],
    );
  });

  it("keep what they have left over where nothing else makes them so high", () => {
    const cards = [column("a", 300, [0, 8, 200]), column("b", 120, [0])];
    const row = stretched("grid", cards);
    assert.deepEqual(row.children, cards);
  });
});
