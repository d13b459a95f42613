import assert from "node:assert/strict";
import { findFocus } from "../../../src/feedback/findFocus";
import { renderedLine } from "../compare/samples";
import { comparisonWith, textStyle } from "./samples";

const line = (text: string, x: number, y: number) => ({
  ...renderedLine(text, { x, y, width: 60, height: 10 }),
  box: { x, y, width: 60, height: 16 },
});
const render = {
  textLines: [line("Sign in", 100, 100), line("Imprint", 900, 700)],
  elements: [
    {
      selector: "body > footer",
      path: "1",
      tag: "footer",
      box: { x: 0, y: 690, width: 1000, height: 40 },
    },
  ],
};
const near = textStyle("Sign in", { dy: 3, box: { x: 100, y: 103, width: 60, height: 10 } });
const far = textStyle("Imprint", { dx: 3, box: { x: 903, y: 700, width: 60, height: 10 } });
const missing = {
  kind: "text-missing" as const,
  text: "Forgot password?",
  box: { x: 300, y: 300, width: 80, height: 10 },
  weight: 0.1,
};
const comparison = comparisonWith([near, far, missing]);

describe("findFocus", () => {
  it("finds a text of the page by a part of it, whatever its case", () => {
    const focus = findFocus("SIGN", render, comparison);
    assert.deepEqual(focus?.differences, [near]);
    assert.deepEqual(focus?.box, { x: 60, y: 60, width: 140, height: 96 });
  });

  it("finds a text in a longer phrase, and one that is missing from the page", () => {
    assert.deepEqual(findFocus("the imprint link", render, comparison)?.differences, [far]);
    assert.deepEqual(findFocus("forgot", render, comparison)?.differences, [missing]);
  });

  it("finds elements by selector", () => {
    assert.deepEqual(findFocus("footer", render, comparison)?.differences, [far]);
  });

  it("finds nothing for nothing", () => {
    assert.equal(findFocus("newsletter", render, comparison), undefined);
    assert.equal(findFocus("  ", render, comparison), undefined);
  });
});
