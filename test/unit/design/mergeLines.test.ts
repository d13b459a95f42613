import assert from "node:assert/strict";
import { joinRuns } from "../../../src/design/draft/joinRuns";
import { mergeLines } from "../../../src/design/draft/mergeLines";
import type { Rect } from "../../../src/base/geometry";
import type { TextLine } from "../../../src/inspect/inspection";
import { line, rect } from "./inspectionBuilder";

function merge(lines: readonly TextLine[], barriers: readonly Rect[] = []) {
  return mergeLines(
    joinRuns(
      lines.map((one, index) => ({ ...one, id: `t${index + 1}`, underlined: false })),
      [],
    ),
    barriers,
    1,
  );
}

const texts = (blocks: ReturnType<typeof merge>): string[] =>
  blocks.map(({ lines }) => lines.map(({ text }) => text).join(" / "));

describe("mergeLines", () => {
  it("merges wrapped lines of one style into a paragraph with their pitch", () => {
    const [block, ...rest] = merge([
      line("The quick brown fox jumps over", 20, 100, { width: 240 }),
      line("the lazy dog and then it runs", 20, 124, { width: 236 }),
      line("away.", 20, 148, { width: 40 }),
    ]);
    assert.equal(rest.length, 0);
    assert.equal(block?.lines.length, 3);
    assert.equal(block.align, "left");
    assert.equal(block.lineHeightPx, 24);
  });

  it("keeps the entries of a list apart: the next word would have fitted", () => {
    const blocks = merge([
      line("Home", 20, 100),
      line("Products and services", 20, 124),
      line("About", 20, 148),
    ]);
    assert.deepEqual(texts(blocks), ["Home", "Products and services", "About"]);
  });

  it("begins a new paragraph after a short line", () => {
    const blocks = merge([
      line("The quick brown fox jumps over", 20, 100, { width: 240 }),
      line("the dog.", 20, 124, { width: 60 }),
      line("Another paragraph begins here,", 20, 148, { width: 238 }),
      line("and it ends in this second line", 20, 172, { width: 240 }),
    ]);
    assert.deepEqual(texts(blocks), [
      "The quick brown fox jumps over / the dog.",
      "Another paragraph begins here, / and it ends in this second line",
    ]);
  });

  it("recognises centred paragraphs by their middle", () => {
    const [block] = merge([
      line("The quick brown fox jumps over", 100, 100, { width: 240 }),
      line("the lazy dog and runs away", 120, 124, { width: 200 }),
    ]);
    assert.equal(block?.align, "center");
    assert.equal(block.lines.length, 2);
  });

  it("takes lines for centred whose left edges are but nearly one", () => {
    const [block] = merge([
      line("The quick brown fox jumps over", 100, 100, { width: 240 }),
      line("the lazy dog and then it runs", 101.5, 124, { width: 237 }),
      line("far away", 170, 148, { width: 100 }),
    ]);
    assert.deepEqual([block?.align, block?.lines.length], ["center", 3]);
  });

  it("never merges across styles, columns or dividers", () => {
    const first = line("The quick brown fox jumps over", 20, 100, { width: 240 });
    const next = line("the lazy dog and then it runs", 20, 124, { width: 236 });
    assert.equal(merge([first, line(next.text, 20, 124, { weight: 700 })]).length, 2);
    assert.equal(merge([first, line(next.text, 20, 124, { color: [200, 0, 0] })]).length, 2);
    assert.equal(merge([first, line(next.text, 300, 124)]).length, 2);
    assert.equal(merge([first, next], [rect(20, 107, 240, 1)]).length, 2);
  });

  it("keeps a fractional pitch when whole pixels would drift away from the baselines", () => {
    const lines = [0, 1, 2, 3, 4].map((index) =>
      line("words of a long line that wraps at the end", 20, Math.round(100 + index * 22.5), {
        width: 330,
      }),
    );
    assert.equal(merge(lines)[0]?.lineHeightPx, 22.5);
  });

  it("joins a sentence that a link falls out of, and keeps the link's own style", () => {
    const [block, ...rest] = merge([
      line("Read the", 20, 100, { width: 60 }),
      line("manual", 84, 100, { width: 50, color: [0, 0, 220] }),
      line(", please.", 135, 100, { width: 60 }),
    ]);
    assert.equal(rest.length, 0);
    const [sentence] = block?.lines ?? [];
    assert.equal(sentence?.text, "Read the manual, please.");
    assert.deepEqual(
      sentence.runs.map(({ text, spaced, own }) => [text, spaced, own?.color.join()]),
      [
        ["Read the", false, undefined],
        ["manual", true, "0,0,220"],
        [", please.", false, undefined],
      ],
    );
  });

  it("keeps a paragraph whole around links and code, in the style that most of it has", () => {
    const mono = { family: "Liberation Mono", sizePx: 14, color: [200, 0, 100] } as const;
    const [block, ...rest] = merge([
      line("Keep all the content in the", 20, 100, { width: 200 }),
      line("#wrapper", 224, 100, { ...mono, width: 66 }),
      line("Settings of the whole navigation", 20, 124, { width: 230, color: [0, 0, 220] }),
      line("or so", 254, 124, { width: 36 }),
      line("in the menu.", 20, 148, { width: 90 }),
    ]);
    assert.equal(rest.length, 0);
    assert.equal(block?.style.color.join(), "0,0,0");
    assert.deepEqual(
      block.lines.map(({ runs }) => runs.map(({ own }) => own?.family)),
      [[undefined, "Liberation Mono"], ["Liberation Sans", undefined], [undefined]],
    );
    assert.equal(block.lines[0]?.runs[1]?.own?.sizePx, 14);
  });

  it("gives a sentence the style that returns after a link", () => {
    const [block] = merge([
      line("Created by", 20, 100, { width: 80 }),
      line("Somebody With A Long Name", 104, 100, { width: 190, color: [0, 0, 220] }),
      line("and", 298, 100, { width: 26 }),
    ]);
    assert.equal(block?.style.color.join(), "0,0,0");
  });

  it("begins lines whose ink is flush at one x, even where their pens were measured apart", () => {
    const lines = [
      ["The quick brown fox jumps over", 240, 20],
      ["the lazy dog and then it runs", 230, 17],
      ["away from it all, over the hill", 236, 21],
    ] as const;
    const [block, ...rest] = merge(
      lines.map(([text, width, originX], i) =>
        line(text, 20, 100 + i * 24, { width, originX, advanceWidth: width + 40 - 2 * originX }),
      ),
    );
    assert.equal(rest.length, 0);
    assert.deepEqual(
      block?.lines.map(({ originX }) => originX),
      [20, 20, 20],
    );
  });

  it("does not join what stands further apart than a space", () => {
    assert.equal(merge([line("Home", 20, 100), line("About", 80, 100)]).length, 2);
  });

  it("copes with thousands of lines", () => {
    const lines = Array.from({ length: 4000 }, (_, index) =>
      line("words of a long line that wraps at the end", (index % 4) * 400, 20 + 24 * (index >> 2)),
    );
    assert.equal(merge(lines).length, 4);
  });
});
