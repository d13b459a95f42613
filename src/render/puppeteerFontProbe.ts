import { promisify } from "node:util";
import { inflate as inflateCallback } from "node:zlib";
import type { Browser, Page } from "puppeteer";
import { SerialQueue, raceAbort, throwIfAborted } from "../base/async";
import type { Disposable } from "../base/lifecycle";
import type { Face, FontProbe, TextDrawing, TextMetrics, TextSample } from "../fonts/fontProbe";
import type { Bitmap } from "../image/bitmap";
import type { BrowserProcess } from "./browserProcess";
import {
  drawSamples,
  loadPageFonts,
  measureSamples,
  type PageSample,
  type PageFont,
  type PageTextDrawing,
} from "./fontProbePage";
import { pageScript } from "./pageScript";
import { createPageServer, urlOf } from "./pageServer";

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

/**
 * Families that mockups are often drawn with and machines often have. An alias (fontconfig draws "Arial" with
 * Liberation Sans) is listed under the first of its names here.
 */
export const SYSTEM_FAMILIES: readonly string[] = [
  "Liberation Sans",
  "Liberation Serif",
  "Liberation Mono",
  "DejaVu Sans",
  "DejaVu Serif",
  "DejaVu Sans Mono",
  "Segoe UI",
  "Helvetica Neue",
  "Helvetica",
  "Arial",
  "Times New Roman",
  "Georgia",
  "Verdana",
  "Tahoma",
  "Trebuchet MS",
  "Courier New",
  "Consolas",
  "Menlo",
  "Ubuntu",
  "Cantarell",
  "Noto Sans",
];

const inflate = promisify(inflateCallback);
const WEIGHTS = [100, 200, 300, 400, 500, 600, 700, 800, 900];
/** Upright ones, the usual first: a weight that draws like one before it is left out. */
const SYSTEM_WEIGHTS = [400, 700, 300, 500, 600, 800, 900];
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
      async (page, arrived) => [
        ...this.catalogueFaces(arrived),
        ...(await this.findSystemFaces(page)),
      ],
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
      const bitmaps: Bitmap[] = [];
      for (const part of batches(sized)) {
        throwIfAborted(signal);
        const job = { drawings: part, scale: deviceScaleFactor };
        const grey = await drawGrey(page, job);
        let at = 0;
        for (const { width, height } of part) {
          bitmaps.push(greyBitmap(grey.subarray(at, at + width * height), width, height));
          at += width * height;
        }
      }
      return bitmaps;
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

  private catalogueFaces(arrived: readonly boolean[]): Face[] {
    return this.fonts.flatMap(({ family, weightRange: [lightest, heaviest], italic }, index) =>
      WEIGHTS.filter((weight) => arrived[index] && weight >= lightest && weight <= heaviest).map(
        (weight) => ({ family, weight, italic }),
      ),
    );
  }

  /**
   * A system face counts when it looks the same before any fallback, and unlike every face before it: a missing
   * family looks like its fallback, a missing weight like its neighbour, an alias like its original.
   */
  private async findSystemFaces(page: Page): Promise<Face[]> {
    const catalogue = new Set(this.fonts.map((font) => font.family));
    const faces = this.systemFamilies
      .filter((family) => !catalogue.has(family))
      .flatMap((family) => [
        ...SYSTEM_WEIGHTS.map((weight) => ({ family, weight, italic: false })),
        ...[400, 700].map((weight) => ({ family, weight, italic: true })),
      ]);
    const drawings = faces.flatMap((face) =>
      ["serif", "monospace"].map((fallback): PageTextDrawing => {
        const sample = toPageSample({ ...SPECIMEN, face });
        return { ...SPECIMEN, ...sample, family: `${sample.family}, ${fallback}` };
      }),
    );
    const looks: string[] = [];
    const pixels = SPECIMEN.width * SPECIMEN.height;
    for (const part of batches(drawings)) {
      const grey = await drawGrey(page, { drawings: part, scale: 1 });
      part.forEach((_, index) =>
        looks.push(grey.toString("latin1", index * pixels, (index + 1) * pixels)),
      );
    }
    const seen = new Set<string>();
    return faces.filter((_, index) => {
      const look = looks[2 * index] as string;
      if (look !== looks[2 * index + 1] || seen.has(look)) return false;
      seen.add(look);
      return true;
    });
  }
}

/** Letters and digits that differ between families. */
const SPECIMEN = {
  text: "Rag&Quilty 0379 fjx",
  sizePx: 30,
  letterSpacingPx: 0,
  width: 400,
  height: 50,
  originX: 4,
  baselineY: 36,
};

async function drawGrey(
  page: Page,
  job: { readonly drawings: readonly PageTextDrawing[]; readonly scale: number },
): Promise<Buffer> {
  const deflated = (await page.evaluate(pageScript(drawSamples, job))) as string;
  return inflate(Buffer.from(deflated, "base64"));
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

function toPageSample({ text, face, sizePx, letterSpacingPx }: TextSample): PageSample {
  return {
    text,
    sizePx,
    letterSpacingPx,
    style: `${face.italic ? "italic" : "normal"} ${face.weight}`,
    family: `"${face.family.replace(/["\\\n\r\f]/g, "")}"`,
  };
}

function greyBitmap(grey: Uint8Array, width: number, height: number): Bitmap {
  const pixels = new Uint32Array(width * height);
  // 0xAABBGGRR in the byte order of every machine Node runs on.
  for (let i = 0; i < pixels.length; i++) pixels[i] = 0xff000000 | ((grey[i] as number) * 0x010101);
  return { width, height, rgba: new Uint8ClampedArray(pixels.buffer) };
}
