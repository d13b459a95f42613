// Time of each stage of a render, beside the plainest way to the same picture: puppeteer's setContent and screenshot.
//   npx tsx bench/render.ts [page.html] [--runs 15]
import { readFile } from "node:fs/promises";
import puppeteer, { type Page } from "puppeteer";
import { createBrowserProcess } from "../src/render/browser/browserProcess";
import { findBrowser } from "../src/render/browser/findBrowser";
import { createPuppeteerRenderer } from "../src/render/puppeteerRenderer";

const runsAt = process.argv.indexOf("--runs");
const runs = runsAt > 0 ? Number(process.argv[runsAt + 1]) : 15;
const path = process.argv.slice(2).find((argument) => argument.endsWith(".html"));
const html = path ? await readFile(path, "utf8") : samplePage();
const viewport = { width: 1280, height: 800 };

/** Forty cards with headings, text and buttons: about what a dashboard mockup becomes. */
function samplePage(): string {
  const card = (n: number): string =>
    `<article><h2>Card ${n}</h2><p>Some words about item ${n} that wrap over two or three lines.</p><button>Open</button></article>`;
  const css =
    "body{margin:0;font:14px/1.5 sans-serif;background:#f3f4f6}main{display:grid;grid-template-columns:repeat(8,1fr);gap:12px;padding:16px}article{background:#fff;border:1px solid #ddd;border-radius:8px;padding:10px;box-shadow:0 1px 3px #0002}h2{font-size:16px;margin:0}";
  return `<!doctype html><style>${css}</style><main>${Array.from({ length: 40 }, (_, i) => card(i)).join("")}</main>`;
}

async function naive(page: Page): Promise<number> {
  const startedAt = performance.now();
  await page.setContent(html);
  await page.screenshot();
  return performance.now() - startedAt;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const plain = await puppeteer.launch({
  executablePath: await findBrowser(),
  args,
  defaultViewport: viewport,
});
const plainPage = await plain.newPage();
const browser = createBrowserProcess();
const renderer = createPuppeteerRenderer(browser);
const request = {
  files: new Map([["index.html", Buffer.from(html)]]),
  entry: "index.html",
  viewport,
  deviceScaleFactor: 1,
};

const ours: Record<"load" | "settle" | "capture" | "whole", number[]> = {
  load: [],
  settle: [],
  capture: [],
  whole: [],
};
const theirs: number[] = [];
// The first of each warms caches; then turn by turn, so that a busy machine burdens both alike.
for (let run = 0; run <= runs; run++) {
  const startedAt = performance.now();
  const outcome = await renderer.render(request);
  const whole = performance.now() - startedAt;
  const baseline = await naive(plainPage);
  if (run === 0) continue;
  if (!outcome.ok) throw new Error(outcome.message);
  const { load, settle, capture } = outcome.render.ms;
  ours.load.push(load);
  ours.settle.push(settle);
  ours.capture.push(capture);
  ours.whole.push(whole);
  theirs.push(baseline);
}
await renderer.dispose();
await browser.dispose();
await plain.close();

console.log(`${viewport.width}x${viewport.height}, median of ${runs} runs, ms`);
for (const [stage, values] of Object.entries(ours))
  console.log(`  ${stage.padEnd(9)}${median(values).toFixed(0).padStart(6)}`);
console.log(
  `  ${"naive".padEnd(9)}${median(theirs).toFixed(0).padStart(6)}   (setContent + screenshot, no text, no proof of rest)`,
);
console.log(`  ratio    ${(median(ours.whole) / median(theirs)).toFixed(2).padStart(6)}`);
