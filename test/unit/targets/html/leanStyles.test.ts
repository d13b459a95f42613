import assert from "node:assert/strict";
import { leanLinks, leanStyles } from "../../../../src/targets/html/leanStyles";
import type { PageElement } from "../../../../src/targets/html/pageElement";
import { formatTagRules } from "../../../../src/targets/page/declaration";
import { resetRules } from "../../../../src/targets/html/reset";
import type { Declaration } from "../../../../src/targets/page/declaration";

function element(
  tag: string,
  css: string,
  children: PageElement[] = [],
  attributes: Record<string, string> = {},
): PageElement {
  const style = css === "" ? [] : css.split("; ").map((one) => one.split(": "));
  return {
    ...{ tag, name: tag, attributes, style: style as unknown as Declaration[] },
    ...{ type: {}, narrow: [], text: [], children },
  };
}

const INITIAL = {
  "font-family": "",
  "font-size": "16px",
  "font-weight": "400",
  "font-style": "normal",
  "line-height": "normal",
  "letter-spacing": "normal",
  "text-align": "start",
  color: "",
};

const styleOf = ({ style }: PageElement): string => style.map((one) => one.join(": ")).join("; ");
const lean = (page: PageElement): PageElement => leanStyles(page, INITIAL);

const resetCss = (root: PageElement): string => formatTagRules(resetRules(root));

describe("leanStyles", () => {
  it("does not paint a ground again that lies below, unless something may lie between", () => {
    const page = element("body", "background: #ffffff", [
      element("div", "background: #ffffff; padding: 4px"),
      element("div", "background: #eeeeee", [element("div", "background: #ffffff")]),
      element("div", "background: #ffffff; box-shadow: 0 1px 2px red"),
      element("div", "background: #ffffff; position: absolute"),
    ]);
    const { children } = lean(page);
    assert.deepEqual(children.map(styleOf), [
      "padding: 4px",
      "background: #eeeeee",
      "background: #ffffff; box-shadow: 0 1px 2px red",
      "background: #ffffff; position: absolute",
    ]);
    assert.equal(styleOf(children[1]?.children[0] as PageElement), "background: #ffffff");
  });

  it("writes a typeface with what else is said of the type, and with what is inherited", () => {
    const page = element("body", "font-family: Inter, sans-serif; line-height: 1.5", [
      element("p", "font-family: Lora, serif; font-size: 20px; font-weight: 700"),
      element("code", "font-family: monospace"),
    ]);
    const { style, children } = lean(page);
    assert.deepEqual(style, [["font", "16px/1.5 Inter, sans-serif"]]);
    assert.deepEqual(children.map(styleOf), [
      "font: 700 20px/1.5 Lora, serif",
      "font-family: monospace",
    ]);
  });

  it("says nothing twice, and keeps the last that was said", () => {
    assert.equal(styleOf(lean(element("input", "width: 12px; width: 16px"))), "width: 16px");
  });
});

describe("resetRules", () => {
  it("takes back what browsers do only where an element does not say how it looks", () => {
    const button = "background: #0000ff; color: #ffffff";
    const css = resetCss(element("body", "", [element("button", button)]));
    assert.match(css, /button \{\n {2}font: inherit;\n {2}border: 0;\n\}/);
    assert.doesNotMatch(css, /background|color/);
    assert.match(resetCss(element("body", "", [element("a", "")])), /a \{\n {2}color: inherit;/);
  });

  it("keeps pictures in the window only where they may be wider", () => {
    const icon = element("img", "", [], { width: "16" });
    const photo = element("img", "", [], { width: "600" });
    const inRow = (image: PageElement): string =>
      resetCss(element("body", "display: flex", [image]));
    assert.match(inRow(icon), /img \{\n {2}flex: none;\n\}/);
    assert.match(inRow(photo), /max-width: 100%;\n {2}height: auto;/);
  });

  it("leaves links underlined where all are", () => {
    const underlined = element("a", "text-decoration: underline");
    const both = element("body", "", [underlined, underlined]);
    const one = element("body", "", [underlined, element("a", "")]);
    assert.doesNotMatch(resetCss(both), /text-decoration/);
    assert.deepEqual(leanLinks(both).children.map(styleOf), ["", ""]);
    assert.match(resetCss(one), /text-decoration: none/);
    assert.equal(leanLinks(one), one);
  });
});
