import assert from "node:assert/strict";
import { createFeedback } from "../../../src/feedback/feedbackMessage";
import type { Region } from "../../../src/compare/comparison";
import { decodePng } from "../../../src/image/codec";
import type { ContentPart, ImagePart } from "../../../src/model/model";
import { blank, mockupOf, renderedLine, renderOf } from "../compare/samples";
import { comparisonWith, textStyle } from "./samples";

const mockup = mockupOf(blank(300, 200, [1, 2, 3]));
const render = renderOf(blank(300, 200, [4, 5, 6]), {
  textLines: [renderedLine("Sign in", { x: 30, y: 150, width: 50, height: 10 })],
});
const region = (x: number, y: number, weight: number): Region => ({
  box: { x, y, width: 20, height: 10 },
  mismatchRatio: 0.5,
  weight,
});

const wordsOf = ([first]: readonly ContentPart[]): string =>
  first?.type === "text" ? first.text : "";
const imagesOf = (parts: readonly ContentPart[]): ImagePart[] =>
  parts.filter((part) => part.type === "image");

describe("createFeedback", () => {
  it("says what differs, shows the page and the worst places", async () => {
    const comparison = comparisonWith(
      [textStyle("Sign in", { dy: 12, box: { x: 30, y: 150, width: 50, height: 10 } })],
      { regions: [region(10, 10, 0.3)] },
    );
    const parts = await createFeedback({
      mockup,
      render,
      comparison,
      facts: [{ kind: "missing-file", message: "logo.png" }],
    });
    assert.equal(
      wordsOf(parts),
      [
        "Fidelity 0.800 of 1 (10.0 % of the pixels differ, structure 90.0 %, matched text 95.0 %).",
        "Measured differences, heaviest first (px of the page):",
        '- text "Sign in" (body > main > p): 12 px too low',
        '- missing file: "logo.png"',
        "Picture 1: the page as it is drawn now.",
        "Picture 2: the mockup (left) beside the page (right) at x 0, y 0, 60×55.",
        "Picture 3: the mockup (left) beside the page (right) at x 15, y 115, 80×80.",
      ].join("\n"),
    );
    const images = imagesOf(parts);
    assert.deepEqual(
      images.map(({ role }) => role),
      ["render", "crop", "crop"],
    );
    for (const { png, width, height } of images) {
      const bitmap = await decodePng(png);
      assert.deepEqual([bitmap.width, bitmap.height], [width, height]);
    }
    const [screenshot, crop] = images;
    assert.deepEqual([screenshot?.width, screenshot?.height], [300, 200]);
    const { rgba } = await decodePng(crop?.png ?? new Uint8Array());
    assert.deepEqual([...rgba.subarray(0, 3)], [1, 2, 3], "the mockup is on the left");
    assert.deepEqual([...rgba.subarray(-4, -1)], [4, 5, 6], "the page is on the right");
  });

  it("names the worst three faults of the code after what differs in the picture", async () => {
    const parts = await createFeedback({
      mockup,
      render,
      comparison: comparisonWith([textStyle("Sign in", { dy: 12 })]),
      facts: [],
      codeFaults: [0.3, 0.2, 0.1, 0.05, 0.001].map((loss) => ({ words: `loses ${loss}`, loss })),
    });
    const words = wordsOf(parts).split("\n");
    const start = words.indexOf(
      "In the code, to be corrected without changing how the page looks at this size:",
    );
    assert.deepEqual(words.slice(start + 1, start + 5), [
      ...["- loses 0.3", "- loses 0.2", "- loses 0.1"],
      "Picture 1: the page as it is drawn now.",
    ]);
    assert.match(words[start - 1] ?? "", /Sign in/);
  });

  it("does not speak of code that lacks next to nothing", async () => {
    const codeFaults = [{ words: "a trifle", loss: 0.004 }];
    const comparison = comparisonWith([]);
    const parts = await createFeedback({ mockup, render, comparison, facts: [], codeFaults });
    assert.doesNotMatch(wordsOf(parts), /code|trifle/);
  });

  it("keeps to twelve sentences and three places, none of them twice", async () => {
    const differences = Array.from({ length: 30 }, (_, i) =>
      textStyle(`text ${i}`, { dx: i + 1, weight: 1 / (i + 1) }),
    );
    const regions = [
      region(10, 10, 0.9),
      region(15, 12, 0.8),
      region(200, 20, 0.7),
      region(20, 160, 0.6),
      region(200, 160, 0.5),
    ];
    const parts = await createFeedback({
      mockup,
      render,
      comparison: comparisonWith(differences, { regions }),
      facts: [],
    });
    assert.equal(wordsOf(parts).match(/too far right/g)?.length, 12);
    assert.match(wordsOf(parts), /- … and 18 smaller ones/);
    assert.equal(imagesOf(parts).length, 4);
    assert.equal(parts.length, 5);
  });

  it("says when nothing differs", async () => {
    const parts = await createFeedback({
      mockup,
      render,
      comparison: comparisonWith([]),
      facts: [],
    });
    assert.match(wordsOf(parts), /No difference was measured\./);
    assert.equal(parts.length, 2);
  });

  it("narrows words and pictures to what was asked for", async () => {
    const comparison = comparisonWith(
      [
        textStyle("Sign in", { dy: 2, box: { x: 30, y: 150, width: 50, height: 10 } }),
        textStyle("Elsewhere", { dy: 9, box: { x: 200, y: 10, width: 50, height: 10 } }),
      ],
      { regions: [region(200, 10, 0.5)] },
    );
    const parts = await createFeedback({ mockup, render, comparison, facts: [], focus: "sign in" });
    assert.match(wordsOf(parts), /"Sign in"/);
    assert.doesNotMatch(wordsOf(parts), /Elsewhere/);
    assert.equal(imagesOf(parts).length, 2);
    const page = await createFeedback({ mockup, render, comparison, facts: [], focus: "page" });
    assert.match(wordsOf(page), /Elsewhere/);
  });

  it("shows everything, and says so, when nothing matches what was asked for", async () => {
    const parts = await createFeedback({
      mockup,
      render,
      comparison: comparisonWith([textStyle("Title", { dy: 2 })]),
      facts: [],
      focus: 'the "hero"',
    });
    assert.match(
      wordsOf(parts),
      /Nothing on the page matches "the \\"hero\\""; this is everything:/,
    );
    assert.match(wordsOf(parts), /"Title"/);
  });

  it("bounds the screenshot of a page that grew out of all proportion", async () => {
    const tall = renderOf(blank(300, 9000));
    const parts = await createFeedback({
      mockup,
      render: tall,
      comparison: comparisonWith([]),
      facts: [],
    });
    assert.deepEqual([imagesOf(parts)[0]?.width, imagesOf(parts)[0]?.height], [300, 300]);
  });

  it("gives the same bytes for the same page", async () => {
    const input = {
      mockup,
      render,
      comparison: comparisonWith([textStyle("a", { dy: 2 })]),
      facts: [],
    };
    assert.deepEqual(await createFeedback(input), await createFeedback(input));
  });
});
