import assert from "node:assert/strict";
import type { Rgb } from "../../../src/base/color";
import type { Bitmap } from "../../../src/image/bitmap";
import { createBitmap } from "../../../src/image/bitmap";
import { DraftCorrector } from "../../../src/trace/correctDraft";
import { createDraft } from "../../../src/design/draft/createDraft";
import type { Draft } from "../../../src/design/draft/draft";
import { inspectionOf, line } from "../design/inspectionBuilder";

const SIZE = { width: 200, height: 80 };
const signal = new AbortController().signal;

/** Draws every text as a pattern of bars at its pen: bars 2 px wide, 4 px apart, thicker with the weight. */
function drawFake(draft: Draft): Bitmap {
  const bitmap = createBitmap(SIZE.width, SIZE.height);
  for (const { lines, style } of draft.blocks)
    for (const { originX, baselineY, text } of lines)
      for (let letter = 0; letter < text.length; letter++) {
        const left = originX + letter * (5 + (letter % 3) + style.letterSpacingPx);
        const width = style.weight / 200;
        fillColumns(bitmap, left, width, baselineY - 8 - (letter % 2) * 3, baselineY, style.color);
      }
  return bitmap;
}

/** Coverage at fractional edges, as anti-aliasing does. */
function fillColumns(
  bitmap: Bitmap,
  left: number,
  width: number,
  top: number,
  bottom: number,
  color: Rgb,
): void {
  for (let y = Math.round(top); y < Math.round(bottom); y++)
    for (let x = Math.floor(left); x < left + width; x++) {
      const coverage = Math.min(x + 1, left + width) - Math.max(x, left);
      if (x < 0 || y < 0 || x >= bitmap.width || y >= bitmap.height || coverage <= 0) continue;
      for (let channel = 0; channel < 3; channel++) {
        const at = (y * bitmap.width + x) * 4 + channel;
        const under = bitmap.rgba[at] as number;
        bitmap.rgba[at] = under + ((color[channel] as number) - under) * coverage;
      }
    }
}

function draftAt(x: number, baselineY: number, style: Parameters<typeof line>[3] = {}): Draft {
  return createDraft(inspectionOf({ lines: [line("letters", x, baselineY, style)] }, SIZE));
}

/** Lets the corrector try until it has nothing left; returns the errors of the best after each lesson. */
async function correct(corrector: DraftCorrector, mockup: Bitmap): Promise<number[]> {
  const errors: number[] = [];
  let shown: Draft | undefined = corrector.best;
  for (let round = 0; shown && round < 30; round++) {
    await corrector.learn(drawFake(shown), signal);
    errors.push(difference(drawFake(corrector.best), mockup));
    shown = await corrector.propose(signal);
  }
  return errors;
}

function difference(a: Bitmap, b: Bitmap): number {
  let sum = 0;
  for (let i = 0; i < a.rgba.length; i++) sum += ((a.rgba[i] ?? 0) - (b.rgba[i] ?? 0)) ** 2;
  return sum;
}

describe("DraftCorrector", () => {
  it("moves a text that is off to where the mockup has it", async () => {
    const mockup = drawFake(draftAt(40, 40));
    const corrector = new DraftCorrector(mockup, draftAt(42.5, 38));
    await correct(corrector, mockup);
    const [moved] = corrector.best.blocks[0]?.lines ?? [];
    assert.ok(Math.abs((moved?.originX ?? 0) - 40) <= 0.26, `x is ${moved?.originX}`);
    assert.equal(Math.round(moved?.baselineY ?? 0), 40);
  });

  it("finds the weight and the colour", async () => {
    const mockup = drawFake(draftAt(40, 40, { weight: 500, color: [40, 40, 160] }));
    const corrector = new DraftCorrector(mockup, draftAt(40, 40, { weight: 400 }));
    await correct(corrector, mockup);
    const style = corrector.best.blocks[0]?.style;
    assert.equal(style?.weight, 500);
    assert.ok((style?.color[2] ?? 0) > 120, `colour is ${style?.color.join()}`);
  });

  it("never lets the page get worse", async () => {
    const mockup = drawFake(draftAt(40, 40, { weight: 600, letterSpacingPx: 0.3 }));
    const errors = await correct(new DraftCorrector(mockup, draftAt(43, 41)), mockup);
    assert.ok(errors.length > 2);
    errors.forEach((error, i) => assert.ok(i === 0 || error <= (errors[i - 1] ?? 0)));
    assert.ok((errors[errors.length - 1] ?? 1) < (errors[0] ?? 0));
  });

  it("rejects a variant whose render is no better", async () => {
    const mockup = drawFake(draftAt(40, 40));
    const draft = draftAt(43, 40);
    const corrector = new DraftCorrector(mockup, draft);
    await corrector.learn(drawFake(draft), signal);
    assert.ok(await corrector.propose(signal));
    const lesson = await corrector.learn(drawFake(draft), signal);
    assert.deepEqual(lesson, { tried: 1, kept: 0 });
    assert.deepEqual(corrector.best, draft);
  });

  it("tries nothing where the draft is right", async () => {
    const mockup = drawFake(draftAt(40, 40));
    const corrector = new DraftCorrector(mockup, draftAt(40, 40));
    await corrector.learn(mockup, signal);
    assert.equal(await corrector.propose(signal), undefined);
  });

  it("takes a render of another size as it is", async () => {
    const corrector = new DraftCorrector(drawFake(draftAt(40, 40)), draftAt(40, 40));
    await corrector.learn(createBitmap(50, 20), signal);
    assert.ok(corrector.best.blocks.length === 1);
  });

  describe("with values that texts of one style share", () => {
    const texts = ["letters", "words", "numbers"];
    const page = (style: Parameters<typeof line>[3] = {}, shiftX = 0): Draft =>
      createDraft(
        inspectionOf(
          { lines: texts.map((text, k) => line(text, 40 + shiftX, 20 + 25 * k, style)) },
          SIZE,
        ),
      );

    it("finds the weight of all, and gives none a weight of its own for standing elsewhere", async () => {
      const mockup = drawFake(page({ weight: 500 }));
      const right = new DraftCorrector(mockup, page({ weight: 400 }), "styles");
      await correct(right, mockup);
      assert.deepEqual(
        right.best.blocks.map(({ style }) => style.weight),
        [500, 500, 500],
      );
      const astray = new DraftCorrector(mockup, page({ weight: 500 }, 1), "styles");
      await correct(astray, mockup);
      assert.equal(new Set(astray.best.blocks.map(({ style }) => style.weight)).size, 1);
    });

    it("takes the page's usual style where it looks as good", async () => {
      const draft = page();
      const [first, ...others] = draft.blocks;
      assert.ok(first);
      const odd = { ...first, style: { ...first.style, sizePx: 15.5 } };
      const corrector = new DraftCorrector(
        drawFake(page({ letterSpacingPx: 0.5 })),
        { ...draft, blocks: [odd, ...others] },
        "styles",
      );
      await correct(corrector, drawFake(draft));
      assert.deepEqual(
        corrector.best.blocks.map(({ style }) => style.sizePx),
        [16, 16, 16],
      );
    });

    it("finds the weight of a text that stands elsewhere", async () => {
      const mockup = drawFake(page({ weight: 500 }));
      const corrector = new DraftCorrector(mockup, page({ weight: 400 }, 2), "styles");
      await correct(corrector, mockup);
      assert.deepEqual(
        corrector.best.blocks.map(({ style }) => style.weight),
        [500, 500, 500],
      );
    });

    it("makes no text thinner for standing beside the mockup's", async () => {
      const draftOf = (shiftX: number): Draft =>
        createDraft(
          inspectionOf(
            {
              lines: [
                line("letters and letters", 40, 20, { weight: 300 }),
                line("words", 40 + shiftX, 60, { weight: 600 }),
              ],
            },
            SIZE,
          ),
        );
      const mockup = drawFake(draftOf(0));
      const corrector = new DraftCorrector(mockup, draftOf(3), "styles");
      await correct(corrector, mockup);
      assert.equal(corrector.best.blocks[1]?.style.weight, 600);
    });
  });

  it("stops when aborted", async () => {
    const corrector = new DraftCorrector(drawFake(draftAt(40, 40)), draftAt(42, 40));
    const aborted = AbortSignal.abort();
    await assert.rejects(corrector.learn(createBitmap(200, 80), aborted), { name: "AbortError" });
  });
});
