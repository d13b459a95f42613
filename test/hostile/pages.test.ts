import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { findBrowser } from "../../src/render/browser/findBrowser";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { RenderFact, Renderer } from "../../src/render/renderer";
import { countPages, pageRequest, rendered } from "../browser/rendererSupport";

describe("a hostile page", function () {
  this.timeout(120_000);
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

  const draw = async (
    html: string,
    others: Record<string, string> = {},
  ): Promise<{ texts: string[]; facts: readonly RenderFact[] }> => {
    const { textLines, facts } = rendered(await renderer.render(pageRequest(html, { others })));
    return { texts: textLines.map((line) => line.text), facts };
  };
  const kindsOf = (facts: readonly RenderFact[]): string[] => facts.map((fact) => fact.kind);

  describe("that wants to read files", () => {
    const secret = "the-secret-of-this-machine";
    let folder: string;
    let file: string;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "mockloop-secret-"));
      await writeFile(join(folder, "secret.txt"), secret);
      await writeFile(join(folder, "secret.css"), `p::after{content:"${secret}"}`);
      file = pathToFileURL(join(folder, "secret")).href;
    });

    after(() => rm(folder, { recursive: true }));

    const ways: Record<string, (file: string) => string> = {
      iframe: (at) => `<iframe src="${at}.txt" width="300"></iframe>`,
      object: (at) => `<object data="${at}.txt"></object>`,
      embed: (at) => `<embed src="${at}.txt">`,
      stylesheet: (at) => `<link rel="stylesheet" href="${at}.css"><p>x`,
      "@import": (at) => `<style>@import "${at}.css"</style><p>x`,
      fetch: (at) =>
        `<p id=p>x<script>fetch("${at}.txt").then(r=>r.text()).then(t=>{p.textContent=t},()=>0)</script>`,
      XMLHttpRequest: (at) =>
        `<p id=p>x<script>const x=new XMLHttpRequest();x.onload=()=>{p.textContent=x.response};x.open("GET","${at}.txt");x.send()</script>`,
      location: (at) => `<p>x<script>location="${at}.txt"</script>`,
      "meta refresh": (at) => `<meta http-equiv=refresh content="0;url=${at}.txt"><p>x`,
      "view-source": (at) => `<iframe src="view-source:${at}.txt"></iframe><p>x`,
    };
    for (const [name, html] of Object.entries(ways))
      it(`shows nothing of them by ${name}`, async () => {
        const { texts } = await draw(`<!doctype html>${html(file)}`);
        assert.ok(!texts.join("\n").includes(secret), texts.join("\n"));
        const { texts: passwd } = await draw(
          `<!doctype html>${html("file:///etc/passwd?").replaceAll("?.txt", "").replaceAll("?.css", "")}`,
        );
        assert.ok(!passwd.join("\n").includes("root:"), passwd.join("\n"));
      });

    it("would show them if it were a file itself (so the tests above can fail)", async () => {
      await writeFile(join(folder, "page.html"), ways["iframe"]?.(file) ?? "");
      const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
      const plain = await puppeteer.launch({ executablePath: await findBrowser(), args });
      try {
        const page = await plain.newPage();
        await page.goto(pathToFileURL(join(folder, "page.html")).href);
        const texts = await Promise.all(
          page.frames().map((frame) => frame.evaluate("document.body.innerText")),
        );
        assert.ok(texts.join("\n").includes(secret));
      } finally {
        await plain.close();
      }
    });

    it("is told that a file of the machine is refused", async () => {
      const { facts } = await draw(
        `<iframe src="file:///etc/passwd"></iframe><img src="file:///etc/passwd">`,
      );
      assert.ok(
        facts.some(
          (fact) => fact.kind === "request-refused" && fact.message.includes("/etc/passwd"),
        ),
      );
    });
  });

  it("cannot leave its folder by relative paths", async () => {
    const { facts } = await draw(
      `<img src="../../../../etc/passwd"><img src="%2e%2e/%2e%2e/etc/passwd">`,
    );
    assert.deepEqual([...new Set(kindsOf(facts))], ["missing-file"]);
  });

  const dialogs = ["alert('hi')", "confirm('hi')", "prompt('hi')", "print()"];
  for (const call of dialogs)
    it(`gets no dialog by ${call}, and draws on`, async () => {
      const { texts, facts } = await draw(
        `<p id=p>before</p><script>${call};p.textContent="after"</script>`,
      );
      assert.deepEqual(texts, ["after"]);
      assert.ok(kindsOf(facts).includes("dialog-refused"), JSON.stringify(facts));
    });

  it("cannot hold the renderer with beforeunload", async () => {
    await draw(`<p>x<script>onbeforeunload=(e)=>{e.preventDefault();return "stay"}</script>`);
    assert.deepEqual((await draw("<p>next")).texts, ["next"]);
  });

  it("opens no window, and the attempt is a fact", async () => {
    const { facts } = await draw(`<p>x<script>for(let i=0;i<20;i++)open("about:blank")</script>`);
    assert.ok(kindsOf(facts).includes("popup-refused"), JSON.stringify(facts));
    assert.ok((await countPages(browser)) <= 2);
  });

  it("keeps its own document when it navigates", async () => {
    const { texts, facts } = await draw(`<p>mine<script>location="https://example.com/"</script>`);
    assert.deepEqual(texts, ["mine"]);
    assert.ok(kindsOf(facts).includes("navigation-refused"), JSON.stringify(facts));
  });

  for (const target of [
    "about:blank",
    "data:text/html,<p>other",
    "self.html",
    "javascript:'<p>other'",
  ])
    it(`is reported when it leaves for ${target}`, async () => {
      const { facts } = await draw(
        `<p>mine<script>onload=()=>{location=${JSON.stringify(target)}}</script>`,
        { "self.html": "<p>other" },
      );
      if (!target.startsWith("javascript:"))
        assert.ok(kindsOf(facts).includes("navigation-refused"), JSON.stringify(facts));
      assert.deepEqual((await draw("<p>next")).texts, ["next"]);
    });

  for (const code of [
    `location="tel:123"`,
    `location="mailto:ann@example.com"`,
    `document.write('<a id=a href="sms:1">x</a>');a.click()`,
    `document.write('<iframe src="tel:123"></iframe>')`,
  ])
    it(`starts no other program by ${code}, and the attempt is a fact`, async () => {
      const { facts } = await draw(`<p>x<script>${code}</script>`);
      assert.ok(kindsOf(facts).includes("navigation-refused"), JSON.stringify(facts));
      // What a browser says about it on the console differs; it is left out.
      assert.ok(!kindsOf(facts).includes("console-error"), JSON.stringify(facts));
    });

  it("may ask for no device and no leave", async () => {
    const { texts } = await draw(
      `<p id=p>x<script>p.textContent=["camera","microphone","geolocation","usb","local-fonts","clipboard-read","display-capture"].filter(f=>document.featurePolicy.allowsFeature(f)).join()||"none"</script>`,
    );
    assert.deepEqual(texts, ["none"]);
  });

  it("cannot fake what is read from it", async () => {
    const { texts } = await draw(`<p>true text<script>
      const lie = () => "lie";
      for (const key of ["textContent","innerText"]) Object.defineProperty(Element.prototype, key, {get: lie});
      Object.defineProperty(Node.prototype, "nodeValue", {get: lie});
      Range.prototype.getClientRects = () => [];
      Document.prototype.getElementsByTagName = () => ({length: 0});
      Document.prototype.getAnimations = () => { throw new Error("no") };
      window.requestAnimationFrame = () => 0;
      window.getComputedStyle = () => ({});
      Object.defineProperty(document, "fonts", {get: () => { throw new Error("no") }});
      window.setTimeout = () => 0; window.Promise = undefined;
    </script>`);
    assert.deepEqual(texts, ["true text"]);
  });

  it("leaves nothing behind for the next page", async () => {
    await draw(`<p>x<script>window.name="left";document.cookie="a=left;domain=mockloop.invalid;secure";
      localStorage.a="left";history.pushState(0,"","/x");caches.open("left");</script>`);
    const { texts } = await draw(
      `<p id=p>x<script>p.textContent=[window.name,document.cookie,localStorage.a].join("|")</script>`,
    );
    assert.deepEqual(texts, ["||"]);
  });

  it("cannot flood the facts", async () => {
    const { facts } = await draw(
      `<p>x<script>for(let i=0;i<5000;i++)console.error("e".repeat(500)+i+"x".repeat(400), i);for(let i=0;i<500;i++)console.error("line "+i)</script>`,
    );
    assert.ok(facts.length <= 61, `${facts.length} facts`);
    assert.ok(facts.every((fact) => fact.message.length <= 300));
  });
});
