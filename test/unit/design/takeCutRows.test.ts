import assert from "node:assert/strict";
import type { DesignNode } from "../../../src/design/design";
import { designNode, PLAIN_LAYOUT } from "../../../src/design/flow/parts";
import { takeCutRows } from "../../../src/design/meaning/tables/takeCutRows";
import { picture, rect } from "./inspectionBuilder";

const part = (
  id: string,
  tag: string,
  area: DesignNode["rect"],
  children: readonly DesignNode[] = [],
): DesignNode =>
  designNode({
    id,
    meaning: { tag, name: tag },
    rect: area,
    layout: tag === "img" ? undefined : { ...PLAIN_LAYOUT, kind: tag === "tr" ? "row" : "column" },
    children,
    picture: tag === "img" ? picture(area, "icon") : undefined,
  });

/** A table of two columns down to y 100, then crops of what the page's end cuts. */
function pageOf(crops: readonly DesignNode["rect"][]): DesignNode {
  const cells = [0, 200].map((x) => part(`c${x}`, "td", rect(x, 60, 200, 40)));
  const row = part("r", "tr", rect(0, 60, 400, 40), cells);
  const table = part("t", "table", rect(0, 60, 400, 40), [
    part("b", "tbody", rect(0, 60, 400, 40), [row]),
  ]);
  const cut = part(
    "cut",
    "div",
    rect(0, 101, 400, 19),
    crops.map((area, i) => part(`p${i}`, "img", area)),
  );
  return part("page", "body", rect(0, 0, 400, 120), [table, cut]);
}

describe("a row that the page's end cuts", () => {
  const page = { width: 400, height: 120 };

  it("is the last one of the table above it, each crop in its column's cell", () => {
    const taken = takeCutRows(pageOf([rect(10, 112, 60, 8), rect(210, 112, 80, 8)]), page);
    assert.equal(taken.children.length, 1);
    const rows = taken.children[0]?.children[0]?.children ?? [];
    assert.deepEqual(
      rows.map(({ meaning, height }) => [meaning.tag, height]),
      [
        ["tr", { kind: "hug" }],
        ["tr", { kind: "fixed", px: 20 }],
      ],
    );
    assert.deepEqual(
      rows[1]?.children.map(({ layout }) => [layout?.padding.left, layout?.padding.top]),
      [
        [10, 12],
        [10, 12],
      ],
    );
  });

  it("is none of it where it has more in a column, or ends before the page does", () => {
    const twice = pageOf([rect(10, 112, 60, 8), rect(90, 112, 60, 8)]);
    assert.equal(takeCutRows(twice, page).children.length, 2);
    const above = pageOf([rect(10, 112, 60, 8), rect(210, 112, 80, 8)]);
    assert.equal(takeCutRows(above, { ...page, height: 300 }).children.length, 2);
  });
});
