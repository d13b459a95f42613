import assert from "node:assert/strict";
import type { Design, DesignNode } from "../../../src/design/design";
import { designNode, PLAIN_LAYOUT } from "../../../src/design/flow/parts";
import { shiftDesign } from "../../../src/design/shiftDesign";
import type { TextBlock } from "../../../src/design/draft/draft";

const RECT = { x: 0, y: 0, width: 100, height: 20 };

function node(id: string, tag: string, parts: Partial<DesignNode> = {}): DesignNode {
  return designNode({ id, meaning: { tag, name: id }, rect: RECT, ...parts });
}

const words = (id: string): TextBlock => ({ id }) as TextBlock;
const column = { ...PLAIN_LAYOUT, padding: { top: 10, right: 0, bottom: 10, left: 0 } };

function shifted(root: DesignNode, moves: Record<string, [dx: number, dy: number]>): DesignNode {
  const shifts = new Map(Object.entries(moves).map(([id, [dx, dy]]) => [id, { dx, dy }]));
  return shiftDesign({ root } as Design, shifts).root;
}

const places = ({ children }: DesignNode): (number | "auto")[] =>
  children.map(({ place }) => place.before);
const padding = ({ layout }: DesignNode): [number, number] => [
  layout?.padding.top ?? NaN,
  layout?.padding.bottom ?? NaN,
];

describe("shiftDesign", () => {
  const three = node("page", "body", {
    layout: column,
    children: [node("a", "div"), node("b", "div"), node("c", "div")],
  });

  it("moves a part by the gap before it, and what comes after by as much less", () => {
    const moved = shifted(three, { a: [0, 0], b: [0, 2], c: [0, 0] });
    assert.deepEqual(places(moved), [0, 2, -2]);
    assert.deepEqual(padding(moved), [10, 10]);
  });

  it("takes along what asks for nothing itself", () => {
    const moved = shifted(three, { b: [0, 2] });
    assert.deepEqual(places(moved), [0, 2, 0]);
    assert.deepEqual(padding(moved), [10, 8], "the container ends where it did");
  });

  it("moves the first part by the padding above it, and any sideways where nothing centres it", () => {
    const moved = shifted(three, { a: [3, -1], b: [0, -1], c: [0, -1] });
    assert.deepEqual(padding(moved), [9, 11]);
    assert.deepEqual(places(moved), [0, 0, 0]);
    assert.equal(moved.children[0]?.place.across, 3);
    const centred = shifted(
      { ...three, layout: { ...column, align: "center" } },
      { a: [3, 0], b: [0, 0], c: [0, 0] },
    );
    assert.equal(centred.children[0]?.place.across, 0);
  });

  it("moves a row that stands at its end by the padding behind it, and its parts by their gaps", () => {
    const row = node("row", "div", {
      layout: {
        ...PLAIN_LAYOUT,
        kind: "row",
        justify: "end",
        padding: { ...column.padding, right: 16 },
      },
      children: [node("a", "div"), node("b", "div")],
    });
    const page = node("page", "body", { layout: column, children: [row] });
    const [moved] = shifted(page, { row: [0, 0], a: [-6, 0], b: [-2, 0] }).children;
    assert.ok(moved);
    assert.deepEqual(places(moved), [0, 4]);
    assert.equal(moved.layout?.padding.right, 18);
  });

  it("moves a group by what most of what is in it asks for, and the rest in it", () => {
    const group = node("g", "div", { layout: PLAIN_LAYOUT, children: three.children });
    const page = node("page", "body", { layout: column, children: [node("x", "div"), group] });
    const moved = shifted(page, { x: [0, 0], a: [0, 4], b: [0, 4], c: [0, 5] });
    assert.deepEqual(places(moved), [0, 4]);
    assert.deepEqual(places(moved.children[1] as DesignNode), [0, 0, 1]);
  });

  it("leaves a group where half of it is right, and moves the other half", () => {
    const group = node("g", "div", {
      layout: PLAIN_LAYOUT,
      children: [node("a", "div"), node("b", "div")],
    });
    const page = node("page", "body", { layout: column, children: [group] });
    for (const astray of [4, -4]) {
      const [moved] = shifted(page, { a: [0, 0], b: [astray, 0] }).children;
      assert.equal(moved?.place.across, 0);
      assert.deepEqual(
        moved.children.map(({ place }) => place.across),
        [0, astray],
      );
    }
  });

  it("moves no words sideways by room before them that are held elsewhere", () => {
    const centred = { ...words("t"), align: "center" } as TextBlock;
    const fill = node("t", "p", { text: centred });
    const page = node("page", "body", { layout: column, children: [fill, node("a", "div")] });
    const moved = shifted(page, { t: [3, 0], a: [0, 0] });
    assert.equal(moved.children[0]?.place.across, 0);
  });

  it("moves edges by half pixels, and words by whole ones", () => {
    const moved = shifted(three, { a: [0, 0.53], b: [0, -0.2], c: [0, 0] });
    assert.equal(moved.layout?.padding.top, 10.5);
    assert.deepEqual(places(moved), [0, -0.5, 0]);
    const text = node("t", "p", { text: words("t") });
    const page = node("page", "body", { layout: column, children: [node("a", "div"), text] });
    assert.deepEqual(places(shifted(page, { a: [0, 0], t: [0, 0.7] })), [0, 1]);
    assert.deepEqual(places(shifted(page, { a: [0, 0], t: [0.4, 0] })), [0, 0]);
  });

  it("lowers a column or raises it, and never moves it out of its grid's track", () => {
    const columns = node("row", "div", {
      layout: { ...PLAIN_LAYOUT, kind: "columns" },
      children: [node("a", "div"), node("b", "div")],
    });
    const moved = shifted(columns, { a: [0, 0], b: [5, -12] });
    assert.deepEqual(
      moved.children.map(({ place }) => place.across),
      [0, -12],
    );
    assert.deepEqual(places(moved), [0, 0]);
    const middle = {
      ...columns,
      layout: { ...PLAIN_LAYOUT, kind: "grid", align: "center" },
    } as const;
    assert.deepEqual(
      shifted(middle, { b: [0, -12] }).children.map(({ place }) => place.across),
      [0, 0],
    );
  });

  it("moves words in their box, which keeps its height", () => {
    const button = node("b", "button", { layout: column, text: words("t") });
    const page = node("page", "body", { layout: PLAIN_LAYOUT, children: [button] });
    const moved = shifted(page, { b: [0, 0], t: [0, 1] });
    assert.deepEqual(padding(moved.children[0] as DesignNode), [11, 9]);
  });

  it("moves the words of a table's cells alike, and no row or cell of it", () => {
    const cell = (id: string): DesignNode =>
      node(id, "td", { layout: PLAIN_LAYOUT, text: words(`${id} words`) });
    const row = node("r", "tr", {
      height: { kind: "fixed", px: 40 },
      layout: PLAIN_LAYOUT,
      children: [cell("1"), cell("2"), cell("3")],
    });
    const table = node("table", "table", { layout: PLAIN_LAYOUT, children: [row] });
    const still = { r: [0, 3], 1: [0, 0], 2: [0, 0], 3: [0, 0] } as const;
    const moved = shifted(table, {
      ...(still as unknown as Record<string, [number, number]>),
      "1 words": [0, 1],
      "2 words": [0, 1],
      "3 words": [0, -2],
    });
    const [movedRow] = moved.children;
    assert.deepEqual(movedRow?.place, row.place);
    for (const child of movedRow?.children ?? []) assert.deepEqual(padding(child), [2, 0]);
  });

  it("moves the rows of a table by how high those above them are, and the first not for its border", () => {
    const row = (id: string): DesignNode =>
      node(id, "tr", { height: { kind: "fixed", px: 40 }, layout: PLAIN_LAYOUT });
    const table = node("table", "table", {
      layout: PLAIN_LAYOUT,
      children: [
        node("head", "thead", { layout: PLAIN_LAYOUT, children: [row("1")] }),
        node("body", "tbody", { layout: PLAIN_LAYOUT, children: [row("2"), row("3"), row("4")] }),
      ],
    });
    const moved = shifted(table, { table: [0, 0], 1: [0, -1], 2: [0, 0], 3: [0, 1], 4: [0, 1] });
    const heights = moved.children.flatMap(({ children }) => children.map(({ height }) => height));
    assert.deepEqual(
      heights.map((height) => (height.kind === "fixed" ? height.px : 0)),
      [40, 41, 40, 40],
    );
  });

  it("leaves a page alone where nothing that shows is off", () => {
    const design = { root: three } as Design;
    assert.equal(shiftDesign(design, new Map([["a", { dx: 0.2, dy: -0.4 }]])), design);
  });
});
