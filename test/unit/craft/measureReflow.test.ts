import assert from "node:assert/strict";
import { findReflowLoss, reflowOf, reflowWidths } from "../../../src/craft/measureReflow";
import { laidText, layout } from "./samples";

describe("measureReflow", () => {
  it("finds nothing wrong with text that is seen in the middle of its window", () => {
    const loss = findReflowLoss(layout(1920), 1440);
    assert.deepEqual(loss, { unseen: 0, covered: 0, sideways: 0, lopsided: 0 });
    assert.equal(reflowOf(loss), 1);
  });

  it("counts the characters that are cut off", () => {
    const texts = [
      laidText([0, 0, 100, 20], { chars: 30 }),
      laidText([300, 0, 100, 20], { chars: 10, seen: 0.2 }),
    ];
    assert.equal(findReflowLoss(layout(360, { texts }), 1440).unseen, 1 - 32 / 40);
  });

  it("counts text under other text, but not lines of one text, nor those that only touch", () => {
    const one = laidText([0, 0, 100, 20]);
    const texts = [
      one,
      laidText([0, 15, 100, 20], { text: one.text }),
      laidText([50, 100, 100, 20]),
      laidText([60, 105, 100, 20]),
      laidText([50, 120, 100, 20]),
    ];
    assert.equal(findReflowLoss(layout(360, { texts }), 1440).covered, 2 / 5);
  });

  it("knows a page that scrolls sideways by how much wider it is", () => {
    assert.equal(findReflowLoss(layout(360, { scrollWidth: 720 }), 1440).sideways, 0.5);
    assert.equal(findReflowLoss(layout(360, { scrollWidth: 361 }), 1440).sideways, 0);
  });

  it("knows a page that keeps to one side of a wide window, and no narrow one", () => {
    const texts = [laidText([0, 0, 960, 20])];
    assert.equal(findReflowLoss(layout(1920, { texts }), 960).lopsided, 0.5 - 0.15);
    assert.equal(findReflowLoss(layout(1920, { texts }), 1900).lopsided, 0);
  });

  it("says nothing of a page without text", () => {
    assert.equal(reflowOf(findReflowLoss(layout(360, { texts: [], scrollWidth: 900 }), 1440)), 1);
  });

  it("leaves the mockup's own width out", () => {
    assert.deepEqual(reflowWidths(1440), [360, 768, 1024, 1920]);
    assert.deepEqual(reflowWidths(390), [768, 1024, 1440, 1920]);
  });
});
