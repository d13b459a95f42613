import assert from "node:assert/strict";
import puppeteer, { type Browser } from "puppeteer";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { findBrowser } from "../../src/render/browser/findBrowser";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { Renderer } from "../../src/render/renderer";
import { findKind, type BrowserKind } from "./browserKind";
import { startCountingServer, type CountingServer } from "./countingServer";
import { HOSTILE_ATTEMPTS, type HostileAttempt, type Reach } from "./hostileAttempts";
import { countPages, delay, pageRequest, rendered } from "./rendererSupport";

describe("a page that wants out", function () {
  this.timeout(120_000);
  let server: CountingServer;
  let browser: BrowserProcess;
  let renderer: Renderer;

  before(async () => {
    server = await startCountingServer();
    browser = createBrowserProcess();
    renderer = createPuppeteerRenderer(browser);
  });

  beforeEach(() => server.reset());

  after(async () => {
    await renderer.dispose();
    await browser.dispose();
    await server.close();
  });

  for (const attempt of HOSTILE_ATTEMPTS)
    it(`reaches nothing by ${attempt.name}`, async () => {
      const request = pageRequest(attempt.html(server.url, server.udpPort), {
        others: attempt.others?.(server.url) ?? {},
      });
      const { facts } = rendered(await renderer.render(request));
      await delay(50);
      assert.equal(server.count, 0, "the server was reached");
      const kinds = facts.map((fact) => fact.kind);
      if (attempt.reported) assert.ok(kinds.includes(attempt.reported), JSON.stringify(facts));
    });

  it("has not reached the server late, nor opened a page", async () => {
    await delay(500);
    assert.equal(server.count, 0);
    assert.ok(
      (await countPages(browser)) <= 2,
      "more than the first empty page and the renderer's",
    );
  });
});

describe("the same pages without protection", function () {
  this.timeout(120_000);
  let browser: Browser;
  let kind: BrowserKind;

  before(async () => {
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    browser = await puppeteer.launch({ executablePath: await findBrowser(), args });
    kind = await findKind(browser);
  });

  after(() => browser.close());

  const where: Readonly<Record<Reach, string>> = {
    every: "reach the server",
    full: "reach the server in a full Chrome, not in a headless shell",
    none: "do not reach the server either",
  };
  for (const attempt of HOSTILE_ATTEMPTS)
    it(`${where[attempt.reaches]} by ${attempt.name}`, async () => {
      const isExpected = attempt.reaches === "every" || attempt.reaches === kind;
      // One of its own: a late request of another attempt must not count.
      const server = await startCountingServer();
      const page = await browser.newPage();
      try {
        serveAttempt(server, attempt);
        page.goto(`${server.ownUrl}/index.html`).catch(() => undefined);
        const patienceMs = isExpected ? 20_000 : 1_000;
        for (let waited = 0; waited < patienceMs && server.count === 0; waited += 20)
          await delay(20);
        assert.equal(server.count > 0, isExpected, `in this browser (${kind})`);
      } finally {
        // A page that is on its way elsewhere may take its time.
        void page.close().catch(() => undefined);
        await server.close();
      }
    });
});

function serveAttempt(server: CountingServer, { html, others }: HostileAttempt): void {
  server.serve(
    new Map([
      ["index.html", html(server.url, server.udpPort)],
      ...Object.entries(others?.(server.url) ?? {}),
    ]),
  );
}
