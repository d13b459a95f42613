import assert from "node:assert/strict";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { Renderer, RenderOutcome } from "../../src/render/renderer";
import { pageRequest, rendered } from "./rendererSupport";

/** Ways to make one DevTools message long: JSON writes each of these characters as six. */
const LONG = `const s="\\u0001".repeat(1e6);`;
const ENDLESS_MESSAGES: Readonly<Record<string, string>> = {
  title: `<p>x<script>${LONG}document.title=s</script>`,
  console: `<p>x<script>${LONG}console.error(s)</script>`,
  attribute: `<p id=p>x<script>${LONG}p.setAttribute("data-x",s)</script>`,
  class: `<p id=p>x<script>${LONG}p.className=s</script>`,
  comment: `<p>x<script>${LONG}document.body.append(document.createComment(s))</script>`,
  "hidden text": `<p id=p hidden>x<script>${LONG}p.textContent=s</script>`,
  "data URL": `<img id=i><script>${LONG}i.src="data:image/png,"+s</script>`,
  POST: `<p>x<script>${LONG}fetch("/x",{method:"POST",body:s})</script>`,
};

/** Ways to take memory without end that no limit of V8's heap reaches. */
const HUNGRY: Readonly<Record<string, string>> = {
  "array buffers": `const a=[];for(;;)a.push(new Uint8Array(1e8).fill(1))`,
  canvases: `const a=[];for(;;){const c=document.createElement("canvas");c.width=c.height=4000;const g=c.getContext("2d");g.fillRect(0,0,4000,4000);g.getImageData(0,0,1,1);a.push(c)}`,
  wasm: `const a=[];for(;;){const m=new WebAssembly.Memory({initial:2000});new Uint8Array(m.buffer).fill(1);a.push(m)}`,
};

/** Small, so that no test takes what the machine has. */
const LIMITS = { memoryBytes: 1.5e9, messageBytes: 4e6 };

/** On a slow machine a page takes its time to fill the memory. */
const UNHURRIED = { loadTimeoutMs: 60_000, answerTimeoutMs: 60_000, renderTimeoutMs: 100_000 };

describe("the browser's guards", function () {
  this.timeout(120_000);
  let browser: BrowserProcess;
  let renderer: Renderer;

  before(() => {
    browser = createBrowserProcess({ limits: LIMITS });
    renderer = createPuppeteerRenderer(browser, { limits: UNHURRIED });
  });

  after(async () => {
    await renderer.dispose();
    await browser.dispose();
  });

  const draw = (html: string): Promise<RenderOutcome> => renderer.render(pageRequest(html));
  const drawsOn = async (): Promise<void> => {
    const { textLines } = rendered(await draw("<p>still here"));
    assert.deepEqual(
      textLines.map((line) => line.text),
      ["still here"],
    );
  };

  for (const [name, html] of Object.entries(ENDLESS_MESSAGES))
    it(`outlive a message without end by ${name}`, async () => {
      const outcome = await draw(html);
      assert.ok(!outcome.ok, "the message was read");
      assert.match(outcome.message, /message without end/);
      await drawsOn();
    });

  for (const [name, script] of Object.entries(HUNGRY))
    it(`end a page that takes memory without end by ${name}`, async () => {
      const outcome = await draw(`<p>x<script>${script}</script>`);
      assert.ok(!outcome.ok, "it was drawn");
      assert.match(outcome.message, /took more than 1.5 GB of memory/);
      await drawsOn();
    });
});
