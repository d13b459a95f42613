import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import sharp from "sharp";
import type { RunLineUnion } from "../../src/protocol/runProtocol";
import { iteration, runEnd, runStart } from "../unit/vscode/lines";
import { send, stateAfter, usePanel } from "./panelSupport";

const start = runStart();
const phone = {
  ...{ ...start.mockup, name: "phone.png", png: "/runs/1/mockup-2.png" },
  ...{ width: 100, height: 300, deviceScaleFactor: 1 },
};
const drawn = iteration(1, 0.8);
const { scores, renderPng = "", diffPng = "" } = drawn;
assert.ok(scores);
const main = { name: "signup.png", width: 400, height: 300, renderPng, diffPng };
const views = [
  { ...main, scores: { ...scores, fidelity: 0.95 } },
  {
    ...{ name: "phone.png", width: 100, height: 300, scores },
    ...{ renderPng: "/runs/1/render-2.png", diffPng: "/runs/1/diff-2.png" },
  },
];
const lines: readonly RunLineUnion[] = [
  { ...start, views: [phone] },
  { ...drawn, views },
  runEnd(1),
];

const blank = (width: number, height: number, background: string): Promise<Uint8Array> =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

describe("several mockups of one page in the panel", function () {
  this.timeout(60_000);
  const withPanel = usePanel();
  const pictures: Record<string, Uint8Array> = {};

  before(async () => {
    pictures[start.mockup.png] = await blank(800, 600, "#ffffff");
    pictures[renderPng] = await blank(800, 600, "#eeeeee");
    pictures[phone.png] = await blank(100, 300, "#ffffff");
    pictures["/runs/1/render-2.png"] = await blank(100, 300, "#dddddd");
  });

  const onPage = (work: (page: Page) => Promise<void>, shown = lines): Promise<void> =>
    withPanel(
      async (page) => {
        await send(page, stateAfter(shown));
        await work(page);
      },
      { pictures, width: 900, height: 700 },
    );
  const buttonsOf = (page: Page): Promise<unknown> =>
    page.evaluate(`[...document.querySelectorAll(".widths button")].map((one) =>
      [one.textContent, one.getAttribute("aria-pressed"), one.classList.contains("worst")])`);
  const picturesOf = (page: Page): Promise<unknown> =>
    page.evaluate(`[...document.querySelectorAll("figure:not([hidden]) .layer img")].map((one) =>
      new URL(one.src).pathname)`);

  it("stand over the stage with how true the page is at each, and the one that decides marked", async () => {
    await onPage(async (page) => {
      assert.deepEqual(await buttonsOf(page), [
        ["signup.png 0.950", "true", false],
        ["phone.png 0.800", "false", true],
      ]);
      assert.deepEqual(await picturesOf(page), [start.mockup.png, renderPng]);
    });
  });

  it("are switched between; parts are marked on the main one alone", async () => {
    await onPage(async (page) => {
      await page.focus(".widths button:last-child");
      await page.keyboard.press("Enter");
      assert.deepEqual(await picturesOf(page), [phone.png, "/runs/1/render-2.png"]);
      const focused = "document.activeElement.textContent";
      assert.equal(await page.evaluate(focused), "phone.png 0.800", "keeps the focus");
      const canMark =
        '[...document.querySelectorAll(".stage-bar .alone")].map((one) => one.hidden)';
      assert.deepEqual(await page.evaluate(canMark), [true, true]);
      await page.focus(".pane");
      await page.keyboard.press("m");
      assert.equal(await page.$(".marked-part"), null);
      // What was measured lies on the main one: flying there leads back to it.
      await page.click(".details .place");
      assert.deepEqual(await picturesOf(page), [start.mockup.png, renderPng]);
      assert.ok(await page.$(".outline.chosen"));
    });
  });

  it("are not spoken of where there is one alone", async () => {
    await onPage(
      async (page) => {
        assert.equal(await page.evaluate('document.querySelector(".widths").hidden'), true);
      },
      [start, drawn, runEnd(1)],
    );
  });
});
