import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import sharp from "sharp";
import type { RunLineUnion } from "../../src/protocol/runProtocol";
import { iteration, runEnd, runStart } from "../unit/vscode/lines";
import { send, stateAfter, usePanel } from "./panelSupport";

const COUNT = 30;
const lines: readonly RunLineUnion[] = [
  runStart(),
  ...Array.from({ length: COUNT }, (_, index) =>
    iteration(index + 1, 0.5 + index / 100 - (index % 3 === 2 ? 0.1 : 0), index % 3 !== 2),
  ),
  runEnd(COUNT - 1),
];

describe("the panel's strip", function () {
  this.timeout(60_000);
  const withPanel = usePanel();
  const pictures: Record<string, Uint8Array> = {};

  before(async () => {
    const create = { width: 400, height: 900, channels: 3, background: "#204080" } as const;
    const png = await sharp({ create }).png().toBuffer();
    for (const line of lines)
      if (line.type === "iteration" && line.renderPng !== undefined) pictures[line.renderPng] = png;
  });

  const drawnOn = async (panel: Page): Promise<readonly number[]> =>
    (await panel.evaluate(`[...document.querySelectorAll(".choice")].filter(
      (one) => one.querySelector("canvas[data-drawn]")).map((one) => Number(one.dataset.ordinal))`)) as readonly number[];

  it("draws the thumbnails that are in sight, and no others", async () => {
    await withPanel(
      async (panel) => {
        await send(panel, stateAfter(lines));
        // The best one is selected, and brought into sight.
        await panel.waitForSelector('[data-ordinal="29"] canvas[data-drawn]');
        assert.ok(!(await drawnOn(panel)).includes(2));
        const pixel = await panel.evaluate(`[...document.querySelector('[data-ordinal="29"] canvas')
          .getContext("2d").getImageData(40, 40, 1, 1).data]`);
        assert.deepEqual(pixel, [0x20, 0x40, 0x80, 255]);
        await panel.evaluate('document.querySelector(".strip").scrollLeft = 0');
        await panel.waitForSelector('[data-ordinal="2"] canvas[data-drawn]');
        const drawn = await drawnOn(panel);
        assert.ok(!drawn.includes(15), String(drawn));
      },
      { pictures },
    );
  });

  it("keeps what is chosen in sight when the panel becomes narrow", async () => {
    await withPanel(
      async (panel) => {
        await send(panel, stateAfter([...lines.slice(0, 6), runEnd(5)]));
        await panel.waitForSelector('[data-ordinal="5"][aria-checked="true"]');
        assert.equal(await panel.evaluate('document.querySelector(".strip").scrollLeft'), 0);
        await panel.setViewport({ width: 320, height: 500 });
        await panel.waitForFunction(`(() => {
          const [choice, strip] = ['[data-ordinal="5"]', ".strip"].map(
            (one) => document.querySelector(one).getBoundingClientRect());
          return choice.left >= strip.left && choice.right <= strip.right;
        })()`);
      },
      { pictures, width: 900 },
    );
  });

  it("has a point of the curve over each thumbnail, also where it was scrolled to", async () => {
    await withPanel(
      async (panel) => {
        await send(panel, stateAfter(lines));
        const apart = (await panel.evaluate(`(() => {
          const middle = ({ left, right }) => (left + right) / 2;
          const of = (selector) => [...document.querySelectorAll(selector)].map(
            (one) => middle(one.getBoundingClientRect()));
          const choices = of(".choice");
          return of(".curve circle").map((x, index) => Math.abs(x - choices[index]));
        })()`)) as readonly number[];
        assert.equal(apart.length, COUNT);
        // Between two thumbnails is a gap, half of which is each one's.
        assert.ok(Math.max(...apart) <= 4, String(apart));
        const curve = String(await panel.$eval(".curve", labelOf));
        assert.match(curve, /^Fidelity by iteration: 0\.500, .*; the best is iteration 29$/);
      },
      { pictures },
    );
  });

  it("says why an iteration was rolled back, marks the best, and keeps its place with the keys", async () => {
    await withPanel(
      async (panel) => {
        await send(panel, stateAfter(lines));
        assert.match(
          String(await panel.$eval('[data-ordinal="3"]', labelOf)),
          /^Iteration 3, fidelity 0\.420, rolled back: 0\.420, and iteration 2 has 0\.510$/,
        );
        const marked = await panel.evaluate(
          '[...document.querySelectorAll(".choice.best")].map((one) => one.dataset.ordinal)',
        );
        assert.deepEqual(marked, ["29"]);
        await panel.focus('[data-ordinal="29"]');
        await panel.keyboard.press("ArrowRight");
        const { type, iteration: ordinal } = (await panel.evaluate("host.posted.at(-1)")) as {
          type: string;
          iteration: number;
        };
        assert.deepEqual([type, ordinal], ["select", 30]);
      },
      { pictures },
    );
  });
});

const labelOf = (node: unknown): unknown =>
  (node as { getAttribute(name: string): unknown }).getAttribute("aria-label");
