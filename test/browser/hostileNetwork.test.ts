import assert from "node:assert/strict";
import puppeteer from "puppeteer";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browserProcess";
import { findBrowser } from "../../src/render/findBrowser";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { Renderer } from "../../src/render/renderer";
import { startCountingServer, type CountingServer } from "./countingServer";
import { HOSTILE_ATTEMPTS, type HostileAttempt } from "./hostileAttempts";
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

  it("reach the server, so the tests above can fail", async () => {
    const server = await startCountingServer();
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const browser = await puppeteer.launch({ executablePath: await findBrowser(), args });
    const kept: string[] = [];
    try {
      for (const attempt of HOSTILE_ATTEMPTS.filter((each) => each.reachesUnprotected)) {
        server.reset();
        serveAttempt(server, attempt);
        const page = await browser.newPage();
        page.goto(`${server.ownUrl}/index.html`).catch(() => undefined);
        for (let waited = 0; waited < 3_000 && server.count === 0; waited += 20) await delay(20);
        if (server.count === 0) kept.push(attempt.name);
        void page.close().catch(() => undefined);
      }
    } finally {
      await browser.close();
      await server.close();
    }
    assert.deepEqual(kept, []);
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
