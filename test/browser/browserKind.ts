import type { Browser } from "puppeteer";

/** Chrome itself without its window, or the smaller program made of its engine, which is what a set-up fetches. */
export type BrowserKind = "full" | "shell";

/** Told by a feature: only a full Chrome gives pages its `chrome` object. */
export async function findKind(browser: Browser): Promise<BrowserKind> {
  const page = await browser.newPage();
  try {
    return (await page.evaluate("typeof window.chrome")) === "object" ? "full" : "shell";
  } finally {
    await page.close();
  }
}
