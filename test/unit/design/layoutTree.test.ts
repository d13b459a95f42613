import assert from "node:assert/strict";
import type { Inspection } from "../../../src/inspect/inspection";
import { createDraft } from "../../../src/design/draft/createDraft";
import { layoutTree } from "../../../src/design/layout/layoutTree";
import { box, divider, inspectionOf, line, picture, rect, sketch } from "./inspectionBuilder";

const treeOf = (inspection: Inspection): string => sketch(layoutTree(createDraft(inspection)));

describe("layoutTree", () => {
  it("is empty for an empty page", () => {
    assert.equal(treeOf(inspectionOf({})), "nothing");
  });

  it("puts parts into the smallest box that holds them", () => {
    const inspection = inspectionOf({
      boxes: [box(rect(0, 0, 400, 300)), box(rect(20, 200, 120, 40))],
      lines: [line("Title", 20, 60), line("Send", 50, 225)],
    });
    assert.equal(treeOf(inspection), "box[column[text(Title), box[text(Send)]]]");
  });

  it("cuts rows and columns along the gaps", () => {
    const inspection = inspectionOf({
      lines: [
        line("Logo", 20, 40),
        line("Home", 500, 40),
        line("About", 600, 40),
        line("Headline", 20, 200, { sizePx: 40 }),
        line("Subtitle", 20, 240),
      ],
    });
    assert.equal(
      treeOf(inspection),
      "column[row[text(Logo), text(Home), text(About)], text(Headline), text(Subtitle)]",
    );
  });

  it("keeps columns together whose lines stand beside each other by chance", () => {
    const column = (x: number, name: string) => [
      line(name, x, 100),
      line("one", x, 130),
      line("two", x, 160),
    ];
    const inspection = inspectionOf({
      lines: [...column(20, "A"), line("B", 300, 100), line("three", 300, 145)],
    });
    assert.equal(
      treeOf(inspection),
      "row[column[text(A), text(one), text(two)], column[text(B), text(three)]]",
    );
  });

  it("reads aligned cells row by row", () => {
    const cells = [100, 140, 180].flatMap((y) => [
      line("cell", 20, y),
      line("cell", 200, y),
      line("cell", 400, y),
    ]);
    const row = "row[text(cell), text(cell), text(cell)]";
    assert.equal(treeOf(inspectionOf({ lines: cells })), `column[${row}, ${row}, ${row}]`);
  });

  it("makes a picture with text on it a container", () => {
    const inspection = inspectionOf({
      pictures: [picture(rect(0, 0, 800, 400))],
      lines: [line("Welcome", 300, 200, { sizePx: 40 })],
    });
    assert.equal(treeOf(inspection), "picture[text(Welcome)]");
  });

  it("lifts one overlapping part out and lets the rest flow", () => {
    const inspection = inspectionOf({
      boxes: [box(rect(20, 20, 300, 200)), box(rect(300, 10, 40, 40))],
      lines: [line("Below", 20, 260)],
    });
    assert.equal(treeOf(inspection), "column[layers[box, box], text(Below)]");
  });

  it("places parts in layers when there is nothing to cut along", () => {
    const inspection = inspectionOf({
      boxes: [box(rect(0, 0, 100, 100)), box(rect(50, 50, 100, 100)), box(rect(90, 20, 50, 100))],
    });
    assert.equal(treeOf(inspection), "layers[box, box, box]");
  });

  it("keeps reading order and dividers between sections", () => {
    const inspection = inspectionOf({
      lines: [line("Above", 20, 50), line("Below", 20, 120)],
      dividers: [divider(rect(20, 80, 400, 1))],
    });
    assert.equal(treeOf(inspection), "column[text(Above), divider, text(Below)]");
  });

  it("arranges thousands of parts", () => {
    const lines = Array.from({ length: 3000 }, (_, index) =>
      line(`word${index}`, (index % 10) * 120, 20 + 30 * Math.floor(index / 10)),
    );
    const size = { width: 1280, height: 9100 };
    const draft = createDraft(inspectionOf({ lines }, size));
    const tree = layoutTree(draft);
    assert.equal(tree?.kind, "column");
  });
});
