import assert from "node:assert/strict";
import { createDesign } from "../../../src/design/createDesign";
import type { DesignNode } from "../../../src/design/design";
import { createDraft } from "../../../src/design/draft/createDraft";
import { settleType } from "../../../src/design/draft/settleType";
import { layoutTree } from "../../../src/design/layout/layoutTree";
import { tidyTree } from "../../../src/design/layout/tidyTree";
import type { Inspection } from "../../../src/inspect/inspection";
import { box, divider, inspectionOf, line, picture, rect } from "./inspectionBuilder";

function flowOf(inspection: Inspection): DesignNode {
  const settled = settleType(createDraft(inspection));
  const tree = layoutTree(settled.draft);
  return createDesign(settled, tree && tidyTree(tree)).root;
}

function find(node: DesignNode, test: (node: DesignNode) => boolean): DesignNode {
  const search = (one: DesignNode): DesignNode | undefined =>
    test(one) ? one : one.children.map(search).find((found) => found !== undefined);
  const found = search(node);
  assert.ok(found, "no such part");
  return found;
}

describe("the flow of a page", () => {
  it("shares a row's room between equal cards, down to a width that still fits", () => {
    const cards = [20, 280, 540].map((x) => box(rect(x, 100, 240, 160)));
    const words = [20, 280, 540].map((x) => line("Plan", x + 20, 140));
    const grid = find(
      flowOf(inspectionOf({ boxes: cards, lines: words })),
      ({ layout }) => layout?.kind === "grid",
    );
    assert.equal(grid.layout?.gapPx, 20);
    assert.deepEqual(
      grid.children.map(({ width }) => width.kind),
      ["fill", "fill", "fill"],
    );
    const columnPx = grid.layout?.columnPx ?? 0;
    assert.ok(columnPx <= 240 && 4 * columnPx + 3 * 20 > 760, `${columnPx}`);
  });

  it("keeps a piece of a page as wide as it was drawn, in the middle of wider windows, and a whole page as wide as the window", () => {
    const contained = (width: number): number | undefined => {
      const card = box(rect(14, 14, width - 28, 300));
      const words = line("Some words in a card that is all there is", 34, 60);
      const root = flowOf(inspectionOf({ boxes: [card], lines: [words] }, { width, height: 328 }));
      return find(root, ({ meaning }) => meaning.tag === "main").layout?.containedPx;
    };
    assert.deepEqual([contained(412), contained(1000)], [384, undefined]);
  });

  it("fixes a sidebar and lets the rest fill the page", () => {
    const sidebar = box(rect(0, 0, 200, 600));
    const lines = [
      line("Home", 20, 40),
      line("A long title of the page here", 240, 60, { sizePx: 32 }),
      line("Some words below it, and then some more of them", 240, 120),
      line("And another line of words that is apart", 240, 200),
    ];
    const columns = find(
      flowOf(inspectionOf({ boxes: [sidebar], lines })),
      ({ layout }) => layout?.kind === "columns",
    );
    assert.deepEqual(
      columns.children.map(({ width }) => width),
      [{ kind: "fixed", px: 200 }, { kind: "fill" }],
    );
  });

  it("lets words begin where they do, below or above what alone stands at the end", () => {
    const root = flowOf(
      inspectionOf({
        boxes: [box(rect(100, 100, 400, 200))],
        pictures: [picture(rect(200, 200, 280, 80))],
        lines: [line("Jonas sent you a message", 120, 136), line("5 days ago", 120, 164)],
      }),
    );
    const { layout, children } = find(root, ({ id }) => id === "b1");
    assert.equal(layout?.align, "stretch");
    assert.deepEqual(
      children.map(({ place }) => place.align),
      [undefined, undefined, "end"],
    );
  });

  it("keeps what stands at the end of a bar at the end", () => {
    const bar = box(rect(0, 0, 800, 60), { fill: { kind: "solid", color: [20, 20, 20] } });
    const lines = [line("Brand", 20, 36), line("Docs", 660, 36), line("Blog", 740, 36)];
    const row = find(
      flowOf(inspectionOf({ boxes: [bar], lines })),
      ({ layout, children }) => layout?.kind === "row" && children.length === 3,
    );
    assert.deepEqual(
      row.children.map(({ place }) => place.before),
      [0, "auto", 0],
    );
  });

  it("puts a row that leaves most of its room before it at the end, with its gaps", () => {
    const card = box(rect(100, 100, 600, 300));
    const lines = [
      line("Share this page?", 124, 140, { sizePx: 20 }),
      line("It will be sent to all who follow you.", 124, 200),
      line("Cancel", 560, 370),
      line("Share", 636, 370),
    ];
    const row = find(
      flowOf(inspectionOf({ boxes: [card], lines })),
      ({ layout, children }) => layout?.kind === "row" && children.length === 2,
    );
    assert.equal(row.layout?.justify, "end");
    assert.equal(row.layout.padding.left, 0);
    assert.equal(row.layout.gapPx, 28);
    assert.ok(row.layout.sparePx > 300, "it may go on below where its room ends");
  });

  it("centres the lines of a paragraph in a column that is no middle of the page", () => {
    const lines = [
      line("Cover", 60, 60, { sizePx: 24 }),
      line("Cover is a template for simple and beautiful home pages.", 40, 200, { width: 400 }),
      line("Download, edit the text, and add your own background", 60, 224, { width: 360 }),
      line("photo to make it your own.", 140, 248, { width: 200 }),
    ];
    const text = find(
      flowOf(inspectionOf({ lines })),
      (node) => node.text !== undefined && node.text.lines.length === 3,
    );
    assert.equal(text.text?.align, "center");
    const maxPx = text.width.kind === "fill" ? (text.width.maxPx ?? Infinity) : Infinity;
    assert.ok(maxPx >= 400 && maxPx < 440, `${maxPx}`);
  });

  it("gives a paragraph the width that breaks it alike, and no more", () => {
    const words = "The quick brown fox jumps over the lazy dog";
    const lines = [0, 1, 2].map((i) => line(words, 20, 60 + i * 24, { width: 340 }));
    const text = find(flowOf(inspectionOf({ lines })), (node) => node.text !== undefined);
    const maxPx = text.width.kind === "fill" ? (text.width.maxPx ?? Infinity) : 0;
    assert.ok(maxPx >= 340 && maxPx < 400, `${maxPx}`);
  });

  it("makes a line along the edge of a box its border", () => {
    const inspection = inspectionOf({
      boxes: [box(rect(0, 0, 800, 60))],
      dividers: [divider(rect(0, 60, 800, 1))],
      lines: [line("Brand", 20, 36), line("Body", 20, 300)],
    });
    const bar = find(flowOf(inspection), ({ look }) => look.border !== undefined);
    assert.equal(bar.look.border?.bottom, 1);
    assert.equal(bar.rect.height, 61);
  });

  it("centres a container by its equal margins", () => {
    const inspection = inspectionOf({
      boxes: [box(rect(100, 40, 600, 200))],
      lines: [line("Left", 120, 80), line("Words at the other end", 500, 200)],
    });
    const container = find(flowOf(inspection), ({ layout }) => layout?.containedPx !== undefined);
    assert.equal(container.layout?.containedPx, 600);
  });
});

describe("settleType", () => {
  it("gives single lines the page's line height unless they would run into each other", () => {
    const near = inspectionOf({ lines: [line("Title", 20, 40), line("Right below", 20, 58)] });
    const far = inspectionOf({ lines: [line("Title", 20, 40), line("Far below", 20, 140)] });
    const heights = (inspection: Inspection): number[] =>
      settleType(createDraft(inspection)).draft.blocks.map(({ lineHeightPx }) => lineHeightPx);
    assert.deepEqual(heights(far), [24, 24]);
    assert.ok(
      heights(near).every((height) => height <= 18.75),
      heights(near).join(),
    );
  });

  it("takes sizes that differ by less than the measuring's error for one", () => {
    const lines = [
      line("A longer line of words that most agree with", 20, 40, { sizePx: 16 }),
      line("Short", 20, 140, { sizePx: 15.8 }),
    ];
    const { draft } = settleType(createDraft(inspectionOf({ lines })));
    assert.deepEqual(
      draft.blocks.map(({ style }) => style.sizePx),
      [16, 16],
    );
  });
});
