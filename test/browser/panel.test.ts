import assert from "node:assert/strict";
import { resolve } from "node:path";
import { build } from "esbuild";
import type { Page } from "puppeteer";
import type { FromPanel } from "../../src/protocol/panelProtocol";
import type { RunLineUnion } from "../../src/protocol/runProtocol";
import { createBrowserProcess } from "../../src/render/browser/browserProcess";
import { describePanel } from "../../src/vscode/panel/panelState";
import { applyLine, beginRun, createRunState } from "../../src/vscode/runs/runState";
import { iteration, runEnd, runStart } from "../unit/vscode/lines";

const root = resolve(import.meta.dirname, "../..");

const progress = (stage: string): RunLineUnion => ({ type: "progress", iteration: 3, stage });
const running = [runStart(), iteration(1, 0.8), iteration(2, 0.7, false)];

/** What the panel is told after the lines of a run. */
function messageAfter(...lines: readonly RunLineUnion[]): unknown {
  const state = lines.reduce(applyLine, beginRun(createRunState("1", "signup.png")));
  return { type: "state", state: describePanel([state], state, () => "data:,") };
}

/** What the panel said to the editor, and what it left for its next page. */
interface Host {
  readonly state: unknown;
  readonly posted: readonly FromPanel[];
}

/** The editor's side of the page, as a script. */
const hostWith = (state: string | undefined): string => `
  const host = { state: ${JSON.stringify(state)}, posted: [] };
  const acquireVsCodeApi = () => ({
    postMessage: (message) => host.posted.push(message),
    getState: () => host.state,
    setState: (value) => (host.state = value),
  });`;

/** The panel's own script and styles in a page; what surrounds them in the editor is played by the test. */
describe("the panel's page", function () {
  this.timeout(60_000);
  const browser = createBrowserProcess();
  let code: string;

  before(async () => {
    const options = { bundle: true, write: false, outdir: "out", format: "iife" } as const;
    const { outputFiles } = await build({
      ...options,
      entryPoints: { panel: resolve(root, "webview/main.ts") },
    });
    const text = (ending: string): string =>
      outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
    code = `<style>${text(".css")}</style><main id="panel"></main><script>${text(".js").replaceAll("</script", "<\\/script")}</script>`;
  });
  after(() => browser.dispose());

  /** Opens a panel that wakes up with `draft` as its state, and works with it. */
  async function withPanel(work: (page: Page) => Promise<void>, draft?: string): Promise<void> {
    await browser.use(async (chrome) => {
      const page = await chrome.newPage();
      try {
        await page.setViewport({ width: 700, height: 500 });
        await page.setContent(`<script>${hostWith(draft)}</script>${code}`);
        await work(page);
      } finally {
        await page.close();
      }
    });
  }

  const tell = async (page: Page, ...lines: readonly RunLineUnion[]): Promise<void> => {
    const data = JSON.stringify(messageAfter(...lines));
    await page.evaluate(`window.dispatchEvent(new MessageEvent("message", { data: ${data} }))`);
  };

  const hostOf = async (page: Page): Promise<Host> => (await page.evaluate("host")) as Host;

  it("hits the iteration that was meant, whatever the run tells while the button is down", async () => {
    await withPanel(async (page) => {
      await tell(page, ...running);
      const button = await page.waitForSelector('[data-ordinal="2"]');
      const box = await button?.boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + 5, box.y + 5);
      await page.mouse.down();
      await tell(page, ...running, progress("writing index.html"));
      await page.mouse.up();
      const { posted } = await hostOf(page);
      assert.deepEqual(posted.at(-1), { type: "select", ordinal: 2 });
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

  it("keeps an instruction until the run that follows it begins", async () => {
    const lines = [...running, runEnd(1)];
    await withPanel(async (page) => {
      await tell(page, ...lines);
      await page.click(".instruction");
      await page.keyboard.type("Wider cards");
      assert.equal((await hostOf(page)).state, "Wider cards");
      await page.keyboard.down("Control");
      await page.keyboard.press("Enter");
      await page.keyboard.up("Control");
      const sent = await hostOf(page);
      assert.deepEqual(sent.posted.at(-1), { type: "refine", instruction: "Wider cards" });
      assert.equal(sent.state, "Wider cards", "it is not lost when the refinement is refused");
      await tell(page, ...lines, runStart());
      assert.equal((await hostOf(page)).state, "Wider cards");
      await tell(page, ...running);
      assert.equal((await hostOf(page)).state, "");
    });
  });

  it("brings an instruction back that was being written when the panel was hidden", async () => {
    await withPanel(async (page) => {
      await tell(page, ...running, runEnd(1));
      const value = await page.$eval(
        ".instruction",
        (node) => (node as unknown as { value: string }).value,
      );
      assert.equal(value, "Half a sent");
    }, "Half a sent");
  });
});
