import assert from "node:assert/strict";
import type { Rect } from "../../../../src/base/geometry";
import type { Difference } from "../../../../src/compare/comparison";
import type { TextMatch } from "../../../../src/compare/text/matchTexts";
import { findTextDifferences } from "../../../../src/compare/text/textDifferences";
import type { TextLine } from "../../../../src/inspect/inspection";
import type { RenderedTextLine } from "../../../../src/render/renderer";
import { mockupText, renderText, textLine } from "../samples";

const PAGE = { width: 1000, height: 1000 };
const BOX = { x: 100, y: 200, width: 80, height: 10 };

interface Change {
  readonly text?: string;
  readonly similarity?: number;
  readonly box?: Rect;
  readonly line?: Partial<TextLine>;
  readonly rendered?: Partial<RenderedTextLine>;
}

/** The facts about one pair; the mockup's ink is `BOX`. */
function differencesOf(change: Change): readonly Difference[] {
  const mockup = mockupText("Sign in", BOX, change.line);
  const render = renderText(change.text ?? "Sign in", change.box ?? BOX, change.rendered);
  const pairs = [{ mockup, render, similarity: change.similarity ?? 1 }];
  return findTextDifferences({ pairs, missing: [], extra: [] }, PAGE);
}

function styleOf(change: Change): Extract<Difference, { kind: "text-style" }> {
  const [style, ...others] = differencesOf(change);
  assert.deepEqual(others, []);
  assert.ok(style?.kind === "text-style");
  return style;
}

describe("findTextDifferences", () => {
  it("has nothing to say about equal texts, nor about less than a px", () => {
    assert.deepEqual(differencesOf({}), []);
    assert.deepEqual(differencesOf({ box: { ...BOX, x: 100.5, y: 199.5 } }), []);
  });

  it("tells which way a text is off, render minus mockup", () => {
    const style = styleOf({ box: { ...BOX, x: 88, y: 203 } });
    assert.deepEqual([style.dx, style.dy, style.sizePx], [-12, 3, 0]);
    assert.equal(style.selector, "body > p");
    assert.deepEqual(style.box, { ...BOX, x: 88, y: 203 });
    assert.ok(style.weight > 0 && style.weight <= 800 / 1e6);
  });

  it("does not call a text shifted that keeps an edge or its middle", () => {
    const wider = styleOf({ box: { ...BOX, width: 100 } });
    assert.deepEqual([wider.dx, wider.dy, wider.widthPx], [0, 0, 20]);
    const centred = styleOf({ box: { ...BOX, x: 90, width: 100 } });
    assert.equal(centred.dx, 0);
  });

  it("tells the size by ink that grew both ways", () => {
    const style = styleOf({
      box: { x: 100, y: 197, width: 100, height: 13 },
      rendered: { fontSizePx: 20 },
    });
    // 80 of 100 px wide at 20 px: it should be 16.
    assert.equal(style.sizePx, 4);
    assert.equal(style.widthPx, undefined);
  });

  it("tells the size by the font estimate where that is sure", () => {
    const font = { ...textLine("", BOX).font, sizePx: 14, confidence: 0.9 };
    const style = styleOf({
      line: { font },
      rendered: { fontSizePx: 16, fontFamily: '"Inter", sans-serif' },
    });
    assert.equal(style.sizePx, 2);
  });

  it("names weight and family only when they are known", () => {
    const rendered = { fontWeight: 400, fontFamily: "Arial, sans-serif" };
    const font = { ...textLine("", BOX).font, weight: 700, confidence: 0.9 };
    const style = styleOf({ line: { font }, rendered });
    assert.deepEqual(style.fontWeight, { expected: 700, actual: 400 });
    assert.deepEqual(style.fontFamily, { expected: "Inter", actual: "Arial, sans-serif" });
    assert.deepEqual(differencesOf({ line: { font: { ...font, confidence: 0.3 } }, rendered }), []);
  });

  it("names colours that a person tells apart, and no others", () => {
    const style = styleOf({
      line: { color: [0x1f, 0x29, 0x37] },
      rendered: { color: [0x37, 0x41, 0x51] },
    });
    assert.deepEqual(style.expectedColor, [0x1f, 0x29, 0x37]);
    assert.deepEqual(style.actualColor, [0x37, 0x41, 0x51]);
    assert.deepEqual(differencesOf({ rendered: { color: [6, 6, 6] } }), []);
  });

  it("reports other words, the more readily the surer the reading", () => {
    const changed = (similarity: number, confidence: number): boolean =>
      differencesOf({ text: "Sign up", similarity, line: { confidence } }).some(
        ({ kind }) => kind === "text-changed",
      );
    assert.deepEqual(
      [changed(0.97, 0.95), changed(0.97, 0.7), changed(0.97, 0.4)],
      [true, false, false],
    );
    assert.deepEqual(
      [changed(0.85, 0.95), changed(0.85, 0.7), changed(0.85, 0.4)],
      [true, true, false],
    );
    assert.equal(changed(0.7, 0.4), true);
  });

  it("weighs missing and extra texts by their share of the page", () => {
    const match: TextMatch = {
      pairs: [],
      missing: [mockupText("Lost", BOX)],
      extra: [renderText("New", { ...BOX, width: 160 }, { selector: "h2" })],
    };
    assert.deepEqual(findTextDifferences(match, PAGE), [
      { kind: "text-missing", text: "Lost", box: BOX, weight: 0.0008 },
      {
        kind: "text-extra",
        text: "New",
        box: { ...BOX, width: 160 },
        selector: "h2",
        weight: 0.0016,
      },
    ]);
  });
});
