import assert from "node:assert/strict";
import { createDesign } from "../../../src/design/createDesign";
import type { DesignNode } from "../../../src/design/design";
import { createDraft } from "../../../src/design/draft/createDraft";
import { settleType } from "../../../src/design/draft/settleType";
import { layoutTree } from "../../../src/design/layout/layoutTree";
import { tidyTree } from "../../../src/design/layout/tidyTree";
import { partsIn, wordsOf } from "../../../src/design/meaning/tree";
import type { Box } from "../../../src/inspect/inspection";
import { box, inspectionOf, line, picture, rect } from "./inspectionBuilder";

describe("boxes with a bevel in a row", () => {
  const face = (x: number): Box =>
    box(rect(x, 80, 75, 23), {
      border: { color: [10, 10, 10], top: 1, right: 1, bottom: 1, left: 1 },
    });
  const settled = settleType(
    createDraft(
      inspectionOf({
        lines: [line("Hello, world!", 26, 61), line("Cancel", 310, 97, { width: 48 })],
        boxes: [face(205), face(296)],
        pictures: [picture(rect(235, 86, 14, 9), "icon")],
      }),
    ),
  );
  const tree = layoutTree(settled.draft);
  const { root } = createDesign(settled, tree && tidyTree(tree));
  const find = (tag: string): DesignNode[] =>
    partsIn(root).filter(({ meaning }) => meaning.tag === tag);

  it("are no field where a sign stands in the middle", () => {
    assert.equal(find("input").length, 0);
  });

  it("are each what it is, not one button", () => {
    const buttons = find("button");
    assert.deepEqual(buttons.map(wordsOf), ["Cancel"]);
    assert.equal(Math.round(buttons[0]?.rect.width ?? 0), 75);
  });
});
