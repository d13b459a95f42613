import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer";
import { MockloopError } from "../../src/base/errors";
import { loadMockup } from "../../src/mockup/loadMockup";
import type { Mockup } from "../../src/mockup/mockup";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { findBrowser } from "../../src/render/browser/findBrowser";
import { createSvgRasterizer } from "../../src/render/svg/svgRasterizer";
import { startCountingServer, type CountingServer } from "../browser/countingServer";
import { countPages, delay } from "../browser/rendererSupport";
import { rasterPictures, type HostilePicture } from "./pictures/rasters";
import { vectorPictures } from "./pictures/vectors";

const SECRET = "the-secret-of-this-machine";

/** What there is, by name; the addresses come later. */
const NAMED = [...(await rasterPictures()), ...vectorPictures({ server: "http:", file: "file:" })];

describe("a hostile picture", function () {
  this.timeout(120_000);
  let folder: string;
  let server: CountingServer;
  let browser: BrowserProcess;
  let pictures: readonly HostilePicture[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "mockloop-hostile-"));
    await writeFile(join(folder, "secret.txt"), SECRET);
    await writeFile(
      join(folder, "secret.svg"),
      `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect id="x" width="64" height="64" fill="#f00"/></svg>`,
    );
    server = await startCountingServer();
    browser = createBrowserProcess();
    const file = pathToFileURL(join(folder, "secret")).href;
    pictures = [...(await rasterPictures()), ...vectorPictures({ server: server.url, file })];
  });

  after(async () => {
    await browser.dispose();
    await server.close();
    await rm(folder, { recursive: true });
  });

  const load = (bytes: Uint8Array): Promise<Mockup> =>
    loadMockup(
      { kind: "bytes", name: "mockup.png", bytes },
      { rasterizeSvg: createSvgRasterizer(browser, { timeoutMs: 8_000 }) },
    );

  it("comes in more than fifty kinds", () => {
    assert.equal(new Set(pictures.map(({ name }) => name)).size, pictures.length);
    assert.ok(pictures.length >= 50, `${pictures.length}`);
  });

  for (const { name, fate } of NAMED)
    it(`is ${fate === "either" ? "drawn or refused" : fate}, and reaches and reads nothing: ${name}`, async () => {
      const { bytes } = pictures.find((picture) => picture.name === name) ?? { bytes: Buffer.of() };
      const became = await load(bytes).then(
        (mockup) => (showsRed(mockup) ? "a file's contents" : "drawn"),
        (error: unknown) => (error instanceof MockloopError ? "refused" : String(error)),
      );
      if (fate === "either") assert.match(became, /^(drawn|refused)$/);
      else assert.equal(became, fate);
      assert.equal(server.count, 0, "the server was reached");
    });

  it("has not reached the server late, nor left a page or a file", async () => {
    await delay(300);
    assert.equal(server.count, 0);
    assert.deepEqual((await readdir(folder)).sort(), ["secret.svg", "secret.txt"]);
    assert.ok((await countPages(browser)) <= 1, "a page was left open");
  });

  it("would reach the server as a document of a browser without protection (so the test above can fail)", async () => {
    const [{ bytes } = { bytes: Buffer.of() }] = pictures.filter(
      ({ name }) => name === "picture from elsewhere",
    );
    server.serve(new Map([["page.html", Buffer.from(bytes).toString()]]));
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const plain = await puppeteer.launch({ executablePath: await findBrowser(), args });
    try {
      const page = await plain.newPage();
      await page.goto(`${server.ownUrl}/page.html`);
      assert.ok(server.count > 0);
    } finally {
      await plain.close();
    }
  });
});

/** The secret picture is red; nothing else is. */
function showsRed({ bitmap }: Mockup): boolean {
  for (let at = 0; at < bitmap.rgba.length; at += 4)
    if ((bitmap.rgba[at] ?? 0) > 200 && (bitmap.rgba[at + 1] ?? 0) < 50) return true;
  return false;
}
