import assert from "node:assert/strict";
import type { PageEvent } from "puppeteer";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { RenderPage } from "../../src/render/renderPage";
import { watchPage } from "../../src/render/page/watchPage";

describe("watching a page", function () {
  this.timeout(60_000);
  let browser: BrowserProcess;

  before(() => {
    browser = createBrowserProcess();
  });

  after(() => browser.dispose());

  it("leaves no listener behind, however often it is drawn in", async () => {
    await browser.use(async (running) => {
      const page = await RenderPage.open(running);
      const events = ["console", "pageerror", "dialog", "popup", "workercreated"];
      const devtools = [
        "Audits.issueAdded",
        "Page.downloadWillBegin",
        "Page.frameRequestedNavigation",
      ];
      const count = (): number[] => [
        ...events.map((name) => page.page.listenerCount(name as PageEvent)),
        ...devtools.map((name) => page.client.listenerCount(name)),
      ];
      const before = count();
      for (let render = 0; render < 3; render++) watchPage(page, () => undefined)();
      assert.deepEqual(count(), before);
    });
  });

  it("answers dialogs also when nobody watches, and reports those that somebody does", async () => {
    await browser.use(async (running) => {
      const page = await RenderPage.open(running);
      assert.equal(await page.page.evaluate("confirm('unwatched')"), false);
      const facts: string[] = [];
      const stop = watchPage(page, (kind, message) => facts.push(`${kind}: ${message}`));
      assert.equal(await page.page.evaluate("confirm('watched')"), false);
      stop();
      assert.equal(await page.page.evaluate("confirm('unwatched again')"), false);
      assert.deepEqual(facts, ["dialog-refused: The page opened a dialog (confirm): watched"]);
    });
  });
});
