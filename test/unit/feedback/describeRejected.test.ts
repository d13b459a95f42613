import assert from "node:assert/strict";
import { describeRejected } from "../../../src/feedback/describeRejected";
import { comparisonWith, textStyle } from "./samples";

describe("describeRejected", () => {
  const title = textStyle("Title", { dy: 4 });

  it("names the scores that fell and what is new", () => {
    const best = comparisonWith([title]);
    const rejected = comparisonWith([title, textStyle("Menu", { dx: 30, selector: "nav" })], {
      mismatchRatio: 0.163,
      text: { ...best.text, position: 0.9 },
    });
    assert.deepEqual(describeRejected(rejected, best), [
      "text positions fell from 97.0 % to 90.0 %",
      "equal pixels fell from 90.0 % to 83.7 %",
      'it brought: text "Menu" (nav): 30 px too far right',
    ]);
  });

  it("names at most five new differences", () => {
    const many = Array.from({ length: 9 }, (_, i) => textStyle(`t${i}`, { dx: i + 1 }));
    assert.equal(describeRejected(comparisonWith(many), comparisonWith([])).length, 5);
  });

  it("says so when nothing got better", () => {
    const same = comparisonWith([title]);
    assert.deepEqual(describeRejected(same, same), ["nothing visible got better"]);
  });
});
