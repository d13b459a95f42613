import { readFile } from "node:fs/promises";
import type { BrowserProcess } from "../../src/render/browser/browserProcess";
import type { Render, RenderOutcome, RenderRequest } from "../../src/render/renderer";

/** A request for a page of its own. CSS px 400 × 300 unless said otherwise. */
export function pageRequest(
  html: string,
  overrides: Partial<RenderRequest> & {
    readonly others?: Record<string, string | Uint8Array>;
  } = {},
): RenderRequest {
  const { others = {}, ...rest } = overrides;
  const files = new Map<string, Uint8Array>([["index.html", Buffer.from(html)]]);
  for (const [path, content] of Object.entries(others)) files.set(path, Buffer.from(content));
  return {
    files,
    entry: "index.html",
    viewport: { width: 400, height: 300 },
    deviceScaleFactor: 1,
    ...rest,
  };
}

export async function readFixture(name: string): Promise<Buffer> {
  return readFile(new URL(`../fixtures/pages/${name}`, import.meta.url));
}

/** The render of an outcome that must be one. */
export function rendered(outcome: RenderOutcome): Render {
  if (!outcome.ok) throw new Error(`Not drawn (${outcome.reason}): ${outcome.message}`);
  return outcome.render;
}

/** The colour at a device pixel, "r,g,b". */
export function pixelAt({ bitmap }: Render, x: number, y: number): string {
  const at = (y * bitmap.width + x) * 4;
  return [...bitmap.rgba.subarray(at, at + 3)].join(",");
}

/** How many pages the browser has open. */
export function countPages(browser: BrowserProcess): Promise<number> {
  return browser.use(async (running) => (await running.pages()).length);
}

/** Ends the browser as a crash would, from outside. */
export function killBrowser(browser: BrowserProcess): Promise<void> {
  return browser.use((running) => {
    running.process()?.kill("SIGKILL");
    return Promise.resolve();
  });
}

export const delay = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
