import assert from "node:assert/strict";
import type { Rgb } from "../../src/base/color";
import { loadCatalogFonts } from "../../src/fonts/fontFiles";
import type { FontProbe, TextDrawing } from "../../src/fonts/fontProbe";
import { createBitmap, type Bitmap } from "../../src/image/bitmap";
import { fitFonts } from "../../src/inspect/fonts/fitFonts";
import { readLines } from "../../src/inspect/read/readLines";
import type { LineCandidate } from "../../src/inspect/segment/segmentation";
import { createTesseractReader } from "../../src/inspect/read/tesseractReader";
import { createBrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerFontProbe } from "../../src/render/trials/puppeteerFontProbe";

const PAPER: Rgb = [255, 255, 255];
const INK: Rgb = [51, 65, 85];

const STYLES = [
  { text: "Deployments and usage", family: "Open Sans", sizePx: 28, weight: 700 },
  { text: "Your team used 42% of its build minutes", family: "Open Sans", sizePx: 15, weight: 400 },
  { text: "Last updated on 14 March at 09:30", family: "Open Sans", sizePx: 15, weight: 400 },
  { text: "Upgrade plan", family: "Open Sans", sizePx: 14, weight: 600 },
] as const;

describe("reading text and fitting its font in a real browser", () => {
  const browser = createBrowserProcess({});
  const reader = createTesseractReader();
  let probe: FontProbe & { dispose(): void | Promise<void> };

  before(async () => {
    probe = createPuppeteerFontProbe(browser, { fonts: await loadCatalogFonts() });
  });

  after(async () => {
    await reader.dispose();
    await probe.dispose();
    await browser.dispose();
  });

  it("finds what was drawn", async () => {
    const { bitmap, candidates } = await drawPage(probe);
    const { lines } = await readLines(bitmap, candidates, reader);
    assert.deepEqual(
      lines.map(({ text }) => text),
      STYLES.map(({ text }) => text),
    );
    const fitted = await fitFonts(lines, bitmap, 1, probe);
    fitted.forEach(({ font, color, plausible }, i) => {
      const style = STYLES[i];
      assert.deepEqual(
        [font.family, font.sizePx, font.weight, font.italic, font.letterSpacingPx],
        [style?.family, style?.sizePx, style?.weight, false, 0],
      );
      assert.ok(Math.abs(font.originX - 16) < 0.6, `pen at ${font.originX}`);
      assert.ok(Math.abs(font.baselineY - (i * 50 + 35)) < 0.6, `baseline at ${font.baselineY}`);
      assert.ok(font.confidence > 0.9);
      assert.ok(color.every((channel, c) => Math.abs(channel - (INK[c] ?? 0)) <= 4));
      assert.equal(plausible, true);
    });
  });
});

/** The styles below each other in ink on paper, and where each line's ink is. */
async function drawPage(
  probe: FontProbe,
): Promise<{ bitmap: Bitmap; candidates: LineCandidate[] }> {
  const drawings = await probe.draw(
    STYLES.map(({ text, family, sizePx, weight }): TextDrawing => ({
      text,
      face: { family, weight, italic: false },
      sizePx,
      letterSpacingPx: 0,
      width: 500,
      height: 50,
      originX: 16,
      baselineY: 35,
    })),
    1,
  );
  const bitmap = createBitmap(500, 50 * drawings.length, PAPER);
  const candidates = drawings.map((drawing, i) => layInk(bitmap, drawing, i * 50));
  return { bitmap, candidates };
}

function layInk(bitmap: Bitmap, drawing: Bitmap, top: number): LineCandidate {
  let [x0, y0, x1, y1] = [Infinity, Infinity, 0, 0];
  for (let y = 0; y < drawing.height; y++)
    for (let x = 0; x < drawing.width; x++) {
      const share = 1 - (drawing.rgba[(y * drawing.width + x) * 4] ?? 255) / 255;
      if (share === 0) continue;
      const at = ((top + y) * bitmap.width + x) * 4;
      PAPER.forEach((paper, c) => {
        bitmap.rgba[at + c] = paper + share * ((INK[c] ?? 0) - paper);
      });
      [x0, y0] = [Math.min(x0, x), Math.min(y0, top + y)];
      [x1, y1] = [Math.max(x1, x + 1), Math.max(y1, top + y + 1)];
    }
  const box = { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
  return {
    box,
    glyphs: [box],
    background: PAPER,
    foreground: INK,
    iconCandidate: false,
    surface: 1,
    overPicture: false,
  };
}
