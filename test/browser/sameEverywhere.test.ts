import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { Render, Renderer } from "../../src/render/renderer";
import { assertGolden } from "../fakes/goldenText";
import { pageRequest, readFixture, rendered } from "./rendererSupport";

const FONT = "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";

/** What is read of a page must not depend on the browser: each is held to the same golden file. */
describe("what is read of a page", function () {
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

  it("is the same in every browser: texts, elements, boxes, order, facts", async () => {
    const html = (await readFixture("everywhere.html")).toString();
    // A font of the page's own: those of machines differ.
    const font = await readFile(createRequire(import.meta.url).resolve(FONT));
    const others = { "inter.woff2": font };
    const viewport = { width: 400, height: 900 };
    const render = rendered(await renderer.render(pageRequest(html, { others, viewport })));
    assertGolden("everywhere", describeRead(render));
  });
});

function describeRead({ textLines, elements, facts, pageSize }: Render): string {
  const boxOf = ({ box }: { box: Render["elements"][number]["box"] }): string =>
    [box.x, box.y, box.width, box.height].map((px) => Number(px.toFixed(1))).join(" ");
  return [
    `page ${pageSize.width} ${pageSize.height}`,
    ...textLines.map(
      (line) =>
        `text ${boxOf(line)} "${line.text}" ${line.color.join()} ${line.fontFamily} ${line.fontSizePx} ${line.fontWeight} ${line.selector}`,
    ),
    ...elements.map((element) => `element ${boxOf(element)} ${element.tag} ${element.selector}`),
    ...facts.map(({ kind, message }) => `${kind} ${message.replace(/page\d+\./g, "page.")}`).sort(),
    "",
  ].join("\n");
}
