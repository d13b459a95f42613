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
import { iteration, runEnd, runStart } from "../unit/vscode/lines";

const root = resolve(import.meta.dirname, "../..");

const progress = (stage: string): RunLineUnion => ({ type: "progress", iteration: 3, stage });
const running = [runStart(), iteration(1, 0.8), iteration(2, 0.7, false)];
const ended = [...running, runEnd(1)];

/** The state of a panel that shows `run` after the lines of that run. */
function stateAfter(lines: readonly RunLineUnion[], run = "1"): ToPanel {
  const state = lines.reduce(applyLine, beginRun(createRunState(run, `${run}.png`)));
  return { type: "state", state: describePanel([state], state, () => "data:,") };
}

/** What the panel said to the editor, and what it left for its next page. */
interface Host {
  readonly state: unknown;
  readonly posted: readonly FromPanel[];
}

/** The editor's side of the page, as a script. */
const hostWith = (state: string | undefined): string => `
  window.host = { state: ${JSON.stringify(state)}, posted: [] };
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => host.posted.push(message),
    getState: () => host.state,
    setState: (value) => (host.state = value),
  });`;

const ORIGIN = "http://panel.test";

/** The panel's own page, script and styles, under its own policy; what surrounds them in the editor is played by the test. */
describe("the panel's page", function () {
  this.timeout(60_000);
  const browser = createBrowserProcess();
  const served = new Map<string, { readonly contentType: string; readonly body: string }>();

  before(async () => {
    const options = { bundle: true, write: false, outdir: "out", format: "iife" } as const;
    const { outputFiles } = await build({
      ...options,
      entryPoints: { panel: resolve(root, "webview/main.ts") },
    });
    const text = (ending: string): string =>
      outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
    const [scriptUri, styleUri] = [`${ORIGIN}/panel.js`, `${ORIGIN}/panel.css`];
    const html = panelHtml({ cspSource: ORIGIN, scriptUri, styleUri, nonce: "bm9uY2U=" });
    served.set(`${ORIGIN}/`, { contentType: "text/html", body: html });
    served.set(scriptUri, { contentType: "text/javascript", body: text(".js") });
    served.set(styleUri, { contentType: "text/css", body: text(".css") });
  });
  after(() => browser.dispose());

  /** Opens a panel that wakes up with `draft` as its state, and works with it. */
  async function withPanel(work: (page: Page) => Promise<void>, draft?: string): Promise<void> {
    await browser.use(async (chrome) => {
      const page = await chrome.newPage();
      try {
        await page.setViewport({ width: 700, height: 500 });
        await page.setRequestInterception(true);
        page.on("request", (request) => {
          const file = served.get(request.url());
          void (file ? request.respond(file) : request.abort());
        });
        await page.evaluateOnNewDocument(hostWith(draft));
        await page.goto(`${ORIGIN}/`);
        await work(page);
      } finally {
        await page.close();
      }
    });
  }

  const send = async (page: Page, message: ToPanel): Promise<void> => {
    const data = JSON.stringify(message);
    await page.evaluate(`window.dispatchEvent(new MessageEvent("message", { data: ${data} }))`);
  };

  const tell = (page: Page, ...lines: readonly RunLineUnion[]): Promise<void> =>
    send(page, stateAfter(lines));

  const hostOf = async (page: Page): Promise<Host> => (await page.evaluate("host")) as Host;

  /** The last thing that was asked for, of this kind. */
  async function lastRequest<K extends PanelRequest["type"]>(
    page: Page,
    type: K,
  ): Promise<Extract<PanelRequest, { type: K }>> {
    const last = (await hostOf(page)).posted.at(-1);
    assert.equal(last?.type, type);
    return last as Extract<PanelRequest, { type: K }>;
  }

  const refusalOn = (page: Page): Promise<unknown> =>
    page.evaluate('document.querySelector(".refusal:not([hidden])")?.textContent ?? null');

  const middleOf = async (page: Page, selector: string): Promise<readonly [number, number]> => {
    const box = await (await page.waitForSelector(selector))?.boundingBox();
    assert.ok(box);
    return [box.x + box.width / 2, box.y + box.height / 2];
  };

  it("hits the iteration that was meant, whatever the run tells while the button is down", async () => {
    await withPanel(async (page) => {
      await tell(page, ...running);
      await page.mouse.move(...(await middleOf(page, '[data-ordinal="2"]')));
      await page.mouse.down();
      await tell(page, ...running, progress("writing index.html"));
      await page.mouse.up();
      const { run, iteration: ordinal } = await lastRequest(page, "select");
      assert.deepEqual([run, ordinal], ["1", 2]);
    });
  });

  it("stays where somebody reads while the run goes on", async () => {
    await withPanel(async (page) => {
      await tell(page, ...running);
      await page.evaluate('document.body.style.minHeight = "3000px"; scrollTo(0, 900)');
      assert.equal(await page.evaluate("scrollY"), 900);
      await tell(page, ...running, progress("writing"));
      await tell(page, ...running, iteration(3, 0.9));
      assert.equal(await page.evaluate("scrollY"), 900);
    });
  });

  it("shows the record of the iteration that is selected, and keeps a selection of its text", async () => {
    await withPanel(async (page) => {
      const details = async (): Promise<string> =>
        String(await page.evaluate('document.querySelector(".details").innerText'));
      const selected = (): Promise<unknown> => page.evaluate("String(getSelection())");
      const lines = [runStart(), { ...iteration(1, 0.8, true, 0.7), problem: "It hung once." }];
      await tell(page, ...lines);
      const text = await details();
      for (const words of ["Draft 1", "0.800", "1.20 %", "Code: It sticks out.", "It hung once."])
        assert.ok(text.includes(words), text);
      await page.evaluate('getSelection().selectAllChildren(document.querySelector(".summary"))');
      await tell(page, ...lines, progress("writing"));
      await tell(page, ...lines, iteration(2, 0.7, false));
      assert.equal(await selected(), "Draft 1");
      await tell(page, ...lines, iteration(2, 0.7, false), iteration(3, 0.9));
      assert.match(await details(), /^Iteration 3\s+Draft 3\s/);
      const notes = await page.evaluate(
        '[...document.querySelectorAll(".choice-note")].map((node) => node.textContent)',
      );
      assert.deepEqual(notes, ["better", "rolled back", "best"]);
    });
  });

  it("keeps an instruction until the run that follows it has begun", async () => {
    await withPanel(async (page) => {
      await tell(page, ...ended);
      await typeInstruction(page, "Wider cards");
      assert.equal((await hostOf(page)).state, "Wider cards");
      await enter(page);
      const { id, run, iteration: ordinal, instruction } = await lastRequest(page, "refine");
      assert.deepEqual([run, ordinal, instruction], ["1", 1, "Wider cards"]);
      await tell(page, ...running);
      assert.equal((await hostOf(page)).state, "Wider cards", "another run may have begun");
      await send(page, { type: "reply", id, refusal: null });
      assert.equal((await hostOf(page)).state, "");
      assert.equal(await instructionOn(page), "");
    });
  });

  it("keeps an instruction that was refused, and says why until something else is asked for", async () => {
    await withPanel(async (page) => {
      await tell(page, ...ended);
      await typeInstruction(page, "Wider cards");
      await enter(page);
      const { id } = await lastRequest(page, "refine");
      await send(page, { type: "reply", id: id + 1, refusal: "Not this one." });
      assert.equal(await refusalOn(page), null);
      await send(page, { type: "reply", id, refusal: "The disk is full." });
      assert.equal(await refusalOn(page), "The disk is full.");
      assert.equal(await instructionOn(page), "Wider cards");
      assert.equal((await hostOf(page)).state, "Wider cards");
      await enter(page);
      assert.equal(await refusalOn(page), null);
    });
  });

  it("keeps what is written after an instruction was sent", async () => {
    await withPanel(async (page) => {
      await tell(page, ...ended);
      await typeInstruction(page, "Wider");
      await enter(page);
      await typeInstruction(page, " cards");
      const { id } = await lastRequest(page, "refine");
      await send(page, { type: "reply", id, refusal: null });
      assert.equal(await instructionOn(page), "Wider cards");
    });
  });

  it("asks for nothing when another run comes to be shown while a button is down", async () => {
    await withPanel(async (page) => {
      await tell(page, ...running);
      const [x, y] = await middleOf(page, 'header [appearance="secondary"]');
      await page.mouse.move(x, y);
      await page.mouse.down();
      await send(page, stateAfter(running, "2"));
      await page.mouse.up();
      assert.deepEqual((await hostOf(page)).posted, [{ type: "ready" }]);
      assert.match(String(await refusalOn(page)), /Another run/);
      await page.mouse.click(x, y);
      assert.equal((await lastRequest(page, "cancel")).run, "2");
      assert.equal(await refusalOn(page), null);
    });
  });

  it("accepts and discards the run and the iteration that are shown", async () => {
    await withPanel(async (page) => {
      await tell(page, ...ended);
      await page.click('vscode-button[aria-label="Accept"]');
      const { run, iteration: ordinal } = await lastRequest(page, "accept");
      assert.deepEqual([run, ordinal], ["1", 1]);
      await page.click("vscode-button::-p-text(Discard)");
      assert.equal((await lastRequest(page, "discard")).run, "1");
    });
  });

  it("brings an instruction back that was being written when the panel was hidden", async () => {
    await withPanel(async (page) => {
      await tell(page, ...ended);
      assert.equal(await instructionOn(page), "Half a sent");
    }, "Half a sent");
  });
});

async function typeInstruction(page: Page, text: string): Promise<void> {
  await page.focus(".instruction");
  await page.keyboard.type(text);
}

async function enter(page: Page): Promise<void> {
  await page.keyboard.down("Control");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
}

async function instructionOn(page: Page): Promise<string> {
  const valueOf = (node: unknown): string => (node as { value: string }).value;
  return page.$eval(".instruction", valueOf);
}
