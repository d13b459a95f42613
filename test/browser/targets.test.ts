import assert from "node:assert/strict";
import { understandPage } from "../../src/design/understandPage";
import { provideFonts } from "../../src/fonts/fontFiles";
import { encodePng } from "../../src/image/codec";
import { createBitmap } from "../../src/image/bitmap";
import type { Inspection } from "../../src/inspect/inspection";
import { TARGET_IDS, type TargetId } from "../../src/project/target";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { Render, Renderer } from "../../src/render/renderer";
import { createPageTree } from "../../src/targets/html/writeCode";
import { loadTargetCode } from "../../src/targets/loadTargetCode";
import { landing, signIn, tableOf } from "../unit/design/goldenPages";
import { rendered } from "./rendererSupport";

describe("the targets", function () {
  this.timeout(60_000);
  let browser: BrowserProcess;
  let renderer: Renderer;

  before(() => {
    browser = createBrowserProcess();
    renderer = createPuppeteerRenderer(browser);
  });
  after(async () => {
    await renderer.dispose();
    await browser.dispose();
  });

  async function draw(inspection: Inspection, target: TargetId): Promise<Render> {
    const page = createPageTree(understandPage(inspection), ({ id }) => `assets/${id}.png`);
    const code = await loadTargetCode(target);
    const picture = await encodePng(createBitmap(8, 8, [200, 30, 30]));
    const files = new Map(inspection.pictures.map(({ id }) => [`assets/${id}.png`, picture]));
    for (const [path, text] of await code.write(page)) files.set(path, Buffer.from(text));
    const built = await code.build(files);
    assert.ok(built.ok, built.ok ? "" : built.message);
    return rendered(
      await renderer.render({
        files: await provideFonts(built.files),
        entry: built.entry,
        viewport: { width: 800, height: 600 },
        deviceScaleFactor: 1,
      }),
    );
  }

  for (const target of TARGET_IDS.filter((id) => id !== "html"))
    it(`${target} draws the pixels that html draws, and every text`, async () => {
      for (const inspection of [landing, signIn, tableOf(24)]) {
        const [html, other] = [await draw(inspection, "html"), await draw(inspection, target)];
        assert.deepEqual(
          other.textLines.map(({ text }) => text),
          html.textLines.map(({ text }) => text),
        );
        assert.deepEqual(other.facts, []);
        assert.ok(Buffer.from(html.bitmap.rgba).equals(Buffer.from(other.bitmap.rgba)));
      }
    });
});
