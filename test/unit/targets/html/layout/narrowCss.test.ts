import assert from "node:assert/strict";
import type { DesignNode } from "../../../../../src/design/design";
import { PLAIN_LAYOUT, designNode } from "../../../../../src/design/flow/parts";
import { understandPage } from "../../../../../src/design/understandPage";
import { narrowCss } from "../../../../../src/targets/html/layout/narrowCss";
import { layoutCss } from "../../../../../src/targets/html/layout/layoutCss";
import { placeCss } from "../../../../../src/targets/html/layout/placeCss";
import { writeCode } from "../../../../../src/targets/html/writeCode";
import { divider, inspectionOf, line, rect } from "../../../design/inspectionBuilder";
import { tableOf } from "../../../design/goldenPages";

const meaning = { tag: "div", name: "part" };
const at = (x: number, width: number) => rect(x, 0, width, 40);
const page = designNode({
  id: "page",
  meaning,
  rect: at(0, 1000),
  layout: { ...PLAIN_LAYOUT, roomPx: 1000 },
});
const of = (declarations: readonly (readonly [string, string])[]): string =>
  declarations.map((declaration) => declaration.join(": ")).join("; ");

function row(children: readonly DesignNode[], sparePx = 0): DesignNode {
  return designNode({
    id: "row",
    meaning,
    rect: at(0, 1000),
    layout: { ...PLAIN_LAYOUT, kind: "row", gapPx: 10, sparePx, roomPx: 1000 },
    children,
  });
}
const hugging = (id: string, width: number): DesignNode =>
  designNode({ id, meaning, rect: at(0, width), width: { kind: "hug" } });
const filling = designNode({ id: "fill", meaning, rect: at(0, 600) });

describe("rows in narrow windows", () => {
  it("go on below where the mockup leaves them nothing to spare", () => {
    const tight = row([hugging("a", 500), hugging("b", 490)]);
    assert.equal(of(layoutCss(tight, page)), "display: flex; gap: 10px");
    assert.equal(of(narrowCss(tight, page)), "flex-wrap: wrap");
  });

  it("put what fills their room below the others before it is too narrow to read", () => {
    const bar = row([filling, hugging("a", 300)]);
    assert.equal(of(layoutCss(bar, page)), "display: flex; flex-wrap: wrap; gap: 10px");
    assert.equal(of(placeCss(filling, bar)), "flex: 1 1 200px");
    assert.equal(of(narrowCss(bar, page)), "");
  });

  it("lose what stands upright between their parts", () => {
    const bar = designNode({ id: "bar", meaning, rect: at(0, 1), width: { kind: "fixed", px: 1 } });
    const parted = row([hugging("a", 500), bar, hugging("b", 480)]);
    assert.equal(of(narrowCss(bar, parted)), "display: none");
    assert.equal(of(narrowCss(parted.children[0] as DesignNode, parted)), "");
    const chart = row([bar, bar, bar]);
    assert.equal(of(narrowCss(bar, chart)), "");
  });

  it("keep an icon beside its words", () => {
    const media = row([hugging("icon", 40), filling]);
    assert.equal(of(layoutCss(media, page)), "display: flex; gap: 10px");
    assert.equal(of(placeCss(filling, media)), "flex: 1");
    assert.equal(of(narrowCss(media, page)), "");
  });
});

describe("what is wide in the mockup, in narrow windows", () => {
  it("loses padding that takes much of the room", () => {
    const layout = {
      ...PLAIN_LAYOUT,
      roomPx: 1000,
      padding: { ...PLAIN_LAYOUT.padding, left: 600 },
    };
    const part = designNode({ id: "a", meaning, rect: at(0, 1000), layout });
    assert.equal(of(narrowCss(part, page)), "padding-inline: 0");
  });

  const cssOf = (inspection: ReturnType<typeof inspectionOf>): string => {
    const { css } = writeCode(understandPage(inspection), {
      stylesheetPath: "styles.css",
      assetPath: ({ id }) => `assets/${id}.png`,
    });
    return css.slice(css.indexOf("@media"));
  };

  it("is set smaller where a word of it is wider than the window", () => {
    const words = line("Understanding", 20, 100, { sizePx: 96, width: 700 });
    const css = cssOf(inspectionOf({ lines: [words] }));
    const [, size = ""] = /font-size: (\d+)px/.exec(css) ?? [];
    assert.ok(Number(size) <= (96 * 280) / 700 && Number(size) >= 36, css);
  });

  it("scrolls in itself, as a table whose words need more room", () => {
    const head = [
      "Organisation",
      "Representative",
      "Headquarters",
      "Responsibility",
      "Compensation",
    ];
    const rows = [head, ...[1, 2, 3, 4].map((n) => head.map((word) => `${word} ${n}`))];
    const wide = inspectionOf(
      {
        lines: rows.flatMap((row, r) =>
          row.map((words, c) =>
            line(words, 40 + c * 200, 100 + r * 40, { weight: r === 0 ? 700 : 400, sizePx: 16 }),
          ),
        ),
        dividers: rows.map((_, r) => divider(rect(30, 115 + r * 40, 1000, 1))),
      },
      { width: 1100, height: 400 },
    );
    assert.doesNotMatch(cssOf(tableOf(190)), /overflow-x/);
    assert.match(cssOf(wide), /\.table \{\s+display: block;\s+overflow-x: auto;/);
  });
});

describe("offsets in narrow windows", () => {
  it("move nothing beyond the window's end", () => {
    const nudged = (dx: number): DesignNode => {
      const part = hugging("a", 100);
      return { ...part, place: { ...part.place, nudge: { dx, dy: 0 } } };
    };
    assert.equal(of(narrowCss(nudged(0.5), page)), "translate: none");
    assert.equal(of(narrowCss(nudged(-0.5), page)), "");
  });
});
