import assert from "node:assert/strict";
import { isAbort } from "../../src/base/async";
import { MockloopError } from "../../src/base/errors";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { Renderer, RenderOutcome } from "../../src/render/renderer";
import { countPages, delay, killBrowser, pageRequest, rendered } from "./rendererSupport";

/** Short enough to wait for in a test, long enough for a busy machine. */
const LIMITS = {
  loadTimeoutMs: 3_000,
  answerTimeoutMs: 4_000,
  renderTimeoutMs: 12_000,
  maxNodes: 50_000,
};

describe("a renderer whose page does not end", function () {
  this.timeout(60_000);
  let browser: BrowserProcess;
  let renderer: Renderer;

  before(() => {
    browser = createBrowserProcess();
    renderer = createPuppeteerRenderer(browser, { limits: LIMITS });
  });

  after(async () => {
    await renderer.dispose();
    await browser.dispose();
  });

  const draw = (html: string, signal?: AbortSignal): Promise<RenderOutcome> =>
    renderer.render(pageRequest(html), signal);

  const drawsOn = async (): Promise<void> => {
    const { textLines } = rendered(await draw("<p>still here"));
    assert.deepEqual(
      textLines.map((line) => line.text),
      ["still here"],
    );
  };

  const hangs: Record<string, string> = {
    "a script that loops while loading": "<p>x<script>while(true);</script>",
    "a script that loops after loading":
      "<p>x<script>onload=()=>setTimeout(()=>{for(;;);},0)</script>",
    "a frame callback that loops":
      "<p>x<script>onload=()=>requestAnimationFrame(()=>requestAnimationFrame(()=>{while(true);}))</script>",
    "a promise that never stops": "<p>x<script>const f=()=>Promise.resolve().then(f);f()</script>",
    "a loop of alerts": "<p>x<script>for(;;)alert(1)</script>",
    "a regular expression without end": `<p>x<script>/^(a+)+$/.test("a".repeat(40)+"b")</script>`,
  };
  for (const [name, html] of Object.entries(hangs))
    it(`stops ${name}, says so, and draws the next page`, async () => {
      const outcome = await draw(html);
      assert.ok(!outcome.ok && outcome.reason === "hung", JSON.stringify(outcome.ok || outcome));
      assert.match(outcome.message, /endless loops/);
      await drawsOn();
    });

  it("draws a page whose styles never stop moving, the same way twice", async () => {
    const html = `<style>@keyframes k{from{margin-left:0}to{margin-left:200px}}div{width:50px;height:50px;background:red;animation:k .1s linear infinite alternate}</style><div></div>`;
    const [first, second] = [rendered(await draw(html)), rendered(await draw(html))];
    assert.deepEqual(first.bitmap.rgba, second.bitmap.rgba);
    assert.deepEqual(first.elements[1]?.box, { x: 8, y: 8, width: 50, height: 50 });
  });

  it("draws a page that a script keeps moving, and says that it is not steady", async () => {
    const outcome = await draw(
      `<div id=d style="width:50px;height:50px;background:red"></div><script>let i=0;const f=()=>{d.style.marginLeft=(i+=1)%300+"px";requestAnimationFrame(f)};f()</script>`,
    );
    assert.ok(rendered(outcome).facts.some((fact) => fact.kind === "unsettled"));
  });

  it("bounds a page that grows for ever", async () => {
    const outcome = await draw(
      `<body><script>setInterval(()=>{for(let i=0;i<2000;i++)document.body.append(document.createElement("p"))},0)</script>`,
    );
    if (outcome.ok) assert.ok(outcome.render.facts.some((fact) => fact.kind === "dom-too-large"));
    else assert.match(outcome.reason, /too-large|hung/);
    await drawsOn();
  });

  it("refuses a page of a million elements", async () => {
    const outcome = await draw(
      `<body><script>const f=document.createDocumentFragment();for(let i=0;i<1e6;i++)f.append(document.createElement("i"));document.body.append(f)</script>`,
    );
    assert.ok(!outcome.ok, "it was drawn");
    assert.match(outcome.reason, /too-large|hung/);
    await drawsOn();
  });

  it("draws the top of a page that is a million px tall", async () => {
    const { bitmap, pageSize, facts } = rendered(
      await draw(`<body style="margin:0"><div style="height:1000000px;background:#123456"></div>`),
    );
    assert.deepEqual({ width: bitmap.width, height: bitmap.height }, { width: 400, height: 900 });
    assert.equal(pageSize.height, 1_000_000);
    assert.ok(facts.some((fact) => fact.kind === "page-too-tall"));
  });

  it("lets go of an aborted render at once, and draws the next", async () => {
    for (const html of ["<p>x", "<p>x<script>while(true);</script>"]) {
      const controller = new AbortController();
      const aborted = draw(html, controller.signal).then(
        () => "drawn",
        (error: unknown) => (isAbort(error) ? "aborted" : String(error)),
      );
      await delay(html.includes("while") ? 500 : 30);
      const firedAt = performance.now();
      controller.abort();
      assert.equal(await aborted, "aborted");
      assert.ok(
        performance.now() - firedAt < LIMITS.renderTimeoutMs,
        "before a limit would have ended it",
      );
      await drawsOn();
    }
  });

  it("does not start when the signal has fired already", async () => {
    await assert.rejects(draw("<p>x", AbortSignal.abort()), isAbort);
  });

  it("repeats a render whose browser was killed", async () => {
    await drawsOn();
    const drawing = draw(`<p>again<script>const t=Date.now();while(Date.now()-t<700);</script>`);
    await delay(350);
    await killBrowser(browser);
    assert.deepEqual(
      rendered(await drawing).textLines.map((line) => line.text),
      ["again"],
    );
  });

  it("gives up when the browser is killed twice, and recovers afterwards", async () => {
    await drawsOn();
    let ended = false;
    const failing = draw("<p>x<script>const t=Date.now();while(Date.now()-t<2500);</script>")
      .then(() => undefined)
      .catch((error: unknown) => error)
      .finally(() => {
        ended = true;
      });
    for (let kills = 0; !ended; kills++) {
      await delay(400);
      if (kills < 12) await killBrowser(browser).catch(() => undefined);
    }
    const error = await failing;
    assert.ok(error instanceof MockloopError && error.code === "BROWSER_FAILED", String(error));
    assert.match(error.userMessage, /lost twice/);
    await drawsOn();
  });

  it("ends a page that takes all the memory there is, and draws the next", async () => {
    const outcome = await draw(
      `<p>x<script>const a=[];for(;;)a.push(new Array(1e6).fill(Math.random()))</script>`,
    );
    // Its process may end, or never answer, before anybody sees how much it takes.
    assert.ok(
      !outcome.ok && /too-large|crashed|hung/.test(outcome.reason),
      JSON.stringify(outcome),
    );
    await drawsOn();
  });

  it("keeps the number of pages flat over fifty renders", async () => {
    await drawsOn();
    const before = await countPages(browser);
    for (let i = 0; i < 50; i++) await draw(`<p>${i}`);
    assert.ok((await countPages(browser)) <= before);
  });
});
