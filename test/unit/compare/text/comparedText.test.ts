import assert from "node:assert/strict";
import { mergeTexts, mockupTexts, renderTexts } from "../../../../src/compare/text/comparedText";
import {
  BLACK,
  blank,
  inspectionWith,
  mockupText,
  paint,
  renderedLine,
  renderOf,
  textLine,
} from "../samples";

const INK = { x: 20, y: 40, width: 60, height: 10 };

describe("mockupTexts", () => {
  const bitmap = paint(blank(200, 100), INK, BLACK);

  it("measures the ink anew, so that both sides are measured alike", () => {
    const loose = { ...INK, x: 19.5, width: 61.2 };
    const [text] = mockupTexts(
      inspectionWith(200, 100, { textLines: [textLine("Title", loose)] }),
      bitmap,
    );
    assert.deepEqual(text?.box, INK);
    assert.equal(text?.key, "title");
  });

  it("leaves out guesses, blanks and text inside photos", () => {
    const textLines = [
      textLine("~|", INK, { confidence: 0.2 }),
      textLine("  ", INK),
      textLine("Title", INK),
    ];
    const background = [255, 255, 255] as const;
    const photo = { id: "p1", box: { x: 0, y: 0, width: 100, height: 60 }, background };
    assert.equal(mockupTexts(inspectionWith(200, 100, { textLines }), bitmap).length, 1);
    const withPicture = (kind: "picture" | "icon") =>
      inspectionWith(200, 100, { textLines, pictures: [{ ...photo, kind }] });
    assert.equal(mockupTexts(withPicture("picture"), bitmap).length, 0);
    assert.equal(mockupTexts(withPicture("icon"), bitmap).length, 1);
  });
});

describe("renderTexts", () => {
  it("finds a line's ink inside its much higher box", () => {
    const bitmap = paint(blank(200, 100), INK, BLACK);
    const line = renderedLine("TITLE", INK);
    assert.ok(line.box.height > 15);
    const [text] = renderTexts(renderOf(bitmap, { textLines: [line] }), 1);
    assert.deepEqual(text?.box, INK);
  });

  it("does not take the neighbours' ink for the line's when lines stand close", () => {
    const bitmap = paint(blank(200, 100), INK, BLACK);
    paint(bitmap, { x: 20, y: 26, width: 60, height: 10 }, BLACK);
    paint(bitmap, { x: 20, y: 54, width: 60, height: 10 }, BLACK);
    const [text] = renderTexts(renderOf(bitmap, { textLines: [renderedLine("TITLE", INK)] }), 1);
    assert.deepEqual(text?.box, INK);
  });

  it("drops text nobody can see", () => {
    const render = renderOf(blank(200, 100), {
      textLines: [
        renderedLine("white on white", INK, { color: [255, 255, 255] }),
        renderedLine("covered", INK),
        renderedLine(" ", INK),
      ],
    });
    assert.deepEqual(renderTexts(render, 1), []);
  });

  it("goes by the letters where the ground is a picture", () => {
    const bitmap = blank(200, 100);
    for (let y = 0; y < 100; y++)
      for (let x = 0; x < 200; x++)
        paint(bitmap, { x, y, width: 1, height: 1 }, [
          (x * 47) % 256,
          (y * 91) % 256,
          (x * y) % 256,
        ]);
    const textLines = [renderedLine("TITLE", INK, { color: [0, 0, 255] })];
    const [text] = renderTexts(renderOf(bitmap, { textLines }), 1);
    assert.ok(text);
    assert.ok(Math.abs(text.box.y - INK.y) < 1 && Math.abs(text.box.height - INK.height) < 1);
    assert.equal(text.box.width, INK.width);
  });
});

describe("renderTexts on texts that lie on each other", () => {
  /** How often the render's pixels are asked for when `count` texts cover all of it. */
  function looksAt(count: number): number {
    const bitmap = paint(blank(200, 100), INK, BLACK);
    let looks = 0;
    const watched = {
      ...{ width: bitmap.width, height: bitmap.height },
      get rgba() {
        looks++;
        return bitmap.rgba;
      },
    };
    const cover = { x: 0, y: 0, width: 200, height: 80 };
    const textLines = Array.from({ length: count }, (_, i) => renderedLine(`text ${i}`, cover));
    assert.equal(renderTexts(renderOf(watched, { textLines }), 1).length, count);
    return looks;
  }

  it("measures some of them and knows of all", () => {
    const few = looksAt(10);
    assert.ok(few > 0);
    assert.equal(looksAt(400), few);
  });
});

describe("mergeTexts", () => {
  it("joins texts, boxes and lines, and weighs colours by length", () => {
    const merged = mergeTexts(
      mockupText("ab", { x: 0, y: 0, width: 10, height: 10 }, { color: [0, 0, 0] }),
      mockupText("cdefgh", { x: 20, y: 2, width: 30, height: 10 }, { color: [200, 100, 40] }),
    );
    assert.equal(merged.text, "ab cdefgh");
    assert.deepEqual(merged.box, { x: 0, y: 0, width: 50, height: 12 });
    assert.deepEqual(merged.color, [150, 75, 30]);
    assert.equal(merged.lines.length, 2);
  });
});
