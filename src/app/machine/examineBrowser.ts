import type { ExaminedPart } from "../../protocol/schemas/models";
import { MockloopError } from "../../base/errors";
import { createBrowserProcess } from "../../render/browser/browserProcess";
import { findBrowser } from "../../render/browser/findBrowser";
import { parseProduct, TESTED_CHROMIUM } from "../../render/browser/testedBrowsers";

/**
 * Which browser draws, its version, and whether the tests know it. The browser is started for that.
 *
 * @throws AbortError when `signal` fires.
 */
export async function examineBrowser(
  browserPath: string | undefined,
  signal: AbortSignal,
): Promise<ExaminedPart> {
  let path: string | undefined;
  try {
    path = await findBrowser(browserPath);
    return describeBrowser(path, await askProduct(path, signal));
  } catch (error) {
    if (!(error instanceof MockloopError)) throw error;
    const { userMessage: advice, remedy } = error;
    const remedies = remedy && { remedies: [remedy] };
    return { subject: "browser", state: "problem", text: path ?? "none", advice, ...remedies };
  }
}

async function askProduct(executablePath: string, signal: AbortSignal): Promise<string> {
  const browser = createBrowserProcess({ executablePath });
  try {
    return await browser.use((running) => running.version(), signal);
  } finally {
    await browser.dispose();
  }
}

/** The line for the browser at `path` that calls itself `product` ("Chrome/156.0.8078.108"). */
export function describeBrowser(path: string, product: string): ExaminedPart {
  const { name, version, isTested } = parseProduct(product);
  const kind = name === "HeadlessChrome" ? "Chrome headless shell" : name;
  const text = `${path} (${kind} ${version}), ${isTested ? "tested" : "not tested"}`;
  if (isTested) return { subject: "browser", state: "good", text };
  const { oldest, newest } = TESTED_CHROMIUM;
  return {
    subject: "browser",
    state: "note",
    text,
    advice: `Mockloop is tested with Chromium ${oldest} to ${newest}. Pages may be drawn or read otherwise with this one.`,
    remedies: [{ kind: "name-browser" }],
  };
}
