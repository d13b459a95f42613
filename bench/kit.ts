import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { readFileSync } from "node:fs";

/** What the ground truth says of a mockup: as much as is needed here. */
export interface Sidecar {
  readonly id: string;
  /** The clean picture, and the file the product gets where that is another. */
  readonly png: string;
  readonly mockup?: string;
  readonly width: number;
  readonly height: number;
  readonly deviceScaleFactor: number;
}

/** The scorer's word on the code of a page; README.md of the kit says what the parts are. */
export interface CodeRow {
  readonly code: number;
  readonly tags: number | null;
  readonly reflow: number;
  readonly flow: number;
  readonly economy: number;
  readonly dom: number;
  readonly names: number;
  readonly numbers: number;
}

/** A ground-truth scorer: capture.js, metrics.js and code.js in a folder, with its packages installed. */
export interface Kit {
  /** Pixels and text, 0–1. */
  scorePicture(page: string, truth: Sidecar, mockups: string): Promise<PictureRow>;
  scoreCode(page: string, truth: Sidecar): Promise<CodeRow>;
  close(): Promise<void>;
}

export interface PictureRow {
  readonly combined: number;
  readonly pixel: { readonly mismatch: number };
}

/** The scorer's modules, as functions that need no `this`. */
interface Capture {
  readonly launch: () => Promise<{ close(): Promise<void> }>;
  readonly captureHtml: (
    browser: unknown,
    file: string,
    truth: Sidecar,
  ) => Promise<{ png: unknown }>;
}

interface Metrics {
  readonly score: (truth: Sidecar, mockup: unknown, page: unknown, png: unknown) => PictureRow;
  readonly PNG: { readonly sync: { read(bytes: Uint8Array): unknown } };
}

interface Code {
  readonly scoreCode: (browser: unknown, file: string, truth: Sidecar) => Promise<CodeRow>;
}

/** Starts the scorer's own browser; close it. */
export async function openKit(folder: string): Promise<Kit> {
  const require = createRequire(join(resolve(folder), "x.js"));
  const { launch, captureHtml } = require("./capture.js") as Capture;
  const { score, PNG } = require("./metrics.js") as Metrics;
  const { scoreCode } = require("./code.js") as Code;
  const browser = await launch();
  return {
    scorePicture: async (page, truth, mockups) => {
      const expected = PNG.sync.read(readFileSync(join(mockups, truth.png)));
      const capture = await captureHtml(browser, page, truth);
      return score(truth, expected, capture, capture.png);
    },
    scoreCode: (page, truth) => scoreCode(browser, page, truth),
    close: () => browser.close(),
  };
}
