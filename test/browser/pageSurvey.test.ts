import assert from "node:assert/strict";
import { examinePage } from "../../src/craft/examinePage";
import type { CodeQuality } from "../../src/craft/codeQuality";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { PageSurvey } from "../../src/render/survey/pageSurvey";
import type { Renderer } from "../../src/render/renderer";
import { pageRequest, rendered } from "./rendererSupport";

describe("the survey of a page", function () {
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

  const survey = async (
    html: string,
    widths: readonly number[],
    selectors: readonly string[] = [],
  ): Promise<PageSurvey> => {
    const request = pageRequest(html, { survey: { widths, selectors } });
    const { survey: answer } = rendered(await renderer.render(request));
    assert.ok(answer);
    return answer;
  };
  const examine = async (html: string, width = 1440): Promise<CodeQuality> => {
    const files = new Map([["index.html", new TextEncoder().encode(html)]]);
    const viewport = { width, height: 600 };
    const quality = await examinePage(renderer, { files, entry: "index.html", viewport });
    assert.ok(quality);
    return quality;
  };

  it("lays the page out in every window that was asked for, media queries and all", async () => {
    const { layouts } = await survey(
      `<style>body { margin: 0 } p { margin: 0; width: 600px } @media (width < 500px) { p { width: auto } }</style>
       <p>One line of text</p>`,
      [360, 768, 1920],
    );
    assert.deepEqual(
      layouts.map(({ width, scrollWidth }) => [width, scrollWidth]),
      [
        [360, 360],
        [768, 768],
        [1920, 1920],
      ],
    );
    assert.deepEqual(
      layouts.map(({ texts }) => texts.map(({ chars, seen }) => [chars, seen])),
      [[[16, 1]], [[16, 1]], [[16, 1]]],
    );
  });

  it("tells how much of each text is cut off, and by whom", async () => {
    const { layouts } = await survey(
      `<style>body { margin: 0 } #bar { width: 100px; overflow: hidden; white-space: nowrap; font: 20px monospace }
       .wide { width: 720px }</style>
       <div id=bar><b>${"x".repeat(40)}</b></div><div class=wide>wide</div>
       <p style="opacity:0">not there</p><details><summary>open me</summary>folded</details>`,
      [360],
    );
    const [{ texts, cutting, tooWide, scrollWidth }] = layouts as [(typeof layouts)[number]];
    assert.equal(texts.length, 3);
    const [long] = texts;
    assert.ok(long && Math.abs(long.seen - 100 / long.box.width) < 0.01, `seen ${long?.seen}`);
    assert.deepEqual([cutting, tooWide, scrollWidth], ["div#bar", "div.wide", 720]);
  });

  it("counts what the page is made of", async () => {
    const { structure, unmatched } = await survey(
      `<!doctype html><html lang=en><title>T</title><style>.a { position: absolute } .b { margin-left: -4px }</style>
       <main><h1>Title</h1><h3>Skipped</h3><div class="a x-1">plain</div><p class=b style="color:red">said</p>
       <svg width=9 height=9><path d="M0 0h9v9z"/></svg><img src=x.png width=9 height=9><input placeholder=Name>
       <label>Mail <input></label><a href=#><img alt=Home width=9 height=9></a><button> </button></main>`,
      [],
      [".a", ".gone", "p:nope("],
    );
    const { placed, inlineStyles, classes, placedExample, plainExample, accessFaults } = structure;
    assert.deepEqual([placed, inlineStyles, placedExample, plainExample], [2, 1, "div.a", "plain"]);
    assert.deepEqual(classes, ["a", "x-1", "b"]);
    assert.deepEqual(
      accessFaults.map(({ kind }) => kind),
      ["heading-order", "image-alt", "control-label", "button-name"],
    );
    assert.deepEqual(unmatched, [".gone", "p:nope("]);
    const text = ["Title", "Skipped", "plain", "said", "Mail"].join("").length;
    assert.deepEqual([structure.chars, structure.chars - structure.meantChars], [text, 5]);
  });

  it("is not deceived by what the page's scripts make of the document's functions", async () => {
    const { structure, layouts } = await survey(
      `<h1>Real</h1><script>document.body.querySelectorAll = () => []; window.innerWidth = 7;
       Element.prototype.getBoundingClientRect = () => ({ width: 0, height: 0 });
       window.getComputedStyle = () => { throw new Error("no") };</script>`,
      [360],
    );
    assert.equal(structure.elements, 1);
    assert.deepEqual([layouts[0]?.width, layouts[0]?.texts.length], [360, 1]);
  });

  it("gives up on a page that hangs when its window changes", async () => {
    const limits = { limits: { answerTimeoutMs: 1_000, renderTimeoutMs: 5_000 } };
    const impatient = createPuppeteerRenderer(browser, limits);
    const html = "<p>x</p><script>addEventListener('resize', () => { for (;;); })</script>";
    const request = pageRequest(html, { survey: { widths: [360, 768], selectors: [] } });
    const outcome = await impatient.render(request);
    assert.ok(!outcome.ok && outcome.reason === "hung");
    await impatient.dispose();
  });

  it("lets a page that wraps win over one that does not", async () => {
    const page = (width: string): string =>
      `<!doctype html><html lang=en><title>T</title><style>main { ${width}: 1200px; margin: 0 auto }</style>
       <main><h1>Title</h1><p>${"many words ".repeat(60)}</p></main>`;
    const [fixed, fluid] = [await examine(page("width")), await examine(page("max-width"))];
    assert.equal(fluid.parts.reflow, 1);
    assert.ok(fixed.parts.reflow < 0.8, String(fixed.parts.reflow));
    assert.match(fixed.faults[0]?.words ?? "", /window of 360 px/);
  });
});
