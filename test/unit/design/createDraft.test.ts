import assert from "node:assert/strict";
import { createDraft } from "../../../src/design/draft/createDraft";
import { box, divider, inspectionOf, line, picture, rect } from "./inspectionBuilder";

describe("createDraft", () => {
  it("drops text that an icon's crop shows already, and keeps text on photos", () => {
    const draft = createDraft(
      inspectionOf({
        pictures: [picture(rect(10, 10, 24, 24), "icon"), picture(rect(100, 0, 600, 400))],
        lines: [line("x", 16, 28), line("On the photo", 300, 200)],
      }),
    );
    assert.deepEqual(
      draft.blocks.map((block) => block.lines[0]?.text),
      ["On the photo"],
    );
  });

  it("refuses crops that are mostly text", () => {
    const lines = [0, 1, 2, 3, 4].map((row) =>
      line("A paragraph pasted as a picture is not code", 100, 100 + row * 20),
    );
    const draft = createDraft(inspectionOf({ lines, pictures: [picture(rect(90, 80, 380, 110))] }));
    assert.equal(draft.pictures.length, 0);
  });

  it("drops boxes drawn twice, boxes within a crop, and dividers that are borders", () => {
    const draft = createDraft(
      inspectionOf({
        boxes: [
          box(rect(0, 0, 200, 100), {
            border: { color: [0, 0, 0], top: 1, right: 1, bottom: 1, left: 1 },
          }),
          box(rect(300, 0, 100, 100)),
          box(rect(300, 0, 100, 100)),
          box(rect(520, 20, 20, 20)),
        ],
        pictures: [picture(rect(500, 0, 100, 100))],
        dividers: [divider(rect(0, 99, 200, 1)), divider(rect(0, 300, 200, 1))],
      }),
    );
    assert.deepEqual(
      draft.boxes.map(({ id }) => id),
      ["b1", "b3"],
    );
    assert.deepEqual(
      draft.dividers.map(({ id }) => id),
      ["d2"],
    );
  });

  it("makes one of two boxes at one place: the upper paint with the lower shadow", () => {
    const shadow = { dx: 0, dy: 2, blur: 8, spread: 0, color: [0, 0, 0], alpha: 0.2 } as const;
    const place = rect(20, 20, 200, 100);
    const draft = createDraft(
      inspectionOf({
        boxes: [
          box(place, { fill: { kind: "solid", color: [0, 0, 0] }, shadow }),
          box(place, { fill: { kind: "solid", color: [255, 255, 255] } }),
        ],
      }),
    );
    assert.equal(draft.boxes.length, 1);
    assert.deepEqual(draft.boxes[0]?.fill, { kind: "solid", color: [255, 255, 255] });
    assert.deepEqual(draft.boxes[0]?.shadow, shadow);
  });

  it("turns a stroke under a line into an underline", () => {
    const draft = createDraft(
      inspectionOf({
        lines: [line("Forgot password?", 20, 100)],
        dividers: [divider(rect(20, 102, 70, 1)), divider(rect(95, 102, 53, 1))],
      }),
    );
    assert.equal(draft.blocks[0]?.style.underlined, true);
    assert.equal(draft.dividers.length, 0);
  });

  it("cuts boxes at the edge of the page", () => {
    const draft = createDraft(inspectionOf({ boxes: [box(rect(-10, 500, 900, 200))] }));
    assert.deepEqual(draft.boxes[0]?.box, rect(0, 500, 800, 100));
  });

  it("puts the pieces of one small picture together, and leaves an icon in its button alone", () => {
    const draft = createDraft(
      inspectionOf({
        pictures: [
          picture(rect(100, 100, 30, 10), "icon"),
          picture(rect(100, 116, 32, 16), "icon"),
          picture(rect(308, 108, 16, 16), "icon"),
          picture(rect(400, 100, 20, 20), "icon"),
          picture(rect(430, 100, 20, 20), "icon"),
        ],
        boxes: [box(rect(100, 110, 31, 7)), box(rect(300, 100, 32, 32))],
      }),
    );
    assert.deepEqual(
      draft.pictures.map((one) => one.box),
      [
        rect(100, 100, 32, 32),
        rect(308, 108, 16, 16),
        rect(400, 100, 20, 20),
        rect(430, 100, 20, 20),
      ],
    );
    assert.deepEqual(
      draft.boxes.map(({ id }) => id),
      ["b2"],
    );
  });
});
