import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { understandPage } from "../../src/design/understandPage";
import type { Inspection } from "../../src/inspect/inspection";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { writeCode } from "../../src/targets/html/writeCode";
import { landing, signIn, tableOf } from "../unit/design/goldenPages";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe returns, as far as it is read here. */
interface Findings {
  readonly violations: readonly { readonly id: string; readonly impact: string | null }[];
}

describe("the accessibility of pages", function () {
  this.timeout(120_000);
  let browser: BrowserProcess;

  before(() => {
    browser = createBrowserProcess();
  });
  after(() => browser.dispose());

  /** The serious and critical findings; contrast is the mockup's. */
  const examine = (html: string): Promise<string[]> =>
    browser.use(async (running) => {
      const page = await running.newPage();
      try {
        await page.setContent(html);
        await page.evaluate(AXE);
        const { violations } = (await page.evaluate(
          "axe.run({ rules: { 'color-contrast': { enabled: false } } })",
        )) as Findings;
        return violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id }) => id);
      } finally {
        await page.close();
      }
    });

  const written = (inspection: Inspection): string => {
    const { html, css } = writeCode(understandPage(inspection), {
      stylesheetPath: "styles.css",
      assetPath: ({ id }) => `assets/${id}.png`,
    });
    return html.replace(/<link [^>]*>/, `<style>${css}</style>`);
  };

  const pages = { signIn, landing, table: tableOf(130), "table in columns": tableOf(190) };
  for (const [name, inspection] of Object.entries(pages))
    it(`has no serious fault: ${name}`, async () => {
      assert.deepEqual(await examine(written(inspection)), []);
    });

  it("is found wanting where it is", async () => {
    const found = await examine(
      '<!doctype html><html lang="en"><title>T</title><main><input><button></button></main></html>',
    );
    assert.deepEqual(found.sort(), ["button-name", "label"]);
  });
});
