/** The major versions of Chromium that the tests have been run with, the oldest and the newest. */
export const TESTED_CHROMIUM = { oldest: 143, newest: 156 } as const;

/** A browser as it names itself over its DevTools. */
export interface BrowserProduct {
  /** "Chrome", "HeadlessChrome" (Chrome's headless shell), "Edg" … */
  readonly name: string;
  /** "156.0.8078.108" */
  readonly version: string;
  readonly isTested: boolean;
}

/** Reads what `Browser.getVersion` answers ("HeadlessChrome/143.0.7499.0"). */
export function parseProduct(product: string): BrowserProduct {
  const [, name = product, version = ""] = /^([^/]*)\/(.*)$/.exec(product) ?? [];
  const major = Number.parseInt(version, 10);
  const isTested = major >= TESTED_CHROMIUM.oldest && major <= TESTED_CHROMIUM.newest;
  return { name, version, isTested };
}
