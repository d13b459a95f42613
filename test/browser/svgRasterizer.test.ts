import assert from "node:assert/strict";
import { isAbort } from "../../src/base/async";
import { MockloopError } from "../../src/base/errors";
import type { Bitmap } from "../../src/image/bitmap";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { createSvgRasterizer } from "../../src/render/svg/svgRasterizer";
import { startCountingServer } from "./countingServer";
import { countPages, delay } from "./rendererSupport";

const XMLNS = `xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`;

describe("the SVG rasterizer", function () {
  this.timeout(60_000);
  let browser: BrowserProcess;
  const warnings: string[] = [];

  before(() => {
    browser = createBrowserProcess();
  });

  beforeEach(() => {
    warnings.length = 0;
  });

  after(() => browser.dispose());

  const draw = (
    svg: string,
    scale = 1,
    timeoutMs = 15_000,
    signal?: AbortSignal,
  ): Promise<Bitmap> => {
    const ignore = (): void => undefined;
    const warn = (message: string): number => warnings.push(message);
    const logger = { debug: ignore, info: ignore, error: ignore, warn };
    return createSvgRasterizer(browser, { logger, timeoutMs })(Buffer.from(svg), scale, signal);
  };

  it("draws at its own size and the scale asked for, transparency on white", async () => {
    const svg = `<svg ${XMLNS} width="20" height="10"><rect width="10" height="10" fill="#f00"/></svg>`;
    const bitmap = await draw(svg, 2);
    assert.deepEqual([bitmap.width, bitmap.height], [40, 20]);
    assert.equal(colorAt(bitmap, 19, 19), "255,0,0,255");
    assert.equal(colorAt(bitmap, 20, 5), "255,255,255,255");
  });

  it("takes the size of its view box when it has no other", async () => {
    const bitmap = await draw(
      `<svg ${XMLNS} viewBox="5 5 30 40"><rect width="99" height="99"/></svg>`,
    );
    assert.deepEqual([bitmap.width, bitmap.height], [30, 40]);
    assert.equal(colorAt(bitmap, 15, 20), "0,0,0,255");
  });

  it("runs no script, fetches nothing, and says what it left out", async () => {
    const server = await startCountingServer();
    try {
      const bitmap = await draw(
        `<svg ${XMLNS} width="20" height="20" onload="document.documentElement.setAttribute('fill','red')">
          <style>@import "${server.url}/a.css"; rect { fill: url(${server.url}/b.svg#p) }</style>
          <script>document.querySelector("rect").setAttribute("width", "20"); fetch("${server.url}/c")</script>
          <script href="${server.url}/d.js"/>
          <image href="${server.url}/e.png" width="20" height="20"/>
          <image xlink:href="file:///etc/passwd" width="20" height="20"/>
          <foreignObject width="20" height="20"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${server.url}/f"/></foreignObject>
          <rect width="5" height="20" style="fill:#00f"/></svg>`,
      );
      await delay(200);
      assert.equal(server.count, 0);
      assert.equal(colorAt(bitmap, 2, 10), "0,0,255,255");
      // The script would have made the rectangle as wide as the picture.
      assert.notEqual(colorAt(bitmap, 18, 18), "0,0,255,255");
      assert.ok(
        warnings.some((warning) => warning.includes(`${server.url}/e.png`)),
        warnings.join("\n"),
      );
      assert.ok(warnings.some((warning) => warning.includes("file:///etc/passwd")));
    } finally {
      await server.close();
    }
  });

  it("draws pictures it carries inside", async () => {
    const inner = Buffer.from(
      `<svg ${XMLNS} width="9" height="9"><rect width="9" height="9" fill="#0f0"/></svg>`,
    );
    const bitmap = await draw(
      `<svg ${XMLNS} width="9" height="9"><image href="data:image/svg+xml;base64,${inner.toString("base64")}" width="9" height="9"/></svg>`,
    );
    assert.equal(colorAt(bitmap, 4, 4), "0,255,0,255");
    assert.deepEqual(warnings, []);
  });

  const failsWith = (code: string) => (error: unknown) =>
    error instanceof MockloopError && error.code === code;

  it("refuses what is broken, no SVG, or too large", async () => {
    await assert.rejects(
      draw(`<svg ${XMLNS} width="9" height="9"><rect`),
      failsWith("MOCKUP_CORRUPT"),
    );
    await assert.rejects(draw("<html>"), failsWith("MOCKUP_CORRUPT"));
    await assert.rejects(
      draw(`<svg ${XMLNS} width="20000" height="20000"/>`),
      failsWith("MOCKUP_TOO_LARGE"),
    );
    await assert.rejects(
      draw(`<svg ${XMLNS} width="5000" height="5000"/>`, 2),
      failsWith("MOCKUP_TOO_LARGE"),
    );
  });

  it("stops at entity bombs and at drawings without an end", async () => {
    const entities = Array.from(
      { length: 12 },
      (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`,
    );
    await assert.rejects(
      draw(
        `<!DOCTYPE svg [<!ENTITY e0 "ha">${entities.join("")}]><svg ${XMLNS} width="9" height="9"><text>&e12;</text></svg>`,
        1,
        8_000,
      ),
      MockloopError,
    );
    const uses = Array.from(
      { length: 14 },
      (_, i) => `<g id="g${i + 1}">${`<use href="#g${i}"/>`.repeat(10)}</g>`,
    );
    await assert.rejects(
      draw(
        `<svg ${XMLNS} width="99" height="99"><defs><g id="g0"><rect width="9" height="9"/></g>${uses.join("")}</defs><use href="#g14"/></svg>`,
        1,
        4_000,
      ),
      MockloopError,
    );
    assert.equal((await draw(`<svg ${XMLNS} width="3" height="3"/>`)).width, 3);
  });

  it("can be aborted, and leaves no page open", async () => {
    const svg = `<svg ${XMLNS} width="9" height="9"/>`;
    await assert.rejects(draw(svg, 1, 15_000, AbortSignal.abort()), isAbort);
    await draw(svg);
    assert.equal(await countPages(browser), 1);
  });
});

function colorAt(bitmap: Bitmap, x: number, y: number): string {
  const at = (y * bitmap.width + x) * 4;
  return [...bitmap.rgba.subarray(at, at + 4)].join(",");
}
