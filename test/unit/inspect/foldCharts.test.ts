import assert from "node:assert/strict";
import { foldCharts } from "../../../src/inspect/foldCharts";
import { understandPage } from "../../../src/design/understandPage";
import { writeCode } from "../../../src/targets/html/writeCode";
import { box, divider, inspectionOf, line, picture, rect } from "../design/inspectionBuilder";

const MONTHS = ["January", "February", "March", "April"];

/** A card with a title and bars; `values` stand at its axis, top to bottom, 60 px apart. */
function chart(values: readonly string[], withBars = true) {
  const small = { sizePx: 12 };
  return inspectionOf({
    boxes: [
      box(rect(40, 40, 500, 320), { fill: { kind: "solid", color: [250, 250, 250] } }),
      ...(withBars ? MONTHS.map((_, i) => box(rect(130 + i * 100, 200, 50, 100))) : []),
    ],
    dividers: withBars ? values.map((_, i) => divider(rect(110, 119 + i * 60, 400, 1))) : [],
    lines: [
      line("Visitors", 60, 75),
      ...values.map((value, i) => line(value, 60, 124 + i * 60, { ...small, width: 40 })),
      ...MONTHS.map((month, i) => line(month, 130 + i * 100, 322, { ...small, width: 44 })),
      line("Below the card", 60, 420),
    ],
  });
}

describe("foldCharts", () => {
  it("makes one picture of an axis, what is drawn beside it, and its words", () => {
    const folded = foldCharts(chart(["3,000", "2,000", "1,000", "0"]));
    assert.deepEqual(
      folded.textLines.map(({ text }) => text),
      ["Visitors", "Below the card"],
    );
    assert.equal(folded.boxes.length, 1);
    assert.equal(folded.dividers.length, 0);
    const [picture, ...others] = folded.pictures;
    assert.deepEqual(others, []);
    assert.deepEqual(picture?.labels, ["3,000", "2,000", "1,000", "0", ...MONTHS]);
    const { x, y, width, height } = picture?.box ?? rect(0, 0, 0, 0);
    assert.ok(x <= 60 && x > 50 && y <= 119 && y > 80);
    assert.ok(x + width >= 510 && x + width < 540 && y + height >= 320 && y + height < 360);
  });

  it("reads labels that are missing or were read with a mark beside them", () => {
    const folded = foldCharts(chart(["$40k", "30k «", "some", "10k"]));
    assert.equal(folded.pictures.length, 1);
  });

  it("takes a small picture where the axis has its zero for that label, and none elsewhere", () => {
    const charts = [237, 245].map((y) => {
      const page = chart(["100", "50"]);
      return foldCharts({ ...page, pictures: [picture(rect(93, y, 7, 8))] }).pictures;
    });
    assert.deepEqual(
      charts.map((pictures) => pictures.map(({ labels }) => labels?.length)),
      [[2], [undefined]],
    );
  });

  it("leaves numbers alone that are no axis", () => {
    for (const values of [
      ["1,001", "1,002", "1,003", "1,003"],
      ["61", "63", "66", "22"],
      ["900", "800", "100", "50"],
    ]) {
      const page = chart(values);
      assert.equal(foldCharts(page), page, values.join());
    }
    const words = chart(["3", "2", "1", "0"], false);
    assert.equal(foldCharts(words), words);
  });

  it("leaves a table's columns alone, however their numbers lie", () => {
    const cells = [0, 1, 2, 3].map((row) =>
      line(`Row ${row}`, 160, 124 + row * 60, { sizePx: 12 }),
    );
    const page = chart(["3,000", "2,000", "1,000", "0"]);
    const table = { ...page, textLines: [...page.textLines, ...cells] };
    assert.equal(foldCharts(table), table);
  });

  it("is written as an image that says what it is a chart of", () => {
    const { html } = writeCode(understandPage(chart(["3,000", "2,000", "1,000", "0"])), {
      stylesheetPath: "styles.css",
      assetPath: ({ id }) => `assets/${id}.png`,
    });
    assert.match(html, /<img [^>]*alt="Chart: 3,000, 2,000, 1,000, 0, January, [^"]*April"/);
    assert.doesNotMatch(html, />January</);
  });
});
