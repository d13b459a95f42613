import assert from "node:assert/strict";
import { resolve } from "node:path";
import { build } from "esbuild";
import type { Page } from "puppeteer";
import type { FromPanel, PanelRequest, ToPanel } from "../../src/protocol/panelMessages";
import type { RunLineUnion } from "../../src/protocol/runProtocol";
import { createBrowserProcess } from "../../src/render/browser/browserProcess";
import { panelHtml } from "../../src/vscode/panel/panelHtml";
import { describePanel } from "../../src/vscode/panel/panelState";
import { applyLine, beginRun, createRunState } from "../../src/vscode/runs/runState";

const root = resolve(import.meta.dirname, "../..");
const ORIGIN = "http://panel.test";

interface Served {
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

/** The state of a panel that shows `run` after these lines of that run. Pictures are what is served under their paths. */
export function stateAfter(lines: readonly RunLineUnion[], run = "1"): ToPanel {
  const state = lines.reduce(applyLine, beginRun(createRunState(run, `${run}.png`)));
  return { type: "state", state: describePanel([state], state, (path) => `${ORIGIN}${path}`) };
}

/** Tells the panel something, as the editor does. */
export async function send(page: Page, message: ToPanel): Promise<void> {
  const data = JSON.stringify(message);
  await page.evaluate(`window.dispatchEvent(new MessageEvent("message", { data: ${data} }))`);
}

/** What the panel said to the editor, and what it left for its next page. */
export interface Host {
  readonly state: unknown;
  readonly posted: readonly FromPanel[];
}

export const hostOf = async (page: Page): Promise<Host> => (await page.evaluate("host")) as Host;

/** The last thing that was asked for, of this kind. */
export async function lastRequest<K extends PanelRequest["type"]>(
  page: Page,
  type: K,
): Promise<Extract<PanelRequest, { type: K }>> {
  const last = (await hostOf(page)).posted.at(-1);
  assert.equal(last?.type, type);
  return last as Extract<PanelRequest, { type: K }>;
}

/** The middle of an element, px of the window. */
export const middleOf = async (
  page: Page,
  selector: string,
): Promise<readonly [number, number]> => {
  const box = await (await page.waitForSelector(selector))?.boundingBox();
  assert.ok(box);
  return [box.x + box.width / 2, box.y + box.height / 2];
};

/** The editor's side of the page, as a script. */
const hostWith = (state: string | undefined): string => `
  window.host = { state: ${JSON.stringify(state)}, posted: [] };
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => host.posted.push(message),
    getState: () => host.state,
    setState: (value) => (host.state = value),
  });`;

export interface PanelOptions {
  /** What the page before this one left as its state. */
  readonly draft?: string;
  /** PNG files by path. */
  readonly pictures?: Readonly<Record<string, Uint8Array>>;
  /** The words of another language than English. */
  readonly words?: Readonly<Record<string, string>>;
  readonly width?: number;
  readonly height?: number;
}

/** Opens a panel and works with it. */
export type WithPanel = (
  work: (page: Page) => Promise<void>,
  options?: PanelOptions,
) => Promise<void>;

/**
 * The panel's own page, script and styles, under its own policy; what surrounds them in the editor is played by the test. Call it
 * inside of a `describe`.
 */
export function usePanel(): WithPanel {
  const browser = createBrowserProcess();
  const [scriptUri, styleUri] = [`${ORIGIN}/panel.js`, `${ORIGIN}/panel.css`];
  const served = new Map<string, Served>();

  before(async () => {
    const options = { bundle: true, write: false, outdir: "out", format: "iife" } as const;
    const { outputFiles } = await build({
      ...options,
      entryPoints: { panel: resolve(root, "webview/main.ts") },
    });
    const text = (ending: string): string =>
      outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
    served.set(scriptUri, { contentType: "text/javascript", body: text(".js") });
    served.set(styleUri, { contentType: "text/css", body: text(".css") });
  });
  after(() => browser.dispose());

  return async (work, { draft, pictures = {}, words = {}, width = 700, height = 500 } = {}) => {
    const files = new Map(served);
    const page = { cspSource: ORIGIN, scriptUri, styleUri, nonce: "bm9uY2U=" };
    const html = panelHtml({ ...page, language: "en", words });
    files.set(`${ORIGIN}/`, { contentType: "text/html", body: html });
    for (const [path, body] of Object.entries(pictures))
      files.set(`${ORIGIN}${path}`, { contentType: "image/png", body });
    await browser.use(async (chrome) => {
      const page = await chrome.newPage();
      try {
        await page.setViewport({ width, height });
        await page.setRequestInterception(true);
        page.on("request", (request) => {
          const file = files.get(request.url());
          void (file ? request.respond(file) : request.abort());
        });
        await page.evaluateOnNewDocument(hostWith(draft));
        await page.goto(`${ORIGIN}/`);
        await work(page);
      } finally {
        await page.close();
      }
    });
  };
}
