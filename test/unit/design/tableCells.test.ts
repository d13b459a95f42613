import assert from "node:assert/strict";
import { createDesign } from "../../../src/design/createDesign";
import { createDraft } from "../../../src/design/draft/createDraft";
import { settleType } from "../../../src/design/draft/settleType";
import { layoutTree } from "../../../src/design/layout/layoutTree";
import { tidyTree } from "../../../src/design/layout/tidyTree";
import { partsIn, wordsOf } from "../../../src/design/meaning/tree";
import { understandPage } from "../../../src/design/understandPage";
import { outlined } from "./goldenPages";
import { box, divider, inspectionOf, line, rect } from "./inspectionBuilder";

describe("cells of a table", () => {
  it("throw no shadow on their neighbours, and keep their ground", () => {
    const words = [
      ["Name", "City", "Age"],
      ["Ann", "Rome", "31"],
      ["Ben", "Oslo", "27"],
      ["Eve", "Kyiv", "44"],
    ];
    // The tinted cell beside a white one was measured with a wide pale shadow.
    const tinted = {
      ...outlined,
      fill: { kind: "solid", color: [252, 255, 245] },
      shadow: { dx: 8, dy: 0, blur: 60, spread: 0, color: [167, 87, 0], alpha: 0.08 },
    } as const;
    const cells = words.flatMap((row, r) =>
      row.map((text, c) => {
        const [x, y] = [60 + c * 160, 80 + r * 39];
        return {
          box: box(rect(x, y, 161, 40), text === "Oslo" ? tinted : outlined),
          line: line(text, x + 12, y + 25, { weight: r === 0 ? 700 : 400 }),
        };
      }),
    );
    const settled = settleType(
      createDraft(
        inspectionOf({ boxes: cells.map((one) => one.box), lines: cells.map((one) => one.line) }),
      ),
    );
    const tree = layoutTree(settled.draft);
    const { root } = createDesign(settled, tree && tidyTree(tree));
    const cell = partsIn(root).find(
      (part) => part.meaning.tag === "td" && wordsOf(part) === "Oslo",
    );
    assert.deepEqual(cell?.look.fill, tinted.fill);
    assert.equal(cell.look.shadow, undefined);
  });

  it("hold badges that stand on their column's edge, with their words inside", () => {
    const words = [
      ["Order", "Customer", "Status"],
      ["#3061", "Maria Lopez", "Paid"],
      ["#3060", "Jonas Weber", "Pending"],
    ];
    const pale = { fill: { kind: "solid", color: [220, 252, 231] } } as const;
    const lines = words.flatMap((row, r) =>
      row.map((text, c) => {
        const isBadge = r > 0 && c === 2;
        return line(text, 60 + c * 160 + (isBadge ? 10 : 0), 105 + r * 49, {
          weight: r === 0 ? 700 : 400,
        });
      }),
    );
    const badges = lines
      .filter(({ box: { x } }) => x === 390)
      .map(({ box: { width } }, i) => box(rect(380, 140 + i * 49, width + 20, 22), pale));
    const dividers = words.map((_, r) => divider(rect(50, 125 + r * 49, 500, 1)));
    const { root } = understandPage(inspectionOf({ boxes: badges, lines, dividers }));
    const rows = partsIn(root).filter(({ meaning }) => meaning.tag === "tr");
    assert.deepEqual(
      rows.map(({ children }) => children.map(wordsOf)),
      words,
    );
    const [, , status] = rows[1]?.children ?? [];
    assert.ok(status && partsIn(status).some(({ look }) => look.fill !== undefined), "the badge");
  });
});
