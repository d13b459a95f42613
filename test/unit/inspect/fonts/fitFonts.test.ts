import assert from "node:assert/strict";
import { AbortError } from "../../../../src/base/async";
import type { Rgb } from "../../../../src/base/color";
import { createBitmap, type Bitmap } from "../../../../src/image/bitmap";
import { fitFonts } from "../../../../src/inspect/fonts/fitFonts";
import type { ReadLine } from "../../../../src/inspect/read/readLine";
import { FakeFontProbe, facesOf } from "../../../fakes/fakeFontProbe";

const INK: Rgb = [30, 60, 120];
const PAPER: Rgb = [250, 248, 240];
const FACES = [
  ...facesOf("Inter", [300, 400, 500, 600, 700]),
  ...facesOf("Lato"),
  ...facesOf("Liberation Sans"),
];

interface Spec {
  readonly text: string;
  readonly family?: string;
  readonly weight?: number;
  readonly sizePx: number;
  readonly letterSpacingPx?: number;
}

/** Draws the specs below each other, pen at x = 20, baselines 60 CSS px apart, and cuts the lines out as read. */
async function drawPage(
  probe: FakeFontProbe,
  specs: readonly Spec[],
  scale = 1,
): Promise<{ bitmap: Bitmap; lines: ReadLine[] }> {
  const bitmap = createBitmap(700 * scale, (specs.length + 1) * 60 * scale, PAPER);
  const lines: ReadLine[] = [];
  for (const [i, spec] of specs.entries()) {
    const [drawing] = await probe.draw(
      [
        {
          text: spec.text,
          face: { family: spec.family ?? "Inter", weight: spec.weight ?? 400, italic: false },
          sizePx: spec.sizePx,
          letterSpacingPx: spec.letterSpacingPx ?? 0,
          width: 700,
          height: 60,
          originX: 20,
          baselineY: 45,
        },
      ],
      scale,
    );
    assert.ok(drawing);
    lines.push(blend(bitmap, drawing, i * 60 * scale, spec.text));
  }
  return { bitmap, lines };
}

/** Lays the ink over the page and says where it is. */
function blend(bitmap: Bitmap, drawing: Bitmap, top: number, text: string): ReadLine {
  let [x0, y0, x1, y1] = [Infinity, Infinity, 0, 0];
  for (let y = 0; y < drawing.height; y++)
    for (let x = 0; x < drawing.width; x++) {
      const share = 1 - (drawing.rgba[(y * drawing.width + x) * 4] ?? 255) / 255;
      if (share < 0.02) continue;
      const at = ((top + y) * bitmap.width + x) * 4;
      PAPER.forEach((paper, c) => {
        bitmap.rgba[at + c] = paper + share * ((INK[c] ?? 0) - paper);
      });
      [x0, y0] = [Math.min(x0, x), Math.min(y0, top + y)];
      [x1, y1] = [Math.max(x1, x + 1), Math.max(y1, top + y + 1)];
    }
  const box = { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
  return {
    text,
    others: [],
    agreed: undefined,
    incomplete: false,
    confidence: 0.95,
    candidate: {
      box,
      glyphs: [box],
      background: PAPER,
      foreground: INK,
      iconCandidate: false,
      surface: 1,
      overPicture: false,
    },
  };
}

describe("fitFonts", () => {
  const probe = new FakeFontProbe(FACES);

  it("finds family, size, weight, pen and colour of each line", async () => {
    const specs: Spec[] = [
      { text: "Overview of the project", sizePx: 28, weight: 700 },
      { text: "The quick brown fox jumps over", sizePx: 16 },
      { text: "a lazy dog and runs along the river", sizePx: 16 },
      { text: "Updated three days ago", sizePx: 13 },
    ];
    const { bitmap, lines } = await drawPage(probe, specs);
    const fitted = await fitFonts(lines, bitmap, 1, probe);
    fitted.forEach(({ font, color, plausible }, i) => {
      assert.equal(font.family, "Inter");
      assert.equal(font.sizePx, specs[i]?.sizePx);
      assert.equal(font.weight, specs[i]?.weight ?? 400);
      assert.equal(font.letterSpacingPx, 0);
      assert.deepEqual(font.extent, { ascent: 0.9, descent: 0.25 });
      assert.ok(Math.abs(font.originX - 20) < 0.5, `pen at ${font.originX}`);
      assert.ok(Math.abs(font.baselineY - (i * 60 + 45)) < 0.6, `baseline at ${font.baselineY}`);
      assert.ok(font.confidence > 0.8);
      assert.equal(plausible, true);
      assert.ok(color.every((channel, c) => Math.abs(channel - (INK[c] ?? 0)) <= 6));
    });
  });

  it("gives a short line the size its page uses", async () => {
    const { bitmap, lines } = await drawPage(probe, [
      { text: "Eighty-two people live in here", sizePx: 14 },
      { text: "Another line of the same style", sizePx: 14 },
      { text: "ok", sizePx: 14 },
    ]);
    const fitted = await fitFonts(lines, bitmap, 1, probe);
    assert.deepEqual(
      fitted.map(({ font }) => font.sizePx),
      [14, 14, 14],
    );
  });

  it("tells letter spacing from size", async () => {
    const { bitmap, lines } = await drawPage(probe, [
      { text: "The quick brown fox jumps over", sizePx: 16 },
      { text: "SECTION HEADING", sizePx: 16, letterSpacingPx: 2 },
    ]);
    const [, heading] = await fitFonts(lines, bitmap, 1, probe);
    assert.equal(heading?.font.sizePx, 16);
    assert.ok(Math.abs((heading?.font.letterSpacingPx ?? 0) - 2) < 0.1);
  });

  it("finds a second family where it clearly agrees better", async () => {
    const { bitmap, lines } = await drawPage(probe, [
      { text: "The quick brown fox jumps over", sizePx: 16 },
      { text: "a lazy dog and runs along the river", sizePx: 16 },
      { text: "Heading in another family", sizePx: 32, family: "Lato", weight: 700 },
    ]);
    const fitted = await fitFonts(lines, bitmap, 1, probe);
    assert.deepEqual(
      fitted.map(({ font }) => font.family),
      ["Inter", "Inter", "Lato"],
    );
  });

  it("measures in CSS px whatever the scale factor", async () => {
    const { bitmap, lines } = await drawPage(
      probe,
      [{ text: "Twice as many pixels for all", sizePx: 15 }],
      2,
    );
    const [line] = await fitFonts(lines, bitmap, 2, probe);
    assert.equal(line?.font.sizePx, 15);
    assert.ok(Math.abs((line?.font.baselineY ?? 0) - 45) < 0.6);
  });

  it("keeps the width of a line whose family it does not have", async () => {
    const other = new FakeFontProbe([...FACES, ...facesOf("Unheard Of")]);
    const { bitmap, lines } = await drawPage(other, [
      { text: "The quick brown fox jumps over", sizePx: 16, family: "Unheard Of" },
      { text: "a lazy dog and runs along the river", sizePx: 16, family: "Unheard Of" },
    ]);
    const fitted = await fitFonts(lines, bitmap, 1, probe);
    fitted.forEach(({ font }, i) => {
      const width = lines[i]?.candidate.box.width ?? 0;
      const drawn = font.advanceWidth - font.letterSpacingPx;
      assert.ok(Math.abs(drawn - width) < 0.04 * width, `${drawn} for ${width} px`);
    });
  });

  it("wants a letter by itself to look nearly as its face draws it, more than a digit", async () => {
    const { bitmap, lines } = await drawPage(probe, [
      { text: "The quick brown fox jumps over", sizePx: 16 },
      { text: "H", sizePx: 30 },
      { text: "H", sizePx: 30 },
      { text: "8", sizePx: 30 },
    ]);
    // A bar through the ink, as a lens has a handle.
    for (const line of lines.slice(2)) {
      const { x, y, width, height } = line.candidate.box;
      for (let row = Math.round(y + 0.6 * height); row < y + 0.75 * height; row++)
        for (let column = x; column < x + width; column++)
          bitmap.rgba.set([...INK, 255], (row * bitmap.width + column) * 4);
    }
    const fitted = await fitFonts(lines, bitmap, 1, probe);
    assert.deepEqual(
      fitted.map(({ plausible }) => plausible),
      [true, true, false, true],
    );
  });

  it("finds ink implausible that is not the text it was read as", async () => {
    const { bitmap, lines } = await drawPage(probe, [
      { text: "The quick brown fox jumps over", sizePx: 16 },
      { text: "M", sizePx: 30 },
    ]);
    const { x, y, width, height } = lines[1]?.candidate.box ?? { x: 0, y: 0, width: 0, height: 0 };
    for (let row = y; row < y + height; row++)
      for (let column = x; column < x + width; column++)
        bitmap.rgba.set([...INK, 255], (row * bitmap.width + column) * 4);
    const fitted = await fitFonts(lines, bitmap, 1, probe);
    assert.deepEqual(
      fitted.map(({ plausible }) => plausible),
      [true, false],
    );
  });

  it("believes two readers about a number in a face nobody has, by all of its signs", async () => {
    const { bitmap, lines } = await drawPage(probe, [
      { text: "The quick brown fox jumps over", sizePx: 16 },
      { text: "-20%", sizePx: 30 },
    ]);
    const { x, y, width, height } = lines[1]?.candidate.box ?? { x: 0, y: 0, width: 0, height: 0 };
    for (let row = y; row < y + 0.7 * height; row++)
      for (let column = x; column < x + width; column += 2)
        bitmap.rgba.set([...INK, 255], (row * bitmap.width + column) * 4);
    const readBy = async (agreed: boolean | undefined) =>
      (
        await fitFonts(
          [lines[0] as ReadLine, { ...(lines[1] as ReadLine), agreed }],
          bitmap,
          1,
          probe,
        )
      )[1];
    const [alone, both] = [await readBy(undefined), await readBy(true)];
    assert.deepEqual(
      [alone?.plausible, both?.plausible],
      [false, true],
      `drawn ${both?.font.confidence}`,
    );
  });

  it("believes two readers about a single digit it draws badly, and neither of two who contradict each other", async () => {
    const { bitmap, lines } = await drawPage(probe, [
      { text: "The quick brown fox jumps over", sizePx: 16 },
      { text: "6", sizePx: 30 },
    ]);
    const { x, y, width, height } = lines[1]?.candidate.box ?? { x: 0, y: 0, width: 0, height: 0 };
    for (let row = y; row < y + 0.65 * height; row++)
      for (let column = x; column < x + width; column += 2)
        bitmap.rgba.set([...INK, 255], (row * bitmap.width + column) * 4);
    const plausible = await Promise.all(
      [undefined, true, false].map(async (agreed) => {
        const read = [lines[0] as ReadLine, { ...(lines[1] as ReadLine), agreed }];
        return (await fitFonts(read, bitmap, 1, probe))[1];
      }),
    );
    assert.deepEqual(
      plausible.map((line) => line?.plausible),
      [false, true, false],
      `drawn ${plausible[0]?.font.confidence}`,
    );
  });

  it("takes letters that a stroke runs through for no text, where readers are unsure and contradict each other", async () => {
    const { bitmap, lines } = await drawPage(probe, [
      { text: "The quick brown fox jumps over", sizePx: 16 },
      { text: "200N AN", sizePx: 20 },
    ]);
    const { x, y, width, height } = lines[1]?.candidate.box ?? { x: 0, y: 0, width: 0, height: 0 };
    for (let row = y + 0.05 * height; row < y + 0.95 * height; row++)
      for (let column = x; column < x + width; column++)
        bitmap.rgba.set([...INK, 255], (Math.round(row) * bitmap.width + column) * 4);
    const read = async (confidence: number) => {
      const struck = { ...(lines[1] as ReadLine), agreed: false, confidence };
      return (await fitFonts([lines[0] as ReadLine, struck], bitmap, 1, probe))[1];
    };
    const [unsure, sure] = [await read(0.5), await read(0.8)];
    assert.deepEqual(
      [unsure?.plausible, sure?.plausible],
      [false, true],
      `drawn ${sure?.font.confidence}`,
    );
  });

  it("takes a long line for text that two readers read alike but for a few letters, however it is drawn", async () => {
    const { bitmap, lines } = await drawPage(probe, [
      { text: "The quick brown fox jumps over", sizePx: 16 },
      { text: "Efficient workflow for offices", sizePx: 16 },
    ]);
    const { x, y, width, height } = lines[1]?.candidate.box ?? { x: 0, y: 0, width: 0, height: 0 };
    for (let row = y; row < y + height; row++)
      for (let column = x; column < x + width; column += 2)
        bitmap.rgba.set([...INK, 255], (row * bitmap.width + column) * 4);
    const read = async (common: number) => {
      const one = { ...(lines[1] as ReadLine), agreed: false, common, confidence: 0.5 };
      return (await fitFonts([lines[0] as ReadLine, one], bitmap, 1, probe))[1];
    };
    const [alike, unlike] = [await read(0.9), await read(0.4)];
    assert.deepEqual(
      [alike?.plausible, unlike?.plausible],
      [true, false],
      `drawn ${alike?.font.confidence}`,
    );
  });

  it("tells a large zero from a ring that was read as one", async () => {
    const { bitmap, lines } = await drawPage(probe, [
      { text: "The quick brown fox jumps over", sizePx: 16 },
      { text: "O", sizePx: 30 },
      { text: "O", sizePx: 30 },
    ]);
    const looksLikeIcon = lines.map((line) => ({
      ...line,
      candidate: { ...line.candidate, iconCandidate: line.text === "O" },
    }));
    const { x, y, width, height } = lines[2]?.candidate.box ?? { x: 0, y: 0, width: 0, height: 0 };
    for (let row = y; row < y + height / 3; row++)
      for (let column = x; column < x + width; column++)
        bitmap.rgba.set([...INK, 255], (row * bitmap.width + column) * 4);
    const fitted = await fitFonts(looksLikeIcon, bitmap, 1, probe);
    assert.deepEqual(
      fitted.map(({ plausible }) => plausible),
      [true, true, false],
    );
  });

  it("guesses from the height of the ink without a probe", async () => {
    const { bitmap, lines } = await drawPage(probe, [{ text: "Headings", sizePx: 40 }]);
    const [line] = await fitFonts(lines, bitmap, 1, undefined);
    assert.ok(Math.abs((line?.font.sizePx ?? 0) - 40) <= 4, `${line?.font.sizePx}`);
    assert.equal(line?.font.confidence, 0);
    assert.ok(Math.abs((line?.font.baselineY ?? 0) - 45) < 3);
    assert.deepEqual(line?.color, INK);
  });

  it("has nothing to say about no lines", async () => {
    assert.deepEqual(await fitFonts([], createBitmap(10, 10), 1, probe), []);
  });

  it("stops when it is aborted", async () => {
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(
      fitFonts([], createBitmap(10, 10), 1, probe, controller.signal),
      AbortError,
    );
  });
});
