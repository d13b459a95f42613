import assert from "node:assert/strict";
import type { Face } from "../../src/fonts/fontProbe";
import { loadCatalogFonts } from "../../src/fonts/fontFiles";
import { faceKey, measureExtents } from "../../src/inspect/fonts/faceExtents";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerFontProbe } from "../../src/render/trials/puppeteerFontProbe";

/** Ascender and descender of the files' `hhea` tables over their units per em. */
const IN_THE_FILES: readonly (readonly [family: string, ascent: number, descent: number])[] = [
  ["Inter", 1984 / 2048, 494 / 2048],
  ["Roboto", 1900 / 2048, 500 / 2048],
  ["Poppins", 1050 / 1000, 350 / 1000],
  ["Lora", 1006 / 1000, 274 / 1000],
];

describe("the extents of faces", function () {
  this.timeout(60_000);
  let browser: BrowserProcess;
  let probe: ReturnType<typeof createPuppeteerFontProbe>;

  before(async () => {
    browser = createBrowserProcess();
    probe = createPuppeteerFontProbe(browser, { fonts: await loadCatalogFonts() });
  });

  after(async () => {
    await probe.dispose();
    await browser.dispose();
  });

  it("are those of their files, to a ten-thousandth of an em, at every weight", async () => {
    const faces = IN_THE_FILES.flatMap(([family]): Face[] =>
      [400, 700].map((weight) => ({ family, weight, italic: false })),
    );
    const extents = await measureExtents([...faces, ...faces], probe, undefined);
    assert.equal(extents.size, faces.length);
    for (const face of faces) {
      const [, ascent, descent] =
        IN_THE_FILES.find(([family]) => family === face.family) ?? assert.fail();
      const extent = extents.get(faceKey(face)) ?? assert.fail();
      assert.ok(Math.abs(extent.ascent - ascent) < 1e-4, `${faceKey(face)}: ${extent.ascent}`);
      assert.ok(Math.abs(extent.descent - descent) < 1e-4, `${faceKey(face)}: ${extent.descent}`);
    }
  });
});
