import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import sharp from "sharp";
import type { RunLineUnion } from "../../src/protocol/runProtocol";
import { iteration, runEnd, runStart } from "../unit/vscode/lines";
import { send, stateAfter, usePanel } from "./panelSupport";

const start = runStart();
const [first, second, undrawn] = [iteration(1, 0.9), iteration(2, 0.95), iteration(3, undefined)];
const lines: readonly RunLineUnion[] = [start, first, second, undrawn, runEnd(2)];

/** A picture of one colour, as large as the mockup. */
const ground = (background: string): Promise<Uint8Array> =>
  sharp({ create: { width: 800, height: 600, channels: 3, background } })
    .png()
    .toBuffer();

describe("two iterations on the panel's stage", function () {
  this.timeout(60_000);
  const withPanel = usePanel();
  const pictures: Record<string, Uint8Array> = {};

  before(async () => {
    pictures[start.mockup.png] = await ground("#ffffff");
    pictures[first.renderPng ?? ""] = await ground("#3366cc");
    pictures[second.renderPng ?? ""] = await ground("#336600");
  });

  /** The second iteration is the best, and so selected. */
  const withStage = (work: (page: Page) => Promise<void>): Promise<void> =>
    withPanel(
      async (panel) => {
        await send(panel, stateAfter(lines));
        await work(panel);
      },
      { pictures, width: 900, height: 700 },
    );

  const shown = async (panel: Page): Promise<readonly string[]> =>
    (await panel.evaluate(`[...document.querySelectorAll("figure:not([hidden])")].flatMap((figure) => [
      figure.querySelector("figcaption").textContent,
      ...[...figure.querySelectorAll("img")].map(({ alt }) => alt),
    ])`)) as readonly string[];

  it("are held against each other, in every way, and the mockup again", async () => {
    await withStage(async (panel) => {
      assert.deepEqual(await shown(panel), [
        ...["Mockup", "The mockup signup.png"],
        ...["Render", "The render of iteration 2"],
      ]);
      const options = await panel.evaluate(
        '[...document.querySelector(".against select").options].map(({ text }) => text)',
      );
      assert.deepEqual(options, ["the mockup", "iteration 1"], "3 drew nothing");
      await panel.select(".against select", "1");
      assert.deepEqual(await shown(panel), [
        ...["Iteration 1", "The render of iteration 1"],
        ...["Iteration 2", "The render of iteration 2"],
      ]);
      await panel.hover(".pane");
      await panel.waitForFunction(
        'document.querySelector(".inspector").textContent.includes("ΔE")',
      );
      const words = String(
        await panel.evaluate('document.querySelector(".inspector").textContent'),
      );
      assert.match(words, /Iteration 1 #3366cc.*Iteration 2 #336600/);
      await panel.click('[data-mode="swipe"]');
      assert.equal((await shown(panel))[0], "Iteration 1 | Iteration 2");
      await panel.click('[data-mode="difference"]');
      await panel.waitForSelector(".layer canvas");
      assert.equal((await panel.$$(".outline.measured")).length, 0, "those are of the mockup");
      await panel.select(".against select", "");
      await panel.waitForSelector(".outline.measured");
    });
  });

  it("stay as they are held while the run goes on, and go with the run", async () => {
    await withStage(async (panel) => {
      await panel.select(".against select", "1");
      await send(panel, stateAfter([...lines, { ...second, number: 4 }]));
      assert.equal((await shown(panel))[0], "Iteration 1");
      await send(panel, stateAfter([start, first, second, runEnd(2)], "2"));
      assert.equal((await shown(panel))[0], "Mockup");
    });
  });

  it("are not offered where there is one alone", async () => {
    await withStage(async (panel) => {
      await send(panel, stateAfter([start, first, undrawn, runEnd(1)]));
      assert.equal(await panel.$(".against:not([hidden])"), null);
    });
  });
});
