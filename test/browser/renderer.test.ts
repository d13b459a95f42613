import assert from "node:assert/strict";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { Render, RenderedTextLine, Renderer } from "../../src/render/renderer";
import { pageRequest, pixelAt, readFixture, rendered } from "./rendererSupport";

describe("the renderer", function () {
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

  const draw = async (...request: Parameters<typeof pageRequest>): Promise<Render> =>
    rendered(await renderer.render(pageRequest(...request)));

  describe("reads text", () => {
    let lines: readonly RenderedTextLine[];
    const line = (text: string): RenderedTextLine => {
      const found = lines.find((each) => each.text === text);
      assert.ok(found, `no line "${text}"`);
      return found;
    };

    before(async () => {
      const html = (await readFixture("texts.html")).toString();
      const others = { "fonts/blocks.ttf": await readFixture("fonts/blocks.ttf") };
      lines = (await draw(html, { others, viewport: { width: 400, height: 800 } })).textLines;
    });

    it("line by line as it is drawn, and none that cannot be seen", () => {
      assert.deepEqual(
        lines.map((each) => each.text).sort(),
        [
          "A paragraph with",
          "bold words that",
          "wraps",
          "UPPER CASE",
          "Half black",
          "Modern red",
          "Veiled",
          "ab…",
          "Twice",
          "before after",
          "ticked",
          "Gradient",
          "1. first",
          "2. second",
          "left cell",
          "right cell",
          "value",
          "placeholder",
          "•••",
          "Submit",
          "Press",
          "two",
          "typed",
          "lines",
          "a link, then text and more.",
          "drawn",
        ].sort(),
      );
    });

    it("with boxes in CSS px, transforms included", () => {
      const first = line("A paragraph with").box;
      assert.deepEqual([first.x, Math.round(first.y + first.height / 2)], [0, 10]);
      const twice = line("Twice").box;
      assert.equal(twice.x, 100);
      assert.equal(twice.height, 2 * line("Half black").box.height);
      assert.ok(line("ab…").box.width <= 50);
    });

    it("with colours as they look", () => {
      assert.deepEqual(line("Half black").color, [128, 128, 128]);
      assert.deepEqual(line("Modern red").color, [255, 0, 0]);
      assert.deepEqual(line("Gradient").color, [255, 0, 0]);
      assert.deepEqual(line("drawn").color, [0, 0, 255]);
      assert.deepEqual(line("placeholder").color, [117, 117, 117]);
    });

    it("with fonts, and selectors that lead there", () => {
      assert.deepEqual(
        [
          line("UPPER CASE").fontFamily,
          line("UPPER CASE").fontSizePx,
          line("bold words that").fontWeight,
        ],
        ["Liberation Sans", 16, 700],
      );
      assert.equal(line("bold words that").selector, ".narrow > b:nth-child(1)");
    });
  });

  it("gives the same bytes for the same page", async () => {
    const html = (await readFixture("texts.html")).toString();
    const [first, second] = [await draw(html), await draw(html)];
    assert.deepEqual(first.bitmap.rgba, second.bitmap.rgba);
    assert.deepEqual(first.textLines, second.textLines);
  });

  it("draws at the scale factor asked for, boxes staying CSS px", async () => {
    const html = `<body style="margin:0"><div style="width:10px;height:10px;background:#f00"></div>`;
    const render = await draw(html, { deviceScaleFactor: 2 });
    assert.deepEqual([render.bitmap.width, render.bitmap.height], [800, 600]);
    assert.equal(pixelAt(render, 19, 19), "255,0,0");
    assert.equal(pixelAt(render, 20, 20), "255,255,255");
    const div = render.elements.find((element) => element.tag === "div");
    assert.deepEqual(div?.box, { x: 0, y: 0, width: 10, height: 10 });
  });

  it("draws with fonts from the files", async () => {
    const font = await readFixture("fonts/blocks.ttf");
    const html = `<style>@font-face{font-family:Blocks;src:url(fonts/blocks.ttf)}body{margin:0;font:20px/20px Blocks}</style>ab`;
    const render = await draw(html, { others: { "fonts/blocks.ttf": font } });
    assert.deepEqual(render.textLines[0]?.box, { x: 0, y: 0, width: 40, height: 20 });
    // Each glyph is a block from 0.1 to 0.9 em, from the baseline (0.8 em) half an em up.
    assert.equal(pixelAt(render, 10, 10), "0,0,0");
    assert.equal(pixelAt(render, 20, 10), "255,255,255");
    assert.deepEqual(render.facts, []);
  });

  it("serves styles, scripts, pictures and inner pages from the files", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#0f0"/></svg>`;
    const render = await draw(
      `<link rel=stylesheet href="css/a%20b.css?v=1"><img src=logo.svg style="display:block"><p id=p>x<script src=a.js></script><iframe src=in.html></iframe>`,
      {
        others: {
          "css/a b.css": "body{margin:0;background:#00f}",
          "logo.svg": svg,
          "a.js": "p.textContent='scripted'",
          "in.html": "<p>inner",
        },
      },
    );
    assert.equal(pixelAt(render, 4, 4), "0,255,0");
    assert.equal(pixelAt(render, 300, 100), "0,0,255");
    assert.deepEqual(
      render.textLines.map((line) => line.text),
      ["scripted", "inner"],
    );
    assert.deepEqual(render.facts, []);
  });

  it("captures a long page without changing what the viewport's height means", async () => {
    const html = `<body style="margin:0"><div style="height:100vh;background:#f00"></div><div style="height:100px;background:#00f"></div>`;
    const render = await draw(html);
    assert.deepEqual([render.bitmap.height, render.pageSize.height], [400, 400]);
    assert.equal(pixelAt(render, 5, 299), "255,0,0");
    assert.equal(pixelAt(render, 5, 300), "0,0,255");
  });

  it("waits for late pictures and hides the caret", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#0f0"/></svg>`;
    const render = await draw(
      `<body style="margin:0"><div style="height:500px"></div><img loading=lazy src=a.svg style="display:block"><input autofocus>`,
      { others: { "a.svg": svg } },
    );
    assert.equal(pixelAt(render, 4, 504), "0,255,0");
    assert.ok(
      !render.facts.some((fact) => fact.kind === "unsettled"),
      JSON.stringify(render.facts),
    );
  });

  it("ends transitions and animations", async () => {
    const render = await draw(
      `<style>@keyframes in{from{opacity:0}to{opacity:1}}p{animation:in 30s forwards}</style><p>faded in`,
    );
    assert.deepEqual(
      render.textLines.map((line) => line.text),
      ["faded in"],
    );
  });

  it("tells of errors and missing files", async () => {
    const { facts } = await draw(
      `<img src=no.png><script>console.error("went wrong");undefinedFunction()</script>`,
    );
    const found = facts.map((fact) => `${fact.kind}: ${fact.message}`);
    assert.ok(found.includes("console-error: went wrong"), found.join("\n"));
    assert.ok(found.some((fact) => /^page-error: .*undefinedFunction is not defined/.test(fact)));
    assert.ok(found.some((fact) => /^missing-file: no\.png/.test(fact)));
  });

  it("has an outcome for a missing entry", async () => {
    const outcome = await renderer.render({ ...pageRequest("x"), entry: "other.html" });
    assert.ok(!outcome.ok && outcome.reason === "missing-entry");
    assert.match(outcome.message, /other\.html/);
  });

  it("draws in English, UTC, light colours, with reduced motion and focus", async () => {
    const told = {
      languages: "navigator.languages",
      locale: "Intl.DateTimeFormat().resolvedOptions().locale",
      timeZone: "Intl.DateTimeFormat().resolvedOptions().timeZone",
      date: "new Date(0).toLocaleString()",
      number: "(1234.5).toLocaleString()",
      light: `matchMedia("(prefers-color-scheme: light)").matches`,
      still: `matchMedia("(prefers-reduced-motion: reduce)").matches`,
      focus: "document.hasFocus()",
      scale: "devicePixelRatio",
      viewport: "[innerWidth, innerHeight]",
      screen: "[screen.width, screen.height, screenX, screenY]",
    };
    const { textLines, facts } = await draw(
      `<body style="margin:0;white-space:nowrap"><script>document.body.innerHTML=[${Object.values(told).join()}].map((value)=>JSON.stringify(value)).join("<br>")</script>`,
    );
    assert.deepEqual(facts, []);
    const values = textLines.map(({ text }) => JSON.parse(text) as unknown);
    assert.deepEqual(Object.fromEntries(Object.keys(told).map((name, i) => [name, values[i]])), {
      languages: ["en-US", "en"],
      locale: "en-US",
      timeZone: "UTC",
      date: "1/1/1970, 12:00:00 AM",
      number: "1,234.5",
      light: true,
      still: true,
      focus: true,
      scale: 1,
      viewport: [400, 300],
      screen: [400, 300, 0, 0],
    });
  });

  it("takes renders one after the other", async () => {
    const texts = await Promise.all(
      ["one", "two", "three"].map(async (text) => (await draw(`<p>${text}`)).textLines[0]?.text),
    );
    assert.deepEqual(texts, ["one", "two", "three"]);
  });
});
