import assert from "node:assert/strict";
import type { Browser } from "puppeteer";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { drawPage } from "../../src/render/page/drawPage";
import { FactCollector } from "../../src/render/page/factCollector";
import { RENDER_LIMITS } from "../../src/render/page/renderLimits";
import { RenderPage } from "../../src/render/renderPage";
import { findKind } from "./browserKind";
import { delay, pageRequest, rendered } from "./rendererSupport";

/** A click on a link that offers `href` for download. */
const click = (href: string): string =>
  `const a=document.createElement("a");a.href=${href};a.download="x.exe";document.body.append(a);a.click()`;
const WAYS: Readonly<Record<string, string>> = {
  "a blob": click(`URL.createObjectURL(new Blob(["x"]))`),
  "a data address": click(`"data:application/octet-stream,x"`),
  "a file of its own": click(`"file.bin"`),
};

describe("a page that wants to download", function () {
  this.timeout(60_000);
  let browser: BrowserProcess;

  before(() => {
    browser = createBrowserProcess();
  });

  after(() => browser.dispose());

  for (const [name, script] of Object.entries(WAYS))
    it(`begins no download by ${name}; a full Chrome tells of it, a headless shell does not`, () =>
      browser.use(async (running) => {
        const page = await RenderPage.open(running);
        const downloads = await countDownloads(running, page);
        const request = pageRequest(`<p>x<script>${script}</script>`, {
          others: { "file.bin": "x" },
        });
        const facts = new FactCollector();
        const origin = "https://page.mockloop.invalid";
        const outcome = await drawPage(page, request, origin, RENDER_LIMITS, facts);
        await delay(300);
        assert.deepEqual(downloads.urls, []);
        const kinds = rendered(outcome).facts.map((fact) => fact.kind);
        assert.deepEqual(kinds, (await findKind(running)) === "full" ? ["download-refused"] : []);
        await page.close();
      }));

  it("would begin one without the page's policy (so the tests above can fail)", () =>
    browser.use(async (running) => {
      const page = await RenderPage.open(running);
      const downloads = await countDownloads(running, page);
      await page.page.evaluate(WAYS["a data address"] ?? "");
      for (let waited = 0; waited < 10_000 && downloads.urls.length === 0; waited += 20)
        await delay(20);
      assert.deepEqual(downloads.urls, ["data:application/octet-stream,x"]);
      await page.close();
    }));
});

/** The addresses of the downloads that begin in the page's context; each is stopped at once. */
async function countDownloads(browser: Browser, { page }: RenderPage): Promise<{ urls: string[] }> {
  const client = await browser.target().createCDPSession();
  const browserContextId = page.browserContext().id;
  const urls: string[] = [];
  client.on("Browser.downloadWillBegin", ({ url }) => urls.push(url));
  await client.send("Browser.setDownloadBehavior", {
    behavior: "deny",
    eventsEnabled: true,
    ...(browserContextId !== undefined && { browserContextId }),
  });
  return { urls };
}
