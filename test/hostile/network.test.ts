import assert from "node:assert/strict";
import puppeteer, { type Browser } from "puppeteer";
import { isAbort } from "../../src/base/async";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { findBrowser } from "../../src/render/browser/findBrowser";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { Renderer, RenderOutcome } from "../../src/render/renderer";
import { findKind, type BrowserKind } from "../browser/browserKind";
import { startCountingServer, type CountingServer } from "../browser/countingServer";
import { countPages, delay, pageRequest, rendered } from "../browser/rendererSupport";
import { createOpenServer } from "./openServer";
import { HOSTILE_ATTEMPTS } from "./pages/attempts";
import type { HostileAttempt, Reach } from "./pages/attempt";
import { isExpected, tryOpen, tryUnprotected } from "./unprotected";

/** Short for pages that never load; a page is drawn in far less than the others, on a busy machine, too. */
const LIMITS = { loadTimeoutMs: 3_000, answerTimeoutMs: 20_000, renderTimeoutMs: 60_000 };

describe("a page that wants out", function () {
  this.timeout(120_000);
  let server: CountingServer;
  let browser: BrowserProcess;

  before(async () => {
    server = await startCountingServer();
    browser = createBrowserProcess();
  });

  after(async () => {
    await browser.dispose();
    await server.close();
  });

  beforeEach(() => server.reset());

  const requestFor = (attempt: HostileAttempt): Parameters<Renderer["render"]>[0] =>
    pageRequest(attempt.html(server.url, server.udpPort), {
      others: attempt.others?.(server.url) ?? {},
    });

  it("is tried in as many ways as there are names", () => {
    const names = new Set(HOSTILE_ATTEMPTS.map(({ name }) => name));
    assert.equal(names.size, HOSTILE_ATTEMPTS.length);
    assert.ok(names.size >= 80, `${names.size}`);
  });

  describe("behind all walls", () => {
    let renderer: Renderer;

    before(() => {
      renderer = createPuppeteerRenderer(browser);
    });

    after(() => renderer.dispose());

    for (const attempt of HOSTILE_ATTEMPTS)
      it(`reaches nothing by ${attempt.name}`, async () => {
        const { facts } = rendered(await renderer.render(requestFor(attempt)));
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

  describe("while nobody intercepts its requests and no policy forbids them", () => {
    let renderer: Renderer;

    before(() => {
      renderer = createPuppeteerRenderer(browser, {
        limits: LIMITS,
        createServer: createOpenServer,
      });
    });

    after(() => renderer.dispose());

    for (const attempt of HOSTILE_ATTEMPTS)
      it(`reaches nothing by ${attempt.name}`, async () => {
        // A page that may leave is perhaps not drawn; what counts is the server.
        await renderer
          .render(requestFor(attempt))
          .catch((error: unknown): RenderOutcome | undefined => {
            if (isAbort(error)) throw error;
            return undefined;
          });
        await delay(50);
        assert.equal(server.count, 0, "the server was reached");
      });

    it("has not reached the server late", async () => {
      await delay(500);
      assert.equal(server.count, 0);
    });
  });
});

describe("the same pages without protection", function () {
  this.timeout(120_000);
  let browser: Browser;
  let kind: BrowserKind;
  let reached: ReadonlySet<string>;

  before(async () => {
    // A browser may ask a person before a page reaches this machine; here it is to be reached.
    const args = ["--disable-features=LocalNetworkAccessChecks"];
    if (process.getuid?.() === 0) args.push("--no-sandbox");
    browser = await puppeteer.launch({ executablePath: await findBrowser(), args });
    kind = await findKind(browser);
    reached = await tryUnprotected(browser, kind, HOSTILE_ATTEMPTS);
  });

  after(() => browser.close());

  const where: Readonly<Record<Reach, string>> = {
    every: "reach the server",
    full: "reach the server in a full Chrome, not in a headless shell",
    none: "do not reach the server either",
    some: "may reach the server",
  };
  for (const { name, reaches } of HOSTILE_ATTEMPTS)
    it(`${where[reaches]} by ${name}`, () => {
      if (reaches !== "some")
        assert.equal(reached.has(name), isExpected(reaches, kind), `in this browser (${kind})`);
    });

  it("reach the server as well when they are served as they are without interception", async () => {
    const names = ["img", "stylesheet", "iframe", "fetch", "WebSocket", "sendBeacon", "location"];
    const some = HOSTILE_ATTEMPTS.filter(({ name }) => names.includes(name));
    assert.deepEqual([...(await tryOpen(browser, some))].sort(), names.sort());
  });
});
