import assert from "node:assert/strict";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browserProcess";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { Renderer } from "../../src/render/renderer";
import { findKind, type BrowserKind } from "./browserKind";
import { pageRequest, rendered } from "./rendererSupport";

/**
 * A difference that stays (docs/browsers.md): with which family a generic one is drawn. On Linux; the families of other systems
 * differ in the same way.
 */
const FAMILIES: Readonly<Record<BrowserKind, Readonly<Record<string, string>>>> = {
  full: { monospace: "Monospace", serif: "Times New Roman", "sans-serif": "Arial" },
  shell: { monospace: "Courier New", serif: "Times New Roman", "sans-serif": "Arial" },
};

(process.platform === "linux" ? describe : describe.skip)("a generic font family", function () {
  this.timeout(60_000);
  let browser: BrowserProcess;
  let renderer: Renderer;
  let kind: BrowserKind;

  before(async () => {
    browser = createBrowserProcess();
    renderer = createPuppeteerRenderer(browser);
    kind = await browser.use(findKind);
  });

  after(async () => {
    await renderer.dispose();
    await browser.dispose();
  });

  const draw = async (family: string): Promise<Buffer> => {
    const html = `<p style="font: 20px ${family}">Illegible 0Oo1lI, said WAVE.`;
    return Buffer.from(rendered(await renderer.render(pageRequest(html))).bitmap.rgba);
  };

  for (const generic of ["monospace", "serif", "sans-serif"])
    it(`is drawn with the family that this kind of browser prefers: ${generic}`, async () => {
      const family = FAMILIES[kind][generic] ?? "";
      assert.ok((await draw(generic)).equals(await draw(`'${family}'`)), `${kind}: ${family}`);
    });
});
