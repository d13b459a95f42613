// Draws the pages in pages/ as the pictures beside this file: npx tsx bench/mockups/draw.ts
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import sharp from "sharp";
import { createBrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";

const here = import.meta.dirname;
const { resolve } = createRequire(import.meta.url);

/** The files that the pages name, and where the packages have them. */
const FONTS: Readonly<Record<string, string>> = {
  "inter.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  "lora.woff2": "@fontsource-variable/lora/files/lora-latin-wght-normal.woff2",
  "roboto.woff2": "@fontsource-variable/roboto/files/roboto-latin-wght-normal.woff2",
  "dm-sans.woff2": "@fontsource-variable/dm-sans/files/dm-sans-latin-wght-normal.woff2",
  "poppins-400.woff2": "@fontsource/poppins/files/poppins-latin-400-normal.woff2",
  "poppins-700.woff2": "@fontsource/poppins/files/poppins-latin-700-normal.woff2",
};

const fonts = Object.entries(FONTS).map(
  ([name, path]) => [name, readFileSync(resolve(path))] as const,
);
const browser = createBrowserProcess();
const renderer = createPuppeteerRenderer(browser);
for (const page of readdirSync(join(here, "pages"))) {
  const isPhone = page.includes("@2x");
  const outcome = await renderer.render({
    files: new Map([["index.html", readFileSync(join(here, "pages", page))], ...fonts]),
    entry: "index.html",
    viewport: isPhone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    deviceScaleFactor: isPhone ? 2 : 1,
  });
  if (!outcome.ok) throw new Error(`${page}: ${outcome.message}`);
  const { rgba, width, height } = outcome.render.bitmap;
  const raw = { width, height, channels: 4 } as const;
  const png = await sharp(rgba, { raw }).png({ palette: true, colors: 256 }).toBuffer();
  writeFileSync(join(here, page.replace(/html$/, "png")), png);
  console.log(`${page}: ${width} × ${height}, ${png.length} bytes`);
}
await renderer.dispose();
await browser.dispose();
