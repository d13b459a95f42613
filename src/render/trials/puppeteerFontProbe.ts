import { promisify } from "node:util";
import { inflate as inflateCallback } from "node:zlib";
import type { Browser, Page } from "puppeteer";
import { SerialQueue, raceAbort, throwIfAborted } from "../../base/async";
import type { Disposable } from "../../base/lifecycle";
import type { Face, FontProbe, TextDrawing, TextMetrics, TextSample } from "../../fonts/fontProbe";
import type { Bitmap } from "../../image/bitmap";
import type { BrowserProcess } from "../browser/browserProcess";
import {
  drawSamples,
  loadPageFonts,
  measureSamples,
  type PageFont,
  type PageTextDrawing,
} from "./fontProbePage";
import { pageScript } from "../snapshot/pageScript";
import { findSystemFaces, SYSTEM_FAMILIES, toPageSample } from "./systemFaces";
import { createPageServer, urlOf } from "../page/pageServer";

/** A font file of the catalogue. */
export interface ProbeFont {
  readonly family: string;
  /** The lightest and heaviest weight the file can draw; equal for a static file. */
  readonly weightRange: readonly [lightest: number, heaviest: number];
  readonly italic: boolean;
  /** WOFF2, WOFF, TTF or OTF. */
  readonly bytes: Uint8Array;
}

export interface FontProbeOptions {
  readonly fonts?: readonly ProbeFont[];
  /** Families to look for on the machine. */
  readonly systemFamilies?: readonly string[];
}

const inflate = promisify(inflateCallback);
const WEIGHTS = [100, 200, 300, 400, 500, 600, 700, 800, 900];
const ORIGIN = "https://fonts.mockloop.invalid";
/** Pixels that are drawn in one call; 8 bits each cross to Node as base64. */
const PIXELS_PER_CALL = 6_000_000;
const SAMPLES_PER_CALL = 5_000;

/** A font probe on a page of its own, without network; the page opens at first use. Dispose it before the browser. */
export function createPuppeteerFontProbe(
  browser: BrowserProcess,
  options: FontProbeOptions = {},
): FontProbe & Disposable {
  return new PuppeteerFontProbe(
    browser,
    options.fonts ?? [],
    options.systemFamilies ?? SYSTEM_FAMILIES,
  );
}

class PuppeteerFontProbe implements FontProbe, Disposable {
  private readonly queue = new SerialQueue();
  private opened: { page: Page; arrived: readonly boolean[] } | undefined;
  private faces: readonly Face[] | undefined;

  constructor(
    private readonly browser: BrowserProcess,
    private readonly fonts: readonly ProbeFont[],
    private readonly systemFamilies: readonly string[],
  ) {}

  async listFaces(signal?: AbortSignal): Promise<readonly Face[]> {
    this.faces ??= await this.onPage(
      async (page, arrived) => [...this.catalogueFaces(arrived), ...(await this.systemFaces(page))],
      signal,
    );
    return this.faces;
  }

  measure(samples: readonly TextSample[], signal?: AbortSignal): Promise<readonly TextMetrics[]> {
    return this.onPage(async (page) => {
      const metrics: TextMetrics[] = [];
      for (let at = 0; at < samples.length; at += SAMPLES_PER_CALL) {
        throwIfAborted(signal);
        const part = samples.slice(at, at + SAMPLES_PER_CALL).map(toPageSample);
        metrics.push(...((await page.evaluate(pageScript(measureSamples, part))) as TextMetrics[]));
      }
      return metrics;
    }, signal);
  }

  draw(
    drawings: readonly TextDrawing[],
    deviceScaleFactor: number,
    signal?: AbortSignal,
  ): Promise<readonly Bitmap[]> {
    const sized = drawings.map((drawing) => ({
      ...toPageSample(drawing),
      width: Math.max(1, Math.round(drawing.width * deviceScaleFactor)),
      height: Math.max(1, Math.round(drawing.height * deviceScaleFactor)),
      originX: drawing.originX,
      baselineY: drawing.baselineY,
    }));
    return this.onPage(async (page) => {
      const greys = await drawBatches(page, sized, deviceScaleFactor, signal);
      return greys.map((grey, index) => greyBitmap(grey, sized[index] as PageTextDrawing));
    }, signal);
  }

  async dispose(): Promise<void> {
    const page = this.opened?.page;
    this.opened = undefined;
    await page?.close().catch(() => undefined);
  }

  private onPage<T>(
    work: (page: Page, arrived: readonly boolean[]) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const run = this.queue.run(() =>
      this.browser.use(async (browser) => {
        const { page, arrived } = await this.open(browser);
        return work(page, arrived);
      }, signal),
    );
    return raceAbort(run, signal);
  }

  private async open(browser: Browser): Promise<{ page: Page; arrived: readonly boolean[] }> {
    if (this.opened && !this.opened.page.isClosed() && this.opened.page.browser() === browser)
      return this.opened;
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const files = new Map<string, Uint8Array>([["index.html", Buffer.from("<!doctype html>")]]);
    this.fonts.forEach((font, index) => files.set(`${index}.font`, font.bytes));
    const site = { origin: ORIGIN, files, report: () => undefined };
    (await createPageServer(page)).serve(site);
    await page.goto(urlOf(site, "index.html"));
    const fonts = this.fonts.map((font, index): PageFont => ({
      family: font.family,
      url: urlOf(site, `${index}.font`),
      weight: font.weightRange.join(" "),
      italic: font.italic,
    }));
    const arrived = (await page.evaluate(pageScript(loadPageFonts, fonts))) as boolean[];
    return (this.opened = { page, arrived });
  }

  private async systemFaces(page: Page): Promise<Face[]> {
    const catalogue = new Set(this.fonts.map((font) => font.family));
    const families = this.systemFamilies.filter((family) => !catalogue.has(family));
    return findSystemFaces(families, (drawings) => drawBatches(page, drawings, 1));
  }

  private catalogueFaces(arrived: readonly boolean[]): Face[] {
    return this.fonts.flatMap(({ family, weightRange: [lightest, heaviest], italic }, index) =>
      WEIGHTS.filter((weight) => arrived[index] && weight >= lightest && weight <= heaviest).map(
        (weight) => ({ family, weight, italic }),
      ),
    );
  }
}

/** The grey pixels of each drawing. */
async function drawBatches(
  page: Page,
  drawings: readonly PageTextDrawing[],
  scale: number,
  signal?: AbortSignal,
): Promise<Uint8Array[]> {
  const greys: Uint8Array[] = [];
  for (const part of batches(drawings)) {
    throwIfAborted(signal);
    const job = { drawings: part, scale };
    const deflated = (await page.evaluate(pageScript(drawSamples, job))) as string;
    const grey = await inflate(Buffer.from(deflated, "base64"));
    let at = 0;
    for (const { width, height } of part) greys.push(grey.subarray(at, (at += width * height)));
  }
  return greys;
}

/** Cuts the list where its pixels fill one call. */
function* batches(drawings: readonly PageTextDrawing[]): Generator<PageTextDrawing[]> {
  let part: PageTextDrawing[] = [];
  let pixels = 0;
  for (const drawing of drawings) {
    pixels += drawing.width * drawing.height;
    if (part.length > 0 && (pixels > PIXELS_PER_CALL || part.length >= SAMPLES_PER_CALL)) {
      yield part;
      part = [];
      pixels = drawing.width * drawing.height;
    }
    part.push(drawing);
  }
  if (part.length > 0) yield part;
}

function greyBitmap(grey: Uint8Array, { width, height }: PageTextDrawing): Bitmap {
  const pixels = new Uint32Array(width * height);
  // 0xAABBGGRR in the byte order of every machine Node runs on.
  for (let i = 0; i < pixels.length; i++) pixels[i] = 0xff000000 | ((grey[i] as number) * 0x010101);
  return { width, height, rgba: new Uint8ClampedArray(pixels.buffer) };
}
