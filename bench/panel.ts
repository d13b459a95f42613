/**
 * How the panel bears a long run of a large mockup, on the host's side and in its page:
 *
 *     node --expose-gc --import tsx bench/panel.ts [--iterations 60]
 *
 * Prints what reading the run's journal and describing it takes in the extension host (time, heap, bytes of a message), how long the page
 * takes until mockup, render, strip and the thumbnails in sight are painted, and how often each picture's bytes were sent while every
 * iteration was looked at once and the first one again. Pictures are served as the editor serves them: with an ETag, to be asked for anew.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import puppeteer from "puppeteer";
import type { Page } from "puppeteer";
import sharp from "sharp";
import type { IterationLine, RunLineUnion } from "../src/protocol/runProtocol";
import { findBrowser } from "../src/render/browser/findBrowser";
import { panelHtml } from "../src/vscode/panel/panelHtml";
import { describePanel } from "../src/vscode/panel/panelState";
import { RunHistory } from "../src/vscode/runs/runHistory";
import { iteration, runEnd, runStart } from "../test/unit/vscode/lines";

const { values } = parseArgs({ options: { iterations: { type: "string", default: "60" } } });
const COUNT = Number(values.iterations);
const [WIDTH, HEIGHT] = [1440, 900];
/** A run's share of the heap is that of so many, a part each. */
const COPIES = 20;
const root = resolve(import.meta.dirname, "..");
const RUN = "2026-01-01T00-00-00-000Z-a";
const folder = mkdtempSync(join(tmpdir(), "mockloop-panel-"));
const runDir = join(folder, RUN);

/** In the page: the pictures of the stage and the thumbnails in sight are there. */
const PAINTED = `[...document.querySelectorAll(".layer img")].length >= 2 &&
  [...document.querySelectorAll(".layer img")].every((one) => one.complete && one.naturalWidth > 0) &&
  document.querySelectorAll(".choice").length === ${COUNT} &&
  document.querySelectorAll(".thumbnail[data-drawn]").length >= 5`;

interface Sent {
  /** How often the bytes of each picture went over, and how often it was only asked whether they are still the same. */
  readonly bytes: Map<string, number>;
  readonly same: Map<string, number>;
}

try {
  const pictures = await drawPictures();
  mkdirSync(runDir);
  const lines = writeLines();
  writeFileSync(
    join(runDir, "journal.jsonl"),
    lines.map((line) => JSON.stringify(line)).join("\n"),
  );
  const state = await measureHost();
  await measurePage(state, pictures);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A page of text and boxes, and one render of it for each iteration, each a little different. By path. */
async function drawPictures(): Promise<ReadonlyMap<string, Uint8Array>> {
  const page = resolve(root, "bench/mockups/dashboard.png");
  const mockup = await sharp(page).resize(WIDTH, HEIGHT, { fit: "cover" }).png().toBuffer();
  const pictures = new Map<string, Uint8Array>([[join(runDir, "mockup.png"), mockup]]);
  for (let number = 1; number <= COUNT; number++) {
    const box = { width: 200, height: 60, channels: 3, background: "#3366cc" } as const;
    const input = await sharp({ create: box }).png().toBuffer();
    const place = { left: (number * 17) % (WIDTH - 200), top: (number * 29) % (HEIGHT - 60) };
    const render = await sharp(mockup)
      .composite([{ input, ...place }])
      .png()
      .toBuffer();
    pictures.set(renderOf(number), render);
  }
  return pictures;
}

function renderOf(number: number): string {
  return join(runDir, "iterations", String(number), "render.png");
}

/** A journal whose records are as large as they get. */
function writeLines(): readonly RunLineUnion[] {
  const start = runStart(runDir);
  const png = join(runDir, "mockup.png");
  const mockup = { ...start.mockup, width: WIDTH, height: HEIGHT, deviceScaleFactor: 1, png };
  const iterations = Array.from({ length: COUNT }, (_, index): IterationLine => {
    const number = index + 1;
    const line = iteration(number, 0.9 + number / 1000, true, 0.8);
    const [difference] = line.differences;
    return {
      ...line,
      ...{ dir: join(runDir, "iterations", String(number)), renderPng: renderOf(number) },
      differences: difference ? Array<typeof difference>(10).fill(difference) : [],
      facts: Array<string>(10).fill("Refused: a script of the page wanted to load something."),
      summary: "Moved the cards and gave the sums their weight. ".repeat(8),
    };
  });
  return [{ ...start, mockup }, ...iterations, runEnd(COUNT)];
}

async function measureHost(): Promise<Awaited<ReturnType<RunHistory["read"]>>> {
  const history = new RunHistory(folder);
  const read = (): ReturnType<RunHistory["read"]> => history.read(RUN, [runDir]);
  await read();
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  const began = performance.now();
  const states = [await read()];
  const readMs = performance.now() - began;
  while (states.length < COPIES) states.push(await read());
  global.gc?.();
  const heap = (process.memoryUsage().heapUsed - before) / COPIES;
  const [state] = states;
  if (!state) throw new Error("The run could not be read back.");
  const times = Array.from({ length: 50 }, () => {
    const from = performance.now();
    JSON.stringify(describePanel([state], state, (path) => `https://host${path}`));
    return performance.now() - from;
  }).sort((a, b) => a - b);
  const message = JSON.stringify(describePanel([state], state, (path) => `https://host${path}`));
  console.log(`${COUNT} iterations of ${WIDTH}×${HEIGHT}`);
  console.log(
    `host: read in ${ms(readMs)}, ${kB(heap)} of heap, a message of ${kB(message.length)}`,
  );
  console.log(`host: a message takes ${ms(times[25] ?? 0)}, at most ${ms(times.at(-1) ?? 0)}`);
  return state;
}

async function measurePage(
  state: Awaited<ReturnType<RunHistory["read"]>>,
  pictures: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const sent: Sent = { bytes: new Map(), same: new Map() };
  const files = new Map<string, { readonly type: string; readonly body: Uint8Array | string }>();
  for (const [path, body] of pictures) files.set(path, { type: "image/png", body });
  const server = createServer(({ url = "", headers }, response) => {
    const path = decodeURIComponent(url);
    const file = files.get(path);
    if (!file) return void response.writeHead(404).end();
    const etag = `"${path}"`;
    const isSame = headers["if-none-match"] === etag;
    const counts = isSame ? sent.same : sent.bytes;
    if (pictures.has(path)) counts.set(path, (counts.get(path) ?? 0) + 1);
    // The editor allows every page to read them.
    const allow = { "access-control-allow-origin": "*" };
    response.writeHead(isSame ? 304 : 200, {
      ...{ "content-type": file.type, etag, "cache-control": "no-cache", ...allow },
    });
    response.end(isSame ? undefined : file.body);
  });
  await new Promise<void>((go) => server.listen(0, "127.0.0.1", go));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await bundlePage(origin, files);
  // Not the product's own browser, which reaches no server at all.
  const browser = await puppeteer.launch({
    executablePath: await findBrowser(),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1000, height: 800 });
    const shown = describePanel(state ? [state] : [], state, (path) => `${origin}${path}`);
    const message = JSON.stringify({ type: "state", state: shown });
    await page.evaluateOnNewDocument(`
      window.acquireVsCodeApi = () => ({ getState: () => undefined, setState: () => undefined,
        postMessage: ({ type }) => type === "ready" &&
          dispatchEvent(new MessageEvent("message", { data: ${message} })) });`);
    await page.goto(`${origin}/`);
    await page.waitForFunction(`${PAINTED} && (window.opened ??= performance.now())`);
    const opened = ms(Number(await page.evaluate("window.opened")));
    console.log(
      `page: opened in ${opened}, ${ms(await workOf(page))} of them its own processor time`,
    );
    await lookAtAll(page, shown, origin);
    const { JSHeapUsedSize = 0 } = await page.metrics();
    console.log(`page: ${kB(JSHeapUsedSize)} of heap after looking at every iteration`);
  } finally {
    await browser.close();
    server.close();
  }
  const most = (counts: ReadonlyMap<string, number>): number => Math.max(0, ...counts.values());
  console.log(
    `pictures: ${sent.bytes.size} of ${pictures.size} sent, each at most ${most(sent.bytes)} times; ` +
      `asked at most ${most(sent.same)} times whether one is the same`,
  );
}

/** The processor time of the page's process so far, ms: what the machine does meanwhile for others is not in it. */
async function workOf(page: Page): Promise<number> {
  const session = await page.createCDPSession();
  try {
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const { metrics } = await session.send("Performance.getMetrics");
    const time = metrics.find(({ name }) => name === "ProcessTime");
    if (!time) throw new Error("The browser does not tell the processor time of a page.");
    return time.value * 1000;
  } finally {
    await session.detach();
  }
}

/** Selects every iteration, in its pictures and as a heat map, as the editor would tell the page; then the first one again. */
async function lookAtAll(
  page: Page,
  state: ReturnType<typeof describePanel>,
  origin: string,
): Promise<void> {
  await page.click('[data-mode="difference"]');
  for (const ordinal of [...state.iterations.map((one) => one.ordinal), 1]) {
    const data = JSON.stringify({ type: "state", state: { ...state, selected: ordinal } });
    await page.evaluate(`dispatchEvent(new MessageEvent("message", { data: ${data} }))`);
    await page.waitForFunction('document.querySelector(".layer canvas") !== null');
    const source = `${origin}${renderOf(ordinal)}`;
    await page.click('[data-mode="side"]');
    const isThere = `[...document.querySelectorAll(".layer img")].some(
      (one) => one.src === ${JSON.stringify(source)} && one.complete && one.naturalWidth > 0)`;
    await page.waitForFunction(isThere);
    await page.click('[data-mode="difference"]');
  }
}

async function bundlePage(
  origin: string,
  files: Map<string, { readonly type: string; readonly body: string | Uint8Array }>,
): Promise<void> {
  const options = { bundle: true, write: false, outdir: "out", format: "iife" } as const;
  const entryPoints = { panel: resolve(root, "webview/main.ts") };
  const { outputFiles } = await build({ ...options, entryPoints });
  const text = (ending: string): string =>
    outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
  files.set("/panel.js", { type: "text/javascript", body: text(".js") });
  files.set("/panel.css", { type: "text/css", body: text(".css") });
  const page = {
    cspSource: origin,
    scriptUri: "/panel.js",
    styleUri: "/panel.css",
    nonce: "bm9uY2U=",
  };
  files.set("/", { type: "text/html", body: panelHtml({ ...page, language: "en", words: {} }) });
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
