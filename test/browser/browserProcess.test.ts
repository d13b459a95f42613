import assert from "node:assert/strict";
import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { MockloopError } from "../../src/base/errors";
import { BrowserLostError } from "../../src/render/browser/browserLost";
import { createBrowserProcess } from "../../src/render/browser/browserProcess";
import { findBrowser } from "../../src/render/browser/findBrowser";
import { killBrowser } from "./rendererSupport";

/** Runs the collector now; what awaited a moment ago is let go first. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let i = 0; i < 3; i++) {
    await setTimeout(20);
    collect();
  }
}

describe("the browser process", function () {
  this.timeout(60_000);

  const profiles = async (): Promise<string[]> =>
    (await readdir(tmpdir())).filter((name) => name.startsWith("mockloop-browser-"));
  const failsWith = (code: string) => (error: unknown) =>
    error instanceof MockloopError && error.code === code;

  it("starts at first use, is shared, and is gone with its profile after dispose", async () => {
    const before = await profiles();
    const browser = createBrowserProcess();
    const [first, second] = await Promise.all([
      browser.use((running) => Promise.resolve(running)),
      browser.use((running) => Promise.resolve(running)),
    ]);
    assert.equal(first, second);
    const ours = (await profiles()).filter((name) => !before.includes(name));
    assert.ok(ours.length > 0);
    const { pid } = first.process() ?? {};
    assert.ok(pid);
    await browser.dispose();
    assert.throws(() => process.kill(pid, 0));
    const left = await profiles();
    assert.ok(
      ours.some((name) => !left.includes(name)),
      "no profile was removed",
    );
    await assert.rejects(
      browser.use(() => Promise.resolve()),
      failsWith("BROWSER_FAILED"),
    );
  });

  it("keeps nothing of what its work brought", async () => {
    const browser = createBrowserProcess();
    try {
      const brought: WeakRef<Uint8Array>[] = [];
      for (let i = 0; i < 3; i++)
        brought.push(
          new WeakRef(await browser.use(() => Promise.resolve(new Uint8Array(1_000_000)))),
        );
      await collectGarbage();
      assert.equal(brought.filter((one) => one.deref() !== undefined).length, 0);
    } finally {
      await browser.dispose();
    }
  });

  it("does not start for the sake of dispose", async () => {
    await createBrowserProcess({ executablePath: "/nowhere" }).dispose();
  });

  it("runs work again when the browser goes away in the middle of it, once", async () => {
    const browser = createBrowserProcess();
    let attempts = 0;
    const answer = await browser.use(async (running) => {
      if (++attempts === 1) running.process()?.kill("SIGKILL");
      const page = await running.newPage();
      return page.evaluate("6 * 7");
    });
    assert.deepEqual([answer, attempts], [42, 2]);
    attempts = 0;
    await assert.rejects(
      browser.use(async (running) => {
        attempts++;
        running.process()?.kill("SIGKILL");
        await running.newPage();
      }),
      failsWith("BROWSER_FAILED"),
    );
    assert.equal(attempts, 2);
    assert.equal(await browser.use(() => Promise.resolve("alive")), "alive");
    await browser.dispose();
  });

  it("passes on what work throws, without trying again", async () => {
    const browser = createBrowserProcess();
    let attempts = 0;
    await assert.rejects(
      browser.use(() => {
        attempts++;
        return Promise.reject(new RangeError("mine"));
      }),
      RangeError,
    );
    assert.equal(attempts, 1);
    await assert.rejects(
      browser.use(() => Promise.reject(new BrowserLostError("gone"))),
      failsWith("BROWSER_FAILED"),
    );
    await browser.dispose();
  });

  it("starts anew after it was killed", async () => {
    const browser = createBrowserProcess();
    const first = await browser.use((running) => Promise.resolve(running.process()?.pid));
    await browser.kill();
    const second = await browser.use((running) => Promise.resolve(running.process()?.pid));
    assert.notEqual(first, second);
    await killBrowser(browser);
    await browser.dispose();
  });

  it("writes nothing into the home of whoever starts it", async function () {
    if (process.platform !== "linux") this.skip(); // where its folders are not named by the environment
    const executablePath = await findBrowser();
    const home = await mkdtemp(join(tmpdir(), "mockloop-home-"));
    const names = ["HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"];
    const before = names.map((name) => [name, process.env[name]] as const);
    for (const name of names) Reflect.deleteProperty(process.env, name);
    process.env["HOME"] = home;
    const browser = createBrowserProcess({ executablePath });
    try {
      await browser.use(async (running) => (await running.newPage()).setContent("<p>x"));
      await browser.dispose();
      // What a library of the system may note of its fonts, where nobody has yet.
      const fonts = /^\.cache(\/fontconfig.*)?$/;
      const left = await readdir(home, { recursive: true });
      assert.deepEqual(
        left.filter((path) => !fonts.test(path)),
        [],
      );
    } finally {
      await browser.dispose();
      for (const [name, value] of before)
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      await rm(home, { recursive: true, maxRetries: 3 });
    }
  });

  it("says which browser does not start, and leaves no profile", async () => {
    const folder = await mkdtemp(join(tmpdir(), "mockloop-test-"));
    const broken = join(folder, "chrome");
    await writeFile(broken, `#!/bin/sh\necho broken >&2\nexit 1\n${"#".repeat(5_000)}`);
    await chmod(broken, 0o755);
    const browser = createBrowserProcess({ executablePath: broken });
    await assert.rejects(
      browser.use(() => Promise.resolve()),
      (error) => failsWith("BROWSER_FAILED")(error) && String(error).includes(broken),
    );
    const missing = createBrowserProcess({ executablePath: join(folder, "none") });
    await assert.rejects(
      missing.use(() => Promise.resolve()),
      failsWith("BROWSER_NOT_FOUND"),
    );
    await rm(folder, { recursive: true });
  });
});
