import assert from "node:assert/strict";
import { findSvgSize } from "../../../../src/render/svg/svgSize";

describe("findSvgSize", () => {
  const cases: [string, string, { width: number; height: number } | undefined][] = [
    ["width and height", `<svg width="20" height="10"/>`, { width: 20, height: 10 }],
    ["units", `<svg width='1in' height="72pt">`, { width: 96, height: 96 }],
    ["a view box alone", `<svg viewBox="0, 0, 30 40"/>`, { width: 30, height: 40 }],
    ["width and a view box", `<svg width="60" viewBox="0 0 30 40"/>`, { width: 60, height: 80 }],
    [
      "a relative size",
      `<svg width="100%" height="100%" viewBox="0 0 7 8"/>`,
      { width: 7, height: 8 },
    ],
    ["nothing at all", `<svg>`, { width: 300, height: 150 }],
    ["a size of nought", `<svg width="0" height="-5"/>`, { width: 300, height: 150 }],
    [
      "a namespace prefix",
      `<?xml version="1.0"?><s:svg width="5" height="6"/>`,
      { width: 5, height: 6 },
    ],
    [
      "the root, not a comment",
      `<!-- <svg width="1" height="1"> --><svg width="2" height="3">`,
      { width: 2, height: 3 },
    ],
    [
      "other attributes that end alike",
      `<svg stroke-width="9" width="2" height="3">`,
      { width: 2, height: 3 },
    ],
    [
      "a bracket inside an attribute",
      `<svg data-a="a>b" width="2" height="3">`,
      { width: 2, height: 3 },
    ],
    ["no SVG", `<html width="2">`, undefined],
  ];
  for (const [name, svg, size] of cases)
    it(`reads ${name}`, () => assert.deepEqual(findSvgSize(svg), size));

  it("comes to an end with hostile input", () => {
    assert.equal(findSvgSize(`<svg ${"a=' ".repeat(20_000)}`), undefined);
    assert.equal(findSvgSize("<svg ".repeat(5_000)), undefined);
  });
});
