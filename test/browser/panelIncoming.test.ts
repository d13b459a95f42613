import assert from "node:assert/strict";
import { resolve } from "node:path";
import type { Page } from "puppeteer";
import { describePanel } from "../../src/vscode/panel/panelState";
import { iteration, runEnd, runStart } from "../unit/vscode/lines";
import { send, stateAfter, usePanel } from "./panelSupport";

const SIGN_IN = resolve(import.meta.dirname, "../integration/workspace/designs/sign-in.png");
const empty = {
  type: "state",
  state: describePanel([], undefined, (path) => path),
} as const;
const PASTED = `const given = new DataTransfer();`;

describe("pictures that come into the panel", function () {
  this.timeout(60_000);
  const withPanel = usePanel();

  /** What runs were asked for with: names and sizes of bytes, and addresses. */
  const asked = async (panel: Page): Promise<unknown> =>
    panel.evaluate(`host.posted.filter(({ type }) => type === "begin-with").flatMap(({ pictures }) =>
      pictures.map(({ name, bytes, address }) => address ?? name + " " + bytes.constructor.name + " " + bytes.length))`);
  const refusal = (panel: Page): Promise<unknown> =>
    panel.evaluate(
      '(({ hidden, textContent }) => hidden ? null : textContent)(document.querySelector(".refusal"))',
    );
  const isOffered = (panel: Page): Promise<unknown> =>
    panel.evaluate('!document.querySelector(".drop-here").hidden');
  /** Pastes `fill(given)` at the element in focus, or at the page. */
  const paste = (panel: Page, fill: string): Promise<unknown> =>
    panel.evaluate(`{ ${PASTED} ${fill};
      const inner = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
      inner.dispatchEvent(new ClipboardEvent("paste",
        { clipboardData: given, bubbles: true, composed: true, cancelable: true })); }`);

  it("are dropped there from the system, and it shows where", async () => {
    await withPanel(async (panel) => {
      await send(panel, empty);
      const session = await panel.createCDPSession();
      const drag = (type: "dragEnter" | "dragOver" | "drop"): Promise<void> =>
        session.send("Input.dispatchDragEvent", {
          ...{ type, x: 200, y: 200 },
          data: { items: [], files: [SIGN_IN], dragOperationsMask: 1 },
        });
      await drag("dragEnter");
      await drag("dragOver");
      assert.equal(await isOffered(panel), true);
      // The protocol's own end of a drag is none to the page.
      await panel.evaluate(
        'document.body.dispatchEvent(new DragEvent("dragleave", { bubbles: true }))',
      );
      assert.equal(await isOffered(panel), false);
      await drag("dragEnter");
      await drag("dragOver");
      await drag("drop");
      await panel.waitForFunction('host.posted.some(({ type }) => type === "begin-with")');
      assert.equal(await isOffered(panel), false);
      assert.match(String(await asked(panel)), /^sign-in\.png Uint8Array \d{3,}$/);
    });
  });

  it("are dropped there from the Explorer and from a browser, by their addresses", async () => {
    await withPanel(async (panel) => {
      await send(panel, stateAfter([runStart(), iteration(1, 0.9), runEnd(1)]));
      const drop = (type: string, text: string): Promise<unknown> =>
        panel.evaluate(`{ ${PASTED} given.setData(${JSON.stringify(type)}, ${JSON.stringify(text)});
          window.dispatchEvent(new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true })); }`);
      await drop("application/vnd.code.uri-list", "file:///a.png\r\nfile:///b.png");
      await drop("ResourceURLs", '["file:///c.png"]');
      await drop("text/uri-list", "# from a page\r\nhttps://a.example/d.png");
      await drop("text/plain", "https://a.example/words.png");
      await panel.waitForFunction(
        'host.posted.filter(({ type }) => type === "begin-with").length === 3',
      );
      assert.deepEqual(await asked(panel), [
        "file:///a.png",
        "file:///b.png",
        "file:///c.png",
        "https://a.example/d.png",
      ]);
    });
  });

  it("are pasted there, also while a field has the focus, which keeps its text", async () => {
    await withPanel(async (panel) => {
      await send(panel, stateAfter([runStart(), iteration(1, 0.9), runEnd(1)]));
      const picture = 'given.items.add(new File(["png"], "", { type: "image/png" }))';
      await panel.focus(".instruction");
      await paste(panel, 'given.setData("text/plain", "https://a.example/words.png")');
      await paste(panel, picture);
      await panel.waitForFunction('host.posted.some(({ type }) => type === "begin-with")');
      assert.deepEqual(await asked(panel), ["pasted.png Uint8Array 3"]);
      await panel.evaluate("document.activeElement.blur()");
      await paste(panel, 'given.setData("text/plain", "just words")');
      await paste(panel, 'given.setData("text/plain", "https://a.example/e.png")');
      await panel.waitForFunction(
        'host.posted.filter(({ type }) => type === "begin-with").length === 2',
      );
      assert.deepEqual(await asked(panel), ["pasted.png Uint8Array 3", "https://a.example/e.png"]);
    });
  });

  it("come out of the clipboard when the editor or a button says so, else the panel says why not", async () => {
    await withPanel(async (panel) => {
      await send(panel, empty);
      const clipboard = (read: string): Promise<unknown> =>
        panel.evaluate(`Object.defineProperty(navigator, "clipboard",
          { configurable: true, value: { read: async () => { ${read} } } })`);
      await clipboard("throw new DOMException('no', 'NotAllowedError')");
      await send(panel, { type: "read-clipboard" });
      await panel.waitForFunction('!document.querySelector(".refusal").hidden');
      assert.match(String(await refusal(panel)), /Press Ctrl\+V here instead/);
      await clipboard("return [{ types: ['text/plain'] }]");
      await send(panel, { type: "read-clipboard" });
      await panel.waitForFunction(
        '/no picture/.test(document.querySelector(".refusal").textContent)',
      );
      await clipboard(
        "return [{ types: ['text/html', 'image/png'], getType: async (type) => new Blob(['four'], { type }) }]",
      );
      await panel.click("vscode-button ::-p-text(From the clipboard)");
      await panel.waitForFunction('host.posted.some(({ type }) => type === "begin-with")');
      assert.deepEqual(await asked(panel), ["pasted.png Uint8Array 4"]);
      assert.equal(await refusal(panel), null);
    });
  });

  it("are refused when they are too many", async () => {
    await withPanel(async (panel) => {
      await send(panel, empty);
      await paste(
        panel,
        'for (let i = 0; i < 21; i++) given.items.add(new File(["png"], i + ".png", { type: "image/png" }))',
      );
      await panel.waitForFunction('!document.querySelector(".refusal").hidden');
      assert.match(String(await refusal(panel)), /21 pictures; 20 at once/);
      assert.deepEqual(await asked(panel), []);
    });
  });
});
