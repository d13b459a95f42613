import assert from "node:assert/strict";
import { leaveOut } from "../../src/craft/tidy/leaveOut";
import { tidyPage, type TidyResult } from "../../src/craft/tidy/tidyPage";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { Renderer } from "../../src/render/renderer";

describe("tidying a page", function () {
  this.timeout(180_000);
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

  const filesOf = (files: Record<string, string>): ReadonlyMap<string, Uint8Array> =>
    new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]));
  const attempt = (files: Record<string, string>, signal?: AbortSignal) =>
    tidyPage(
      renderer,
      {
        ...{ files: filesOf(files), entry: "index.html", deviceScaleFactor: 1 },
        viewport: { width: 1200, height: 600 },
      },
      { maxScreenshots: 60, timeBudgetMs: 150_000, now: () => performance.now() },
      signal,
    );
  const tidied = async (
    files: Record<string, string>,
  ): Promise<TidyResult & { text(path: string): string }> => {
    const result = await attempt(files);
    if (typeof result === "string") throw new Error(result);
    return { ...result, text: (path) => new TextDecoder().decode(result.files.get(path)) };
  };
  const page = (body: string): string =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title><link rel="stylesheet" href="styles.css"></head><body>${body}</body></html>`;

  it("drops what the page does not need and keeps what it does, states and narrow windows included", async () => {
    const result = await tidied({
      "index.html": page(
        `<div class="page"><main><h1 class="title">Hello</h1><p class="text">Some words that stand here.</p>
         <a class="button" href="#">Go on</a></main></div>`,
      ),
      "styles.css": `:root { --gone: red; --blue: #336699 }
        body { margin: 0; width: 1200px }
        .page { box-sizing: border-box; display: block; width: 1200px; padding-top: 20.3px; padding-right: 20px; padding-bottom: 20px; padding-left: 20px }
        .title { margin: 0; font-size: 32px; font-style: normal; color: var(--blue); white-space: nowrap }
        .text { color: #000; letter-spacing: 3px }
        .button { display: inline-block; padding: 8px 16px; background: var(--blue); color: white; cursor: pointer }
        .button:hover { background: navy }
        .missing { top: 0 }
        @media (max-width: 600px) { .button { display: block } }`,
    });
    const css = result.text("styles.css");
    for (const kept of [
      /--blue: #336699/,
      /letter-spacing: 3px/,
      /padding: 8px 16px/,
      /cursor: pointer/,
      /\.button:hover \{\n {2}background: navy;/,
      /@media \(max-width: 600px\) \{\n {2}\.button \{\n {4}display: block;/,
    ])
      assert.match(css, kept);
    assert.doesNotMatch(
      css,
      /--gone|missing|nowrap|font-style|20\.3px|(?<!-)width: 1200px|color: #000/,
    );
    assert.ok(result.mismatchRatio <= 0.001);
    assert.ok(result.after.declarations <= 16, `${result.after.declarations} declarations`);
    assert.ok(result.after.parts.reflow > result.before.parts.reflow + 0.1);
    assert.deepEqual(
      result.changed,
      ["index.html", "styles.css"].filter((path) => result.changed.includes(path)),
    );
  });

  it("gives the same bytes for the same page, and nothing more the second time", async () => {
    const files = {
      "index.html": page(`<div><ul class="list"><li>One</li><li>Two</li></ul></div>`),
      "styles.css": ".list { margin: 10.4px; display: block; height: auto; padding: 0 0 0 40px }",
    };
    const [once, again] = [await tidied(files), await tidied(files)];
    assert.deepEqual(once.files, again.files);
    const twice = await tidied({
      "index.html": once.text("index.html"),
      "styles.css": once.text("styles.css"),
    });
    assert.deepEqual(twice.changed, []);
  });

  it("leaves alone what is hidden now and shown later", async () => {
    const css =
      "details p { color: red; margin-top: 7px } .menu { display: none; top: 5px; color: red }";
    const result = await tidied({
      "index.html": page(
        "<details><summary>More</summary><p>Hidden</p></details><div class=menu>Menu</div><p>Seen</p>",
      ),
      "styles.css": css,
    });
    assert.deepEqual(result.kept, {});
  });

  it("does not fall for a page that changes whenever it is looked at, nor for one that cannot be drawn", async () => {
    const restless = await tidied({
      "index.html": page(
        `<p class=a>x</p><script>document.querySelector(".a").style.width = Math.random() * 900 + "px";
         document.querySelector(".a").style.background = "red";
         CSSStyleSheet.prototype.insertRule = () => { throw 1 }; Range.prototype.getClientRects = () => [];
         addEventListener("resize", () => document.body.append("again"));</script>`,
      ),
      "styles.css": ".a { color: white; margin: 0 } .unused { top: 0 }",
    });
    assert.match(restless.text("styles.css"), /\.unused/);
    assert.match(restless.text("index.html"), /Math\.random/);
    const endless = await attempt({ "index.html": "<script>for (;;);</script>", "styles.css": "" });
    assert.equal(typeof endless, "string");
  });

  it("leaves out of a page of our own what no window needs, with the classes that say nothing more", async () => {
    const files = filesOf({
      "index.html": page(
        `<main class="bar bar-alone"><p class="word">One</p><p class="word">Two</p></main>`,
      ),
      "styles.css": `body { margin: 0 }
        .bar { display: flex; align-items: center; justify-content: flex-start; gap: 12px; padding: 8px }
        .bar-alone { flex-wrap: nowrap }
        .word { margin: 0; font-style: normal; color: navy }`,
    });
    const at = { viewport: { width: 900, height: 400 }, deviceScaleFactor: 1 };
    const checked = { files, entry: "index.html", ...at };
    const options = { timeoutMs: 60_000, signal: undefined };
    const lean = await leaveOut(renderer, checked, options);
    const text = (path: string): string => new TextDecoder().decode(lean?.files.get(path));
    assert.equal(lean?.left, 4);
    assert.match(text("index.html"), /<main class="bar"><p class="word">/);
    const css = text("styles.css").replace(/\s+/g, " ");
    assert.match(
      css,
      /\.bar \{ display: flex; gap: 12px; padding: 8px \} \.word \{ margin: 0; color: navy \}/,
    );
    assert.equal(await leaveOut(renderer, { ...checked, files: lean.files }, options), undefined);
  });

  it("ends at once when it is aborted", async () => {
    const controller = new AbortController();
    const files = { "index.html": page("<p class=a>x</p>"), "styles.css": ".a { margin: 0 }" };
    const running = attempt(files, controller.signal);
    controller.abort();
    await assert.rejects(running, { name: "AbortError" });
  });
});
