import assert from "node:assert/strict";
import { createDesign } from "../../../src/design/createDesign";
import type { DesignNode } from "../../../src/design/design";
import { createDraft } from "../../../src/design/draft/createDraft";
import { settleType } from "../../../src/design/draft/settleType";
import { layoutTree } from "../../../src/design/layout/layoutTree";
import { tidyTree } from "../../../src/design/layout/tidyTree";
import type { Inspection } from "../../../src/inspect/inspection";
import { box, inspectionOf, line, picture, rect } from "./inspectionBuilder";

function flowOf(inspection: Inspection): DesignNode {
  const settled = settleType(createDraft(inspection));
  const tree = layoutTree(settled.draft);
  return createDesign(settled, tree && tidyTree(tree)).root;
}

/** The innermost part that holds all of `ids`. */
function around(node: DesignNode, ...ids: readonly string[]): DesignNode {
  const idsIn = (one: DesignNode): string[] => [one.id, ...one.children.flatMap(idsIn)];
  const inner = node.children.find((child) => ids.every((id) => idsIn(child).includes(id)));
  return inner && !ids.includes(inner.id) ? around(inner, ...ids) : node;
}

function part(node: DesignNode, id: string): DesignNode {
  const found = around(node, id).children.find((child) => child.id === id);
  assert.ok(found, `no ${id}`);
  return found;
}

describe("the room of a part in flow", () => {
  it("ends with the last card of a row where that is seen to end", () => {
    const root = flowOf(
      inspectionOf({
        boxes: [
          box(rect(40, 20, 720, 40)),
          box(rect(40, 100, 200, 300)),
          box(rect(260, 100, 200, 300)),
        ],
        lines: [line("One", 60, 140), line("Two", 280, 140)],
      }),
    );
    assert.deepEqual(around(root, "b2", "b3").width, { kind: "fill", maxPx: 420 });
  });

  it("is not only as wide as the words of a row that are kept apart", () => {
    const root = flowOf(
      inspectionOf({
        boxes: [box(rect(340, 296, 60, 36)), box(rect(40, 20, 720, 40))],
        pictures: [picture(rect(40, 180, 20, 260), "icon")],
        lines: [
          line("March", 80, 194),
          line("First", 80, 318),
          line("View", 354, 318, { width: 32 }),
          line("Words that reach below", 80, 430, { width: 252 }),
        ],
      }),
    );
    assert.notEqual(around(root, "t1", "t4", "b1").width.kind, "hug");
  });

  it("lets words that are drawn a little wider stay in one line", () => {
    const button = rect(100, 100, 300, 40);
    const words = line("Register with them", 190, 126, { width: 126 });
    const root = flowOf(
      inspectionOf({ boxes: [box(button)], lines: [words, line("Title", 100, 40)] }),
    );
    const { layout, text } = part(root, "b1");
    const { left, right } = layout?.padding ?? { left: 0, right: 0 };
    assert.equal(text?.align, "left");
    assert.equal(left, 90);
    assert.ok(button.width - left - right >= 126 + 8, `${right}`);
  });

  it("is more than the longest line of a paragraph, but not enough for another word", () => {
    const roomBeside = (x: number, endX: number): { left: number; right: number } => {
      const width = 390;
      const root = flowOf(
        inspectionOf(
          {
            boxes: [box(rect(0, 0, width, 300))],
            lines: [
              line("Sturdy Themes", x + (endX - x - 104) / 2, 40, { width: 104 }),
              line("Our themes are updated regularly to keep", x, 80, { width: 320 }),
              line("them bug free!", x + (endX - x - 112) / 2, 104, { width: 112 }),
              line("Up to Date", x + (endX - x - 80) / 2, 200, { width: 80 }),
            ],
          },
          { width, height: 300 },
        ),
      );
      return around(root, "t1", "t2").layout?.padding ?? { left: NaN, right: NaN };
    };
    const { left, right } = roomBeside(35, 355);
    assert.equal(left, right);
    assert.ok(390 - left - right >= 324 && 390 - left - right <= 354, `${left} ${right}`);
  });

  it("is left over beyond what fills a row, not beyond its words", () => {
    const root = flowOf(
      inspectionOf({
        pictures: [picture(rect(40, 40, 30, 30), "icon")],
        boxes: [box(rect(40, 200, 720, 40))],
        lines: [
          line("The quick brown fox jumps over the lazy dog", 90, 55, { width: 344 }),
          line("The quick brown fox jumps over the lazy dog", 90, 79, { width: 340 }),
          line("and over it", 90, 103, { width: 88 }),
        ],
      }),
    );
    const row = around(root, "p1", "t1");
    assert.equal(row.children[1]?.width.kind, "fill");
    assert.equal(row.layout?.sparePx, 0);
  });

  it("is left over beyond a row of words, for words that are drawn a little wider", () => {
    const root = flowOf(
      inspectionOf({
        boxes: [box(rect(0, 100, 800, 60))],
        lines: [
          line("Bruno", 20, 136),
          line("Driving", 260, 136),
          line("19 Sep 2022", 500, 136),
          line("Active", 722, 136, { width: 40 }),
        ],
      }),
    );
    const { layout } = part(root, "b1");
    assert.equal(layout?.kind, "row");
    assert.equal(layout.padding.right, layout.padding.left);
    assert.equal(layout.sparePx, 800 - 762 - layout.padding.right);
  });

  it("does not stretch a card to the height of a picture beside it", () => {
    const root = flowOf(
      inspectionOf({
        pictures: [picture(rect(40, 40, 300, 320))],
        boxes: [box(rect(340, 40, 420, 300))],
        lines: [line("Create an account", 360, 80), line("Words", 360, 300)],
      }),
    );
    const row = around(root, "p1", "b1");
    assert.equal(row.layout?.kind, "columns");
    assert.equal(row.layout.align, "start");
  });

  it("is not filled by a picture that ends before what lies on it does", () => {
    const stackOf = (width: number): DesignNode =>
      flowOf(
        inspectionOf({
          pictures: [picture(rect(40, 40, width, 260))],
          boxes: [box(rect(300, 270, 106, 60))],
          lines: [line("Card", 320, 306), line("Below", 40, 500)],
        }),
      );
    assert.deepEqual(part(stackOf(360), "p1").width, { kind: "fixed", px: 360 });
    assert.deepEqual(part(stackOf(366), "p1").width, { kind: "fill" });
  });
});
