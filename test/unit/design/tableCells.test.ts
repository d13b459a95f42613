import assert from "node:assert/strict";
import { createDesign } from "../../../src/design/createDesign";
import { createDraft } from "../../../src/design/draft/createDraft";
import { settleType } from "../../../src/design/draft/settleType";
import { layoutTree } from "../../../src/design/layout/layoutTree";
import { tidyTree } from "../../../src/design/layout/tidyTree";
import { partsIn, wordsOf } from "../../../src/design/meaning/tree";
import { settleDraft } from "../../../src/design/settleDraft";
import { understandPage } from "../../../src/design/understandPage";
import type { FontEstimate } from "../../../src/inspect/inspection";
import { outlined } from "./goldenPages";
import { box, divider, inspectionOf, line, picture, rect } from "./inspectionBuilder";

/** A head and three rows. */
const PEOPLE = [
  ["Name", "City", "Age"],
  ["Ann", "Rome", "31"],
  ["Ben", "Oslo", "27"],
  ["Eve", "Kyiv", "44"],
];

describe("cells of a table", () => {
  it("throw no shadow on their neighbours, and keep their ground", () => {
    // The tinted cell beside a white one was measured with a wide pale shadow.
    const tinted = {
      ...outlined,
      fill: { kind: "solid", color: [252, 255, 245] },
      shadow: { dx: 8, dy: 0, blur: 60, spread: 0, color: [167, 87, 0], alpha: 0.08 },
    } as const;
    const cells = PEOPLE.flatMap((row, r) =>
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

  it("are set like the others of their column and head, but for what is surely meant", () => {
    const words = [
      ["Name", "City", "Age"],
      ["Ann", "Rome", "31"],
      ["Ben", "Oslo", "27"],
      ["Eve", "Kyiv", "44"],
      ["Total", "", "102"],
      ["Max", "Bern", "50"],
    ];
    const odd: Readonly<Record<string, Partial<FontEstimate>>> = {
      City: { weight: 700, sizePx: 15 },
      Oslo: { sizePx: 15 },
      "44": { weight: 700, confidence: 0.6 },
      Rome: { weight: 700, confidence: 0.95 },
      Total: { weight: 700, confidence: 0.6 },
      "102": { weight: 700, confidence: 0.6 },
      Bern: { sizePx: 20 },
    };
    const cells = words.flatMap((row, r) =>
      row.flatMap((text, c) => {
        const [x, y] = [60 + c * 160, 80 + r * 39];
        const font = { weight: r === 0 ? 700 : 400, ...odd[text] };
        return text === "" ? [] : [line(text, x + 12, y + 25, font)];
      }),
    );
    const rules = words.slice(1).map((_, r) => divider(rect(60, 119 + r * 39, 480, 1)));
    const { draft } = settleDraft(inspectionOf({ lines: cells, dividers: rules }));
    const styleOf = (text: string): string => {
      const block = draft.blocks.find(({ lines }) => lines[0]?.text === text);
      return `${block?.style.sizePx}/${block?.style.weight}`;
    };
    assert.deepEqual(
      [...Object.keys(odd), "Name", "Ann"].map((text) => `${text} ${styleOf(text)}`),
      [
        "44 16/400",
        "102 16/700",
        "City 16/700",
        "Oslo 16/400",
        "Rome 16/700",
        "Total 16/700",
        "Bern 20/400",
        "Name 16/700",
        "Ann 16/400",
      ],
    );
  });

  it("belong to one table where its columns are boxes that touch, and to none where those are cards", () => {
    const tables = (pitch: number): number => {
      const columns = [0, 1, 2].map((c) => box(rect(60 + c * pitch, 80, 161, 157), outlined));
      const lines = PEOPLE.flatMap((row, r) =>
        row.map((text, c) =>
          line(text, 72 + c * pitch, 105 + r * 39, { weight: r === 0 ? 700 : 400 }),
        ),
      );
      const { root } = understandPage(inspectionOf({ boxes: columns, lines }));
      return partsIn(root).filter(({ meaning }) => meaning.tag === "table").length;
    };
    assert.deepEqual([tables(160), tables(190)], [1, 0]);
  });

  it("are none of the entries beside the table, in a sidebar that touches its panel", () => {
    const entries = ["Home", "Users", "Orders", "Help"].map((text, r) =>
      line(text, 20, 105 + r * 39),
    );
    const lines = PEOPLE.flatMap((row, r) =>
      row.map((text, c) =>
        line(text, 240 + c * 180, 105 + r * 39, { weight: r === 0 ? 700 : 400 }),
      ),
    );
    const rules = [119, 158, 197].map((y) => divider(rect(240, y, 480, 1)));
    const panels = [box(rect(0, 0, 200, 600)), box(rect(200, 0, 600, 600), outlined)];
    const { root } = understandPage(
      inspectionOf({ boxes: panels, dividers: rules, lines: [...entries, ...lines] }),
    );
    const rows = partsIn(root).filter(({ meaning }) => meaning.tag === "tr");
    assert.deepEqual(
      rows.map(wordsOf),
      PEOPLE.map((row) => row.join(" ")),
    );
  });

  it("are none of the title and link above the head, and a head belongs to what it stands over", () => {
    const words = [
      ["Order", "Customer", "City", "Day", "Total"],
      ["#1", "Ann", "Rome", "Mon", "31"],
      ["#2", "Ben", "Oslo", "Tue", "27"],
      ["#3", "Eve", "Kyiv", "Sun", "44"],
    ];
    const xs = [40, 160, 320, 440, 540];
    const lines = words.flatMap((row, r) =>
      row.map((text, c) => {
        // Avatars stand before the names.
        const x = (xs[c] as number) + (r > 0 && c === 1 ? 48 : 0);
        return line(text, x, 145 + r * 39, { weight: r === 0 ? 700 : 400 });
      }),
    );
    const avatars = [1, 2, 3].map((r) => picture(rect(160, 125 + r * 39, 32, 32)));
    const title = [line("Recent orders", 40, 90), line("See all", 540, 90)];
    const rules = [159, 198, 237].map((y) => divider(rect(40, y, 600, 1)));
    const { root } = understandPage(
      inspectionOf({ lines: [...title, ...lines], pictures: avatars, dividers: rules }),
    );
    const rows = partsIn(root).filter(({ meaning }) => meaning.tag === "tr");
    assert.deepEqual(
      rows.map(({ children }) => children.map(wordsOf)),
      words,
    );
  });

  it("keep their height beside something taller", () => {
    const lines = PEOPLE.flatMap((row, r) =>
      row.map((text, c) =>
        line(text, 400 + c * 150, 105 + r * 39, { weight: r === 0 ? 700 : 400 }),
      ),
    );
    const rules = [119, 158, 197].map((y) => divider(rect(400, y, 380, 1)));
    const card = box(rect(20, 80, 340, 400), outlined);
    const inCard = line("A card with some words", 40, 120);
    const { root } = understandPage(
      inspectionOf({ boxes: [card], dividers: rules, lines: [inCard, ...lines] }),
    );
    const table = partsIn(root).find(({ meaning }) => meaning.tag === "table");
    const parent = partsIn(root).find(({ children }) => table && children.includes(table));
    assert.equal(table?.place.align ?? parent?.layout?.align, "start");
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
