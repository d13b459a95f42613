import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createBrowserProcess } from "../../src/render/browser/browserProcess";
import { findBrowser } from "../../src/render/browser/findBrowser";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import { useTempFolder } from "../fakes/tempFolder";
import { findKind } from "./browserKind";
import { pageRequest, rendered } from "./rendererSupport";

const FONTS = join(import.meta.dirname, "../fixtures/pages/fonts");

/**
 * The machine, but its family "monospace" is the fixture's, whose letters are 1 em wide. The set-up's browser brings a font for
 * machines that have none.
 */
const fontConfig = (executable: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(dirname(executable), "fonts")}</dir>
  <dir>${FONTS}</dir>
  <match target="pattern">
    <test name="family"><string>Monospace</string></test>
    <edit name="family" mode="assign" binding="strong"><string>Mockloop Blocks</string></edit>
  </match>
</fontconfig>`;

describe("a text in monospace", function () {
  this.timeout(60_000);
  const folder = useTempFolder();
  const configured = process.env["FONTCONFIG_FILE"];

  afterEach(() => {
    if (configured === undefined) delete process.env["FONTCONFIG_FILE"];
    else process.env["FONTCONFIG_FILE"] = configured;
  });

  // A difference that stays (docs/browsers.md). Other systems have no fontconfig to ask.
  if (process.platform === "linux")
    it("is drawn with the machine's by a full Chrome, with Courier New by a headless shell", async () => {
      const file = join(folder(), "fonts.conf");
      await writeFile(file, fontConfig(await findBrowser()));
      process.env["FONTCONFIG_FILE"] = file;
      const browser = createBrowserProcess();
      const renderer = createPuppeteerRenderer(browser);
      try {
        const kind = await browser.use(findKind);
        const widthOf = async (family: string): Promise<number | undefined> => {
          const html = `<p style="font: 20px ${family}">abab`;
          const { textLines } = rendered(await renderer.render(pageRequest(html)));
          return textLines[0]?.box.width;
        };
        const width = await widthOf("monospace");
        if (kind === "full") assert.equal(width, 80);
        // Where there is no Courier New, the shell takes the machine's, too.
        else assert.equal(width, await widthOf("'Courier New', monospace"));
      } finally {
        await renderer.dispose();
        await browser.dispose();
      }
    });
});
