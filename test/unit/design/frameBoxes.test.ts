import assert from "node:assert/strict";
import type { Rgb } from "../../../src/base/color";
import type { Rect } from "../../../src/base/geometry";
import { createDraft } from "../../../src/design/draft/createDraft";
import type { Divider } from "../../../src/inspect/inspection";
import { box, divider, inspectionOf, rect } from "./inspectionBuilder";

const [LIGHT, DARK]: readonly Rgb[] = [
  [255, 255, 255],
  [10, 10, 10],
];

const rule = (place: Rect, color: Rgb | undefined): Divider => ({
  ...divider(place),
  ...(color && { color }),
});

describe("frames of boxes", () => {
  it("takes rules along three or four sides of a box for its border, and of two for rules", () => {
    const around = (x: number): readonly Rect[] => [
      rect(x + 2, 99, 56, 1),
      rect(x + 2, 130, 56, 1),
      rect(x - 1, 102, 1, 26),
      rect(x + 60, 102, 1, 26),
    ];
    const draft = createDraft(
      inspectionOf({
        boxes: [
          box(rect(100, 100, 60, 30)),
          box(rect(300, 100, 60, 30)),
          box(rect(500, 100, 60, 30)),
        ],
        dividers: [...around(100), ...around(300).slice(1), ...around(500).slice(2)].map(divider),
      }),
    );
    const [framed, open, plain] = draft.boxes;
    assert.deepEqual(framed?.box, rect(99, 99, 62, 32));
    assert.deepEqual(framed?.border, { color: [0, 0, 0], top: 1, right: 1, bottom: 1, left: 1 });
    assert.equal(framed?.radius.topLeft, 3);
    assert.deepEqual(open?.box, rect(299, 100, 62, 31));
    assert.deepEqual(open?.border, { color: [0, 0, 0], top: 0, right: 1, bottom: 1, left: 1 });
    assert.equal(plain?.border, undefined);
    assert.equal(draft.dividers.length, 2);
  });

  it("takes two light and two dark rules around a box for a bevel with sharp corners", () => {
    const { boxes, dividers } = createDraft(
      inspectionOf({
        boxes: [box(rect(107, 80, 71, 19), { fill: { kind: "solid", color: [192, 192, 192] } })],
        dividers: [
          rule(rect(105, 78, 74, 1), LIGHT),
          rule(rect(105, 78, 1, 22), LIGHT),
          rule(rect(105, 100, 75, 1), DARK),
          rule(rect(179, 78, 1, 23), DARK),
        ],
      }),
    );
    assert.deepEqual(boxes[0]?.box, rect(105, 78, 75, 23));
    assert.deepEqual(boxes[0].border, {
      color: LIGHT,
      top: 1,
      right: 1,
      bottom: 1,
      left: 1,
      colors: { right: DARK, bottom: DARK },
    });
    assert.equal(boxes[0].radius.topLeft, 0);
    assert.equal(dividers.length, 0);
  });
});

describe("rules of shadows", () => {
  const shadow = { dx: 0, dy: 4, blur: 10, spread: 0, color: [0, 0, 0] as Rgb, alpha: 0.23 };
  const card = box(rect(24, 24, 640, 500), {
    fill: { kind: "solid", color: [255, 255, 255] },
    shadow,
  });
  const left = (dividers: readonly Divider[], boxes = [card]): readonly Divider[] =>
    createDraft(inspectionOf({ boxes, dividers })).dividers;

  it("drops the dark lines that a shadow has at the edges of its box", () => {
    const lines = [rect(23, 24, 1, 500), rect(664, 374, 1, 57), rect(29, 524, 72, 1)];
    assert.deepEqual(left(lines.map((place) => rule(place, [225, 226, 227]))), []);
  });

  it("keeps rules in colours no shadow makes, rules elsewhere, and those at boxes without a shadow", () => {
    const beside = rect(664, 374, 1, 57);
    assert.equal(left([rule(beside, [87, 85, 217])]).length, 1);
    assert.equal(left([rule(beside, [120, 120, 120])]).length, 1);
    assert.equal(left([rule(rect(700, 374, 1, 57), [225, 226, 227])]).length, 1);
    const flat = { ...card, shadow: undefined };
    assert.equal(left([rule(beside, [225, 226, 227])], [flat]).length, 1);
  });
});
