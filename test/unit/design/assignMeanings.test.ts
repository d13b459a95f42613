import assert from "node:assert/strict";
import { createDesign } from "../../../src/design/createDesign";
import type { DesignNode } from "../../../src/design/design";
import { createDraft } from "../../../src/design/draft/createDraft";
import { settleType } from "../../../src/design/draft/settleType";
import { designNode } from "../../../src/design/flow/parts";
import { layoutTree } from "../../../src/design/layout/layoutTree";
import { tidyTree } from "../../../src/design/layout/tidyTree";
import { KIND_WEIGHTS } from "../../../src/design/meaning/texts/kindWeights";
import { KINDS } from "../../../src/design/meaning/texts/kinds";
import { partsIn, withMeaning, wordsOf } from "../../../src/design/meaning/tree";
import type { Rgb } from "../../../src/base/color";
import type { Divider, Inspection } from "../../../src/inspect/inspection";
import { outlined, signIn, tableOf, tableRows } from "./goldenPages";
import { box, divider, inspectionOf, line, picture, rect } from "./inspectionBuilder";

function understand(inspection: Inspection): DesignNode {
  const settled = settleType(createDraft(inspection));
  const tree = layoutTree(settled.draft);
  return createDesign(settled, tree && tidyTree(tree)).root;
}

/** The parts that are written as `tag`, in order. */
function find(root: DesignNode, tag: string): DesignNode[] {
  return partsIn(root).filter(({ meaning }) => meaning.tag === tag);
}

const attributes = ({ meaning }: DesignNode): Readonly<Record<string, string>> =>
  meaning.attributes ?? {};

describe("assignMeanings", () => {
  it("makes boxes to type in fields of a form, with their labels and what they take", () => {
    const root = understand(signIn);
    const [form] = find(root, "form");
    assert.ok(form);
    const fields = find(form, "input").filter((field) => attributes(field)["type"] !== "checkbox");
    assert.deepEqual(
      fields.map((field) => [attributes(field)["type"], attributes(field)["autocomplete"]]),
      [
        ["email", "email"],
        ["password", "current-password"],
      ],
    );
    assert.equal(attributes(fields[0] as DesignNode)["placeholder"], "you@example.org");
    const labels = find(form, "label").map((label) => [wordsOf(label), attributes(label)["for"]]);
    assert.deepEqual(labels, [
      ["E-mail", attributes(fields[0] as DesignNode)["id"]],
      ["Password", attributes(fields[1] as DesignNode)["id"]],
      ["Remember me", "remember-me"],
    ]);
  });

  it("keeps the sign of a select where it is, and the select as wide as it is", () => {
    const place = rect(300, 60, 140, 40);
    const root = understand(
      inspectionOf({
        boxes: [box(place, outlined)],
        pictures: [picture(rect(414, 78, 10, 6), "icon")],
        lines: [line("Country", 300, 50), line("Last month", 313, 85, { width: 76 })],
      }),
    );
    const drawn = partsIn(root).find(({ id }) => id === "b1");
    assert.equal(drawn?.meaning.name, "select-box");
    assert.deepEqual(drawn.width, { kind: "fixed", px: 140 });
    const { left, right } = drawn.layout?.padding ?? {};
    assert.deepEqual([left, right], [12, 15]);
  });

  it("makes the small box before a choice a box to tick, and the coloured one what sends the form", () => {
    const root = understand(signIn);
    const ticks = find(root, "input").filter((field) => attributes(field)["type"] === "checkbox");
    assert.deepEqual(
      ticks.map((tick) => attributes(tick)["id"]),
      ["remember-me"],
    );
    assert.deepEqual(
      find(root, "button").map((button) => [wordsOf(button), attributes(button)["type"]]),
      [["Sign in", "submit"]],
    );
    assert.deepEqual(find(root, "a").map(wordsOf), ["Forgot password?"]);
    assert.deepEqual(find(root, "h1").map(wordsOf), ["Sign in to Acme"]);
  });

  it("makes boxes that share their sides the cells of a table, with its lines and no others", () => {
    const words = [
      ["Name", "City", "Age"],
      ["Ann", "Rome", "31"],
      ["Ben", "Oslo", "27"],
      ["Eve", "Kyiv", "44"],
    ];
    const [width, height] = [161, 40];
    const cells = words.flatMap((row, r) =>
      row.map((text, c) => {
        const [x, y] = [60 + c * (width - 1), 80 + r * (height - 1)];
        return {
          box: box(rect(x, y, width, height), outlined),
          line: line(text, x + 12, y + 25, { weight: r === 0 ? 700 : 400 }),
        };
      }),
    );
    const root = understand(
      inspectionOf({
        boxes: cells.map((cell) => cell.box),
        lines: cells.map((cell) => cell.line),
      }),
    );
    const [table] = find(root, "table");
    assert.ok(table);
    assert.deepEqual([table.rect.x, table.rect.y, table.rect.width], [60, 80, 481]);
    assert.deepEqual(
      find(table, "tr").map((row) => row.children.map(wordsOf)),
      words,
    );
    const sides = ({ look: { border } }: DesignNode): string =>
      border ? `${border.top}${border.right}${border.bottom}${border.left}` : "none";
    assert.equal(sides(table), "1111");
    assert.deepEqual(
      find(table, "tr").map((row) => row.children.map(sides)),
      [["none", "0001", "0001"], ...words.slice(1).map(() => ["1000", "1001", "1001"])],
    );
    assert.deepEqual(find(root, "input"), []);
  });

  it("gives each line of a table the colour and strength it was measured with", () => {
    const pale: Rgb = [230, 230, 230];
    const dark: Rgb = [40, 40, 40];
    const rule = (y: number, heightPx: number, color: Rgb): Divider => ({
      ...divider(rect(60, y, 480, heightPx)),
      color,
    });
    const root = understand(
      inspectionOf({
        dividers: [
          ...[80, 160, 200].map((y) => rule(y, 1, pale)),
          ...[120, 240].map((y) => rule(y, 2, dark)),
        ],
        lines: [0, 1, 2, 3].flatMap((row) => [
          line(`Service ${row + 1}`, 60, 106 + 40 * row),
          line("$19.99", 492, 106 + 40 * row),
        ]),
      }),
    );
    const [table] = find(root, "table");
    assert.ok(table);
    const { border } = table.look;
    assert.deepEqual(border && [border.top, border.bottom, border.color], [0, 2, dark]);
    const above = find(table, "tr").map(({ children }) =>
      children.map(({ look }) => look.border && [look.border.top, look.border.color]),
    );
    const [first, second] = [
      [1, pale],
      [2, dark],
    ];
    assert.deepEqual(
      above,
      [first, second, first, first].map((row) => [row, row]),
    );
  });

  it("makes the row below a stronger line higher by that, and the others alike", () => {
    const level = (y: number, heightPx: number): Divider => divider(rect(60, y, 480, heightPx));
    const root = understand(
      inspectionOf({
        dividers: [level(118, 4), ...[162, 202, 242].map((y) => level(y, 1)), level(282, 3)],
        lines: [106, 147, 188, 228, 268].flatMap((y, row) => {
          const style = { weight: row === 0 ? 700 : 400 };
          const words = row === 0 ? ["Berth", "Days"] : [`A-10${row}`, `${row}2`];
          return words.map((text, column) => line(text, 60 + 400 * column, y, style));
        }),
      }),
    );
    const heights = find(root, "tr").map(({ height }) => (height.kind === "fixed" ? height.px : 0));
    assert.deepEqual(heights.slice(1), [44, 40, 40, 40]);
  });

  it("ends columns of figures where the figures do, to a fraction of a pixel", () => {
    const ends = [239.4, 410.6, 580.2];
    const columns = [
      ["Calories", "36", "117"],
      ["Carbs", "24g", "9g"],
      ["Salt", "2g", "20g"],
    ];
    const root = understand(
      inspectionOf({
        boxes: [box(rect(20, 40, 572, 120), outlined)],
        lines: [
          ...["Person", "Ann", "Ben"].map((text, r) => line(text, 32, 66 + 40 * r)),
          ...columns.flatMap((texts, c) =>
            texts.map((text, r) => {
              const width = text.length * 8;
              return line(text, (ends[c] ?? 0) - width, 66 + 40 * r, { width });
            }),
          ),
        ],
      }),
    );
    const [row] = find(root, "tr");
    const drawn = row?.children.slice(1).map(({ rect: cell, layout }) => {
      assert.ok(Number.isInteger(layout?.padding.right));
      return cell.x + cell.width - (layout?.padding.right ?? 0);
    });
    assert.equal(drawn?.length, 3);
    drawn
      .slice(0, 2)
      .forEach((end, c) => assert.ok(Math.abs(end - (ends[c] ?? 0)) < 0.1, `${end}`));
  });

  it("makes no field of the head of a card, whatever it says", () => {
    const cards = [0, 1].flatMap((column) => {
      const x = 40 + 400 * column;
      return [box(rect(x, 100, 380, 260), outlined), box(rect(x, 100, 380, 42), outlined)];
    });
    const root = understand(
      inspectionOf({
        boxes: cards,
        pictures: [picture(rect(56, 113, 16, 16)), picture(rect(456, 113, 16, 16))],
        lines: [
          line("Search an example…", 84, 127),
          line("Type an example…", 484, 127),
          line("Below it", 56, 220),
          line("Below it, too", 456, 220),
        ],
      }),
    );
    assert.deepEqual(find(root, "input"), []);
  });

  for (const gapPx of [130, 190])
    it(`makes rows and columns ${gapPx} px apart a table with its head`, () => {
      const root = understand(tableOf(gapPx));
      const [table] = find(root, "table");
      assert.ok(table);
      assert.deepEqual(
        find(table, "tr").map((row) => row.children.map(wordsOf)),
        tableRows,
      );
      assert.deepEqual(
        find(table, "th").map((cell) => attributes(cell)["scope"]),
        ["col", "col", "col", "col"],
      );
      assert.equal(find(table, "hr").length, 0);
    });

  it("takes the columns of links at a page's end for no table", () => {
    const columns = [
      ["Company", "About", "Careers", "Press"],
      ["Product", "Features", "Pricing", "Docs"],
      ["Support", "Contact", "Status", "Help"],
    ];
    const root = understand(
      inspectionOf({
        lines: columns.flatMap((column, c) =>
          column.map((words, r) =>
            line(words, 40 + c * 240, 420 + r * 32, {
              weight: r === 0 ? 700 : 400,
              ...(r === 0 ? {} : { color: [13, 110, 253] as const }),
            }),
          ),
        ),
      }),
    );
    assert.equal(find(root, "table").length, 0);
  });

  it("makes neither links nor fields nor buttons of a heading, its text and a picture", () => {
    const root = understand(
      inspectionOf({
        boxes: [box(rect(40, 40, 420, 320), outlined)],
        pictures: [picture(rect(60, 60, 380, 140))],
        lines: [
          line("A quiet harbour", 60, 240, { sizePx: 24, weight: 700 }),
          line("The boats leave before sunrise and come back late.", 60, 275),
          line("Nobody here is ever in a hurry to be anywhere else.", 60, 299),
        ],
      }),
    );
    for (const tag of ["a", "input", "select", "textarea", "button", "table", "label"])
      assert.deepEqual(find(root, tag).map(wordsOf), [], tag);
    assert.deepEqual(find(root, "h1").map(wordsOf), ["A quiet harbour"]);
    assert.match(attributes(find(root, "img")[0] as DesignNode)["alt"] ?? "", /A quiet harbour/);
  });

  it("takes attributes away with the element that they belong to", () => {
    const link = designNode({
      id: "a",
      meaning: { tag: "a", name: "link", attributes: { href: "#" } },
      rect: rect(0, 0, 800, 60),
    });
    const header = withMeaning(link, { tag: "header", name: "site-header" });
    assert.deepEqual(header.meaning, { tag: "header", name: "site-header" });
    const current = withMeaning(link, { attributes: { "aria-current": "page" } });
    assert.deepEqual(attributes(current), { href: "#", "aria-current": "page" });
  });

  it("gives headings levels without gaps, and the page one h1", () => {
    const body = "Some words that go on for a while and then end.";
    const root = understand(
      inspectionOf({
        lines: [
          line("All about boats", 40, 60, { sizePx: 36, weight: 700 }),
          line(body, 40, 100),
          line("Small ones", 40, 160, { sizePx: 20, weight: 700 }),
          line(body, 40, 200),
          line("Large ones", 40, 260, { sizePx: 26, weight: 700 }),
          line(body, 40, 300),
        ],
      }),
    );
    const levels = partsIn(root)
      .map(({ meaning }) => /^h([1-6])$/.exec(meaning.tag)?.[1])
      .filter((level) => level !== undefined)
      .map(Number);
    assert.equal(levels.filter((level) => level === 1).length, 1);
    levels.slice(1).forEach((level, i) => assert.ok(level <= (levels[i] as number) + 1));
  });

  it("keeps every text of the page", () => {
    for (const inspection of [signIn, tableOf(130), tableOf(190)]) {
      const root = understand(inspection);
      const seen = partsIn(root).flatMap(({ text }) => (text ? [text.id] : []));
      assert.deepEqual([...seen].sort(), inspection.textLines.map(({ id }) => id).sort());
    }
  });
});

describe("KIND_WEIGHTS", () => {
  it("weighs each sign for each kind", () => {
    for (const [sign, row] of Object.entries(KIND_WEIGHTS))
      assert.equal(row.length, KINDS.length, sign);
  });
});
