import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import { descendantsOf, listProcesses } from "../fakes/processList";
import { delay, pageRequest, rendered } from "./rendererSupport";

const LIMITS = { loadTimeoutMs: 2_000, answerTimeoutMs: 2_000, renderTimeoutMs: 8_000 };
/** Longer than the limits, and not so long that nobody would wait any more. */
const STOPPED_MS = 3_000;

describe("a renderer on a busy machine", function () {
  this.timeout(60_000);
  let browser: BrowserProcess;

  before(function () {
    // Elsewhere no signal stops a process for a while, or its number is not to be found without another program.
    if (process.platform !== "linux" || !existsSync("/proc/self/stat")) this.skip();
    browser = createBrowserProcess();
  });
  after(async () => browser?.dispose());

  it("draws a page whose process got no processor for longer than a page may keep it busy", async () => {
    const warmUp = createPuppeteerRenderer(browser);
    rendered(await warmUp.render(pageRequest("<p>first")));
    await warmUp.dispose();
    const pid = await browser.use((running) => Promise.resolve(running.process()?.pid));
    assert.ok(pid !== undefined);
    let stopped = 0;
    const hold = async (): Promise<void> => {
      const pages = descendantsOf(pid, listProcesses()).filter(({ args }) =>
        args.includes("--type=renderer"),
      );
      for (const page of pages) process.kill(page.pid, "SIGSTOP");
      stopped = pages.length;
      await delay(STOPPED_MS);
      for (const page of pages) process.kill(page.pid, "SIGCONT");
    };
    const renderer = createPuppeteerRenderer(browser, { limits: LIMITS });
    try {
      // Its first file is asked for: from now on the page's process is needed.
      const request = pageRequest(`<p>second<link rel="stylesheet" href="a.css">`);
      let holding: Promise<void> | undefined;
      const files = new Map(request.files);
      files.get = (path) => {
        holding ??= hold();
        return Map.prototype.get.call(files, path) as Uint8Array | undefined;
      };
      const { textLines } = rendered(await renderer.render({ ...request, files }));
      await holding;
      assert.ok(stopped > 0, "no page was held");
      assert.deepEqual(
        textLines.map(({ text }) => text),
        ["second"],
      );
    } finally {
      await renderer.dispose();
    }
  });
});
