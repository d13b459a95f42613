import { raceAbort, SerialQueue, TimeoutError } from "../../base/async";
import { MockloopError } from "../../base/errors";
import type { Size } from "../../base/geometry";
import { nullLogger, type Logger } from "../../base/logger";
import type { Bitmap } from "../../image/bitmap";
import { decodePng } from "../../image/codec";
import type { SvgRasterizer } from "../../mockup/loadMockup";
import type { BrowserProcess } from "../browser/browserProcess";
import { ExcessError } from "../guard/excessError";
import { capturePage } from "../page/capturePage";
import { urlOf } from "../page/pageServer";
import { RenderPage } from "../renderPage";
import { findSvgSize } from "./svgSize";

export interface SvgRasterizerOptions {
  /** Width × height of the bitmap. Default 40 megapixels. */
  readonly maxPixels?: number;
  /** For one drawing. Default 15 000. */
  readonly timeoutMs?: number;
  readonly logger?: Logger;
}

/**
 * Draws SVGs in the sandboxed browser as pictures: a browser runs no script of a picture and fetches nothing for it.
 * What an SVG wanted from outside itself is left out, and said to the logger.
 *
 * Its rasterizer throws MockloopError MOCKUP_CORRUPT, MOCKUP_TOO_LARGE, BROWSER_NOT_FOUND, BROWSER_FAILED; AbortError.
 */
export function createSvgRasterizer(
  browser: BrowserProcess,
  { maxPixels = 40_000_000, timeoutMs = 15_000, logger = nullLogger }: SvgRasterizerOptions = {},
): SvgRasterizer {
  const queue = new SerialQueue();
  return (svg, scale, signal) => {
    const draw = async (): Promise<Bitmap> => {
      const text = Buffer.from(svg).toString("utf8");
      const size = roundedSize(text, scale, maxPixels);
      for (const reference of externalReferences(text))
        logger.warn(`The SVG refers to ${reference}; only what is inside the file is drawn.`);
      try {
        return await browser.use(async (running) => {
          const page = await RenderPage.open(running);
          return page.within(drawPicture(page, svg, size, scale), timeoutMs);
        }, signal);
      } catch (error) {
        const isLate = error instanceof TimeoutError;
        const isTooMuch = error instanceof MockloopError && error.cause instanceof ExcessError;
        if (!isLate && !isTooMuch) throw error;
        if (isLate) await browser.kill();
        throw new MockloopError(
          "MOCKUP_TOO_LARGE",
          `The SVG could not be drawn within ${isLate ? `${error.timeoutMs / 1000} s` : "the memory it may have"}. Simplify it, or export it as PNG.`,
        );
      }
    };
    return raceAbort(queue.run(draw), signal);
  };
}

/** CSS px, whole. */
function roundedSize(svg: string, scale: number, maxPixels: number): Size {
  const wanted = findSvgSize(svg);
  if (!wanted) throw corrupt();
  const size = {
    width: Math.max(1, Math.round(wanted.width)),
    height: Math.max(1, Math.round(wanted.height)),
  };
  if (size.width * size.height * scale * scale > maxPixels)
    throw new MockloopError(
      "MOCKUP_TOO_LARGE",
      `The SVG is ${size.width} × ${size.height} px at scale ${scale}; at most ${maxPixels / 1e6} megapixels are drawn. Make it smaller.`,
    );
  return size;
}

function corrupt(): MockloopError {
  return new MockloopError(
    "MOCKUP_CORRUPT",
    "The SVG cannot be drawn: it is not well-formed. Open it in a browser to see where it breaks, or export it as PNG.",
  );
}

async function drawPicture(
  page: RenderPage,
  svg: Uint8Array,
  size: Size,
  scale: number,
): Promise<Bitmap> {
  try {
    await page.setViewport(size, scale);
    const html = `<!doctype html><style>*{margin:0}img{display:block;width:${size.width}px;height:${size.height}px}</style><img src="mockup.svg">`;
    const files = new Map([
      ["index.html", Buffer.from(html)],
      ["mockup.svg", svg],
    ]);
    const site = { origin: "https://svg.mockloop.invalid", files, report: () => undefined };
    page.server.serve(site);
    await page.page.goto(urlOf(site, "index.html"), { waitUntil: "load", timeout: 0 });
    await page.enterDocument();
    if (!(await page.ask(isPictureDrawn, undefined))) throw corrupt();
    const { png } = await Promise.race([capturePage(page, size), page.crashed]);
    return await decodePng(png);
  } finally {
    await page.close().catch(() => undefined);
  }
}

declare const document: { readonly images: Iterable<{ readonly naturalWidth: number }> };

function isPictureDrawn(): boolean {
  return [...document.images].every((image) => image.naturalWidth > 0);
}

/** Whether the attribute at `index` is a link's, which leads readers on and draws nothing. */
function isLink(svg: string, index: number): boolean {
  const before = svg.slice(Math.max(0, index - 1_000), index);
  return /^<a\s/.test(before.slice(before.lastIndexOf("<")));
}

/** Addresses outside the file that the SVG would have fetched, at most five; links for readers are none. */
function externalReferences(svg: string): readonly string[] {
  const found = new Set<string>();
  const sources =
    /\b(?:href|src)\s{0,9}=\s{0,9}["']([^"'#][^"']{0,99})|url\(\s{0,9}["']?([^"'#)\s][^"')]{0,99})|@import\s{1,9}["']([^"']{1,100})/g;
  for (const match of svg.matchAll(sources)) {
    const reference = match[1] ?? match[2] ?? match[3] ?? "";
    if (/^data:/i.test(reference) || (match[1] && isLink(svg, match.index))) continue;
    found.add(reference);
    if (found.size === 5) break;
  }
  return [...found];
}
