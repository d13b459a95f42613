import assert from "node:assert/strict";
import type { Face, TextSample } from "../../src/fonts/fontProbe";
import type { Bitmap } from "../../src/image/bitmap";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerFontProbe } from "../../src/render/trials/puppeteerFontProbe";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import { killBrowser, pageRequest, readFixture, rendered } from "./rendererSupport";

const BLOCKS: Face = { family: "Blocks", weight: 400, italic: false };

describe("the font probe", function () {
  this.timeout(60_000);
  let browser: BrowserProcess;
  let probe: ReturnType<typeof createPuppeteerFontProbe>;

  before(async () => {
    browser = createBrowserProcess();
    probe = createPuppeteerFontProbe(browser, {
      fonts: [
        {
          family: "Blocks",
          weightRange: [300, 500],
          italic: false,
          bytes: await readFixture("fonts/blocks.ttf"),
        },
        { family: "Broken", weightRange: [400, 400], italic: false, bytes: Buffer.from("no font") },
      ],
    });
  });

  after(async () => {
    await probe.dispose();
    await browser.dispose();
  });

  const sample = (text: string, overrides: Partial<TextSample> = {}): TextSample => ({
    text,
    face: BLOCKS,
    sizePx: 20,
    letterSpacingPx: 0,
    ...overrides,
  });

  it("lists the faces it can draw, and none that would fall back", async () => {
    const names = (await probe.listFaces()).map(({ family, weight }) => `${family} ${weight}`);
    assert.deepEqual(names.slice(0, 3), ["Blocks 300", "Blocks 400", "Blocks 500"]);
    assert.ok(names.length > 3, "no system face was found");
    assert.ok(!names.some((name) => name.startsWith("Broken")));
    assert.ok(
      !(names.includes("Arial 400") && names.includes("Liberation Sans 400")),
      "an alias is listed",
    );
  });

  it("measures unrounded ink and advances, letter spacing included", async () => {
    const [plain, spaced] = await probe.measure([
      sample("ab", { sizePx: 13 }),
      sample("ab", { sizePx: 13, letterSpacingPx: 2 }),
    ]);
    assert.ok(plain && spaced);
    const near = (actual: number, expected: number): void =>
      assert.ok(Math.abs(actual - expected) < 0.03, `${actual} is not ${expected}`);
    // The glyph is a block from 0.1 to 0.9 em, half an em high, 1 em wide.
    near(plain.advance, 26);
    near(plain.inkLeft, -1.3);
    near(plain.inkRight, 24.7);
    near(plain.inkTop, 6.5);
    near(plain.inkBottom, 0);
    near(spaced.advance, 30);
    assert.deepEqual([plain.fontAscent, plain.fontDescent], [10, 3]);
  });

  it("draws ink where it is told, at the scale it is told", async () => {
    for (const scale of [1, 2]) {
      const [bitmap] = await probe.draw(
        [{ ...sample("a"), width: 40, height: 30, originX: 10, baselineY: 20 }],
        scale,
      );
      assert.ok(bitmap);
      assert.deepEqual([bitmap.width, bitmap.height], [40 * scale, 30 * scale]);
      assert.equal(grey(bitmap, 13 * scale, 15 * scale), 0);
      assert.equal(grey(bitmap, 11 * scale, 15 * scale), 255);
      assert.equal(grey(bitmap, 13 * scale, 21 * scale), 255);
    }
  });

  it("ends a text that runs from right to left on its left side", async () => {
    const [drawn] = await probe.draw(
      [{ ...sample("אאא."), width: 120, height: 40, originX: 10, baselineY: 25 }],
      1,
    );
    assert.ok(drawn);
    /** The rows with ink in a column. */
    const inked = (x: number): number =>
      Array.from({ length: 40 }, (_, y) => grey(drawn, x, y)).filter(
        (value) => (value ?? 255) < 128,
      ).length;
    const columns = Array.from({ length: 120 }, (_, x) => inked(x));
    const first = columns.findIndex((rows) => rows > 0);
    const last = columns.findLastIndex((rows) => rows > 0);
    const height = (from: number): number => Math.max(...columns.slice(from, from + 3));
    // The full stop is lower than any letter, or than what is drawn for one that the machine has not.
    assert.ok(height(first) < height(last - 2), `${height(first)} and ${height(last - 2)} rows`);
  });

  it("draws as the renderer does", async () => {
    const family = (await probe.listFaces()).find((face) => face.family !== "Blocks")?.family ?? "";
    const face = { family, weight: 400, italic: false };
    const [drawn] = await probe.draw(
      [
        {
          ...sample("Quick brown fox", { face, sizePx: 15 }),
          width: 200,
          height: 30,
          originX: 5,
          baselineY: 20,
        },
      ],
      1,
    );
    const renderer = createPuppeteerRenderer(browser);
    const { bitmap } = rendered(
      await renderer.render(
        pageRequest(
          `<svg style="position:absolute;left:0;top:0" width=200 height=30><text x=5 y=20 style="font:15px '${family}'">Quick brown fox</text></svg>`,
          { viewport: { width: 200, height: 30 } },
        ),
      ),
    );
    await renderer.dispose();
    assert.ok(drawn);
    let difference = 0;
    let ink = 0;
    for (let i = 0; i < drawn.rgba.length; i += 4) {
      difference += Math.abs((drawn.rgba[i] ?? 0) - (bitmap.rgba[i] ?? 0));
      ink += 255 - (drawn.rgba[i] ?? 0);
    }
    assert.ok(ink > 10_000 && difference < 0.05 * ink, `${difference} of ${ink}`);
  });

  it("keeps the order of many samples and refuses no odd text or family", async () => {
    const texts = Array.from({ length: 6_000 }, (_, i) => "a".repeat(i % 7));
    const measured = await probe.measure(texts.map((text) => sample(text)));
    assert.deepEqual(
      measured.map(({ advance }) => Math.round(advance / 20)),
      texts.map((text) => text.length),
    );
    const odd = { family: `x"\\\n;}`, weight: 400, italic: false };
    const [unknown] = await probe.measure([sample("\u0000</script>😀", { face: odd })]);
    assert.ok((unknown?.advance ?? 0) > 0);
    assert.deepEqual(await probe.draw([], 1), []);
  });

  it("survives the loss of its browser", async () => {
    await killBrowser(browser);
    const [measured] = await probe.measure([sample("a")]);
    assert.equal(Math.round(measured?.advance ?? 0), 20);
  });
});

function grey(bitmap: Bitmap, x: number, y: number): number | undefined {
  return bitmap.rgba[(y * bitmap.width + x) * 4];
}
