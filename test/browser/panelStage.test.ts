import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import sharp from "sharp";
import type { PanelRequest } from "../../src/protocol/panelMessages";
import type { RunLineUnion } from "../../src/protocol/runProtocol";
import { iteration, runEnd, runStart } from "../unit/vscode/lines";
import { send, stateAfter, usePanel } from "./panelSupport";
import { THEMES, themeScript } from "./themes";

/** Of the mockup's picture; in the page it is half as many, for the mockup is one at 2×. */
const [WIDTH, HEIGHT] = [800, 600];
const drawn = { ...iteration(1, 0.9) };
const [difference] = drawn.differences;
assert.ok(difference?.box);
const start = runStart();
const lines: readonly RunLineUnion[] = [start, drawn, runEnd(1)];

/** The colour of what a ruler has whole pixels of: its marks. */
const RULER_COLOUR = `(() => {
  const { width, height } = document.querySelector(".ruler-top");
  const { data } = document.querySelector(".ruler-top").getContext("2d").getImageData(0, 0, width, height);
  const opaque = data.findIndex((value, index) => index % 4 === 3 && value === 255);
  return data.slice(opaque - 3, opaque).join();
})()`;

/** A white page with a square, px of the picture. */
async function page(left: number, color: string): Promise<Uint8Array> {
  const square = { create: { width: 100, height: 100, channels: 3, background: color } } as const;
  const input = await sharp(square).png().toBuffer();
  const ground = { width: WIDTH, height: HEIGHT, channels: 3, background: "#ffffff" } as const;
  return sharp({ create: ground })
    .composite([{ input, left, top: 200 }])
    .png()
    .toBuffer();
}

describe("the panel's stage", function () {
  this.timeout(60_000);
  const withPanel = usePanel();
  const pictures: Record<string, Uint8Array> = {};

  before(async () => {
    pictures[start.mockup.png] = await page(300, "#3366cc");
    pictures[drawn.renderPng ?? ""] = await page(300, "#3366d0");
  });

  /** Shows a finished run of one iteration. */
  const withStage = (work: (page: Page) => Promise<void>): Promise<void> =>
    withPanel(
      async (panel) => {
        await send(panel, stateAfter(lines));
        await panel.waitForFunction(
          '[...document.querySelectorAll(".layer img")].filter((one) => one.naturalWidth > 0).length >= 2',
        );
        await work(panel);
      },
      { pictures, width: 900, height: 700 },
    );

  /** Where the pictures lie that are to be seen, px of the screen. */
  const placesOn = async (panel: Page): Promise<readonly DOMRectLike[]> =>
    (await panel.evaluate(`[...document.querySelectorAll("figure:not([hidden]) .layer > *")].map(
      (one) => one.getBoundingClientRect().toJSON())`)) as readonly DOMRectLike[];
  const panesOn = async (panel: Page): Promise<readonly DOMRectLike[]> =>
    (await panel.evaluate(`[...document.querySelectorAll("figure:not([hidden]) .pane")].map(
      (one) => one.getBoundingClientRect().toJSON())`)) as readonly DOMRectLike[];
  const zoomOn = (panel: Page): Promise<string> =>
    panel.$eval(".zoom", (node) => (node as { textContent: string | null }).textContent ?? "");
  const choose = (panel: Page, mode: string): Promise<void> => panel.click(`[data-mode="${mode}"]`);
  const lastPosted = async (panel: Page): Promise<PanelRequest> =>
    (await panel.evaluate("host.posted.at(-1)")) as PanelRequest;
  const inspected = (panel: Page): Promise<unknown> =>
    panel.evaluate('document.querySelector(".inspector").textContent');

  it("shows both pictures whole, beside each other, at the same scale", async () => {
    await withStage(async (panel) => {
      const [mockup, render] = await placesOn(panel);
      const [left, right] = await panesOn(panel);
      assert.ok(mockup && render && left && right);
      assert.ok(right.x > left.x + left.width);
      assert.deepEqual([mockup.width, mockup.height], [render.width, render.height]);
      assert.ok(mockup.width <= left.width && mockup.height <= left.height + 1);
    });
  });

  it("draws its rulers anew in the colours of another theme", async () => {
    await withStage(async (panel) => {
      await panel.evaluate(themeScript({ ...THEMES.light, descriptionForeground: "#102030" }));
      await panel.waitForFunction(`${RULER_COLOUR} === "16,32,48"`);
      await panel.evaluate(themeScript({ ...THEMES.dark, descriptionForeground: "#d0e0f0" }));
      await panel.waitForFunction(`${RULER_COLOUR} === "208,224,240"`);
    });
  });

  it("lays them over one another, to the px, in every other way", async () => {
    await withStage(async (panel) => {
      for (const mode of ["swipe", "onion", "blink"]) {
        await choose(panel, mode);
        const [mockup, render] = await placesOn(panel);
        assert.deepEqual(mockup, render, mode);
        assert.equal((await panesOn(panel)).length, 1);
      }
    });
  });

  it("enlarges what is under the pointer, in all panes alike, and pans with the pointer", async () => {
    await withStage(async (panel) => {
      const [pane] = await panesOn(panel);
      assert.ok(pane);
      const [x, y] = [pane.x + 150, pane.y + 100];
      const [before] = await placesOn(panel);
      await panel.mouse.move(x, y);
      await panel.keyboard.down("Control");
      await panel.mouse.wheel({ deltaY: -400 });
      await panel.keyboard.up("Control");
      const [mockup, render] = await placesOn(panel);
      assert.ok(before && mockup && render && mockup.width > before.width * 1.5);
      const share = (place: DOMRectLike): number => (x - place.x) / place.width;
      assert.ok(Math.abs(share(mockup) - share(before)) < 0.01);
      assert.ok(Math.abs(mockup.width - render.width) < 0.01);
      await panel.mouse.down();
      await panel.mouse.move(x - 40, y - 10);
      await panel.mouse.up();
      const [moved, other] = await placesOn(panel);
      assert.ok(moved && other);
      assert.deepEqual(
        [Math.round(moved.x - mockup.x), Math.round(moved.y - mockup.y)],
        [-40, -10],
      );
      assert.deepEqual(
        [Math.round(other.x - render.x), Math.round(other.y - render.y)],
        [-40, -10],
      );
    });
  });

  it("is worked by keys: steps, actual size, moving, and back to the whole", async () => {
    await withStage(async (panel) => {
      await panel.focus(".pane");
      const fitted = await zoomOn(panel);
      await panel.keyboard.press("1");
      assert.equal(await zoomOn(panel), "100 %");
      await panel.keyboard.press("+");
      assert.equal(await zoomOn(panel), "150 %");
      const [before] = await placesOn(panel);
      await panel.keyboard.press("ArrowRight");
      const [after] = await placesOn(panel);
      assert.ok(before && after && Math.round(before.x - after.x) === 40);
      await panel.keyboard.press("0");
      assert.equal(await zoomOn(panel), fitted);
    });
  });

  it("tells the colours of both pictures under the pointer, and how far apart they are", async () => {
    await withStage(async (panel) => {
      const [mockup] = await placesOn(panel);
      assert.ok(mockup);
      const scale = mockup.width / WIDTH;
      await panel.mouse.move(mockup.x + 350 * scale, mockup.y + 250 * scale);
      await panel.waitForFunction(
        'document.querySelector(".inspector").textContent.includes("ΔE")',
      );
      const words = String(await inspected(panel));
      assert.match(words, /^x 17[45](\.5)?, y 12[45](\.5)?/, "CSS px");
      assert.match(words, /Mockup #3366cc.*Render #3366d0.*ΔE 0\.5$/);
      await panel.mouse.move(5, 5);
      assert.match(String(await inspected(panel)), /Point at a pixel/);
    });
  });

  it("names the element under the pointer, and shows it in the code", async () => {
    await withStage(async (panel) => {
      await panel.focus(".pane");
      await panel.keyboard.press("0");
      const posted = (type: string): string => `host.posted.at(-1).type === "${type}"`;
      await panel.waitForFunction(posted("elements"));
      const asked = await lastPosted(panel);
      assert.deepEqual(asked, { type: "elements", id: asked.id, run: "1", iteration: 1 });
      const middle = { selector: "main > h1", x: 100, y: 100, width: 200, height: 100 };
      await send(panel, { type: "elements", run: "1", iteration: 1, elements: [middle] });
      await panel.waitForFunction('document.querySelector(".inspector code") !== null');
      assert.match(String(await inspected(panel)), /main > h1Enter shows it in the code$/);
      await panel.keyboard.press("Enter");
      await panel.waitForFunction(posted("open-code"));
      const { id } = await lastPosted(panel);
      const opened = { type: "open-code", id, run: "1", iteration: 1, selector: "main > h1" };
      assert.deepEqual(await lastPosted(panel), opened);
    });
  });

  it("makes a difference of four in a channel plain to see", async () => {
    await withStage(async (panel) => {
      await choose(panel, "difference");
      await panel.waitForSelector(".layer canvas");
      const [inside, outside] = (await panel.evaluate(`(() => {
        const context = document.querySelector(".layer canvas").getContext("2d");
        return [[350, 250], [100, 100]].map(([x, y]) => [...context.getImageData(x, y, 1, 1).data]);
      })()`)) as readonly (readonly number[])[];
      assert.deepEqual(outside, [255, 255, 255, 255]);
      const [red = 0, , blue = 0] = inside ?? [];
      assert.ok(red - blue > 40, String(inside));
      assert.equal(
        (await panel.$$("figure:not([hidden]) .outline")).length,
        1,
        "what was measured is outlined",
      );
    });
  });

  it("flies to a measured difference and outlines it on both sides", async () => {
    await withStage(async (panel) => {
      await panel.click(".place");
      const outlines = (await panel.evaluate(`[...document.querySelectorAll(".outline.chosen")].map(
        (one) => one.getBoundingClientRect().toJSON())`)) as readonly DOMRectLike[];
      assert.equal(outlines.length, 2);
      const places = await placesOn(panel);
      const panes = await panesOn(panel);
      const { box } = difference;
      assert.ok(box);
      for (const [index, outline] of outlines.entries()) {
        const [place, pane] = [places[index], panes[index]];
        assert.ok(place && pane);
        const scale = (place.width / WIDTH) * start.mockup.deviceScaleFactor;
        assert.ok(Math.abs(outline.x + 3 - (place.x + box.x * scale)) < 1, "on the difference");
        assert.ok(outline.x >= pane.x && outline.x + outline.width <= pane.x + pane.width);
        assert.ok(outline.width > pane.width / 4, "from near");
      }
    });
  });

  it("marks a part, to say something about it or to leave it out", async () => {
    await withStage(async (panel) => {
      const [mockup] = await placesOn(panel);
      assert.ok(mockup);
      const css = (mockup.width / WIDTH) * start.mockup.deviceScaleFactor;
      await panel.keyboard.down("Shift");
      await panel.mouse.move(mockup.x + 100 * css, mockup.y + 50 * css);
      await panel.mouse.down();
      await panel.mouse.move(mockup.x + 150 * css, mockup.y + 80 * css);
      await panel.mouse.up();
      await panel.keyboard.up("Shift");
      assert.equal((await panel.$$(".outline.marked")).length, 2, "on both sides");
      await panel.click("button::-p-text(Say something about it)");
      await panel.keyboard.type("Blue");
      await panel.click("vscode-button::-p-text(Refine further)");
      const refine = await lastPosted(panel);
      assert.equal(refine.type, "refine");
      const { about } = refine as { about?: DOMRectLike };
      assert.ok(about);
      for (const [side, wanted] of [
        ["x", 100],
        ["y", 50],
        ["width", 50],
        ["height", 30],
      ] as const)
        assert.ok(Math.abs(about[side] - wanted) <= 1.5, `${side} ${about[side]}`);
      await panel.click("button::-p-text(Leave out of the score)");
      const mask = await lastPosted(panel);
      assert.deepEqual(mask, { type: "mask", id: mask.id, run: "1", masks: [about] });
      assert.equal((await panel.$$(".outline.marked")).length, 0);
    });
  });

  it("shows what is left out, by name, and takes it back", async () => {
    await withPanel(
      async (panel) => {
        const masks = [{ x: 10, y: 20, width: 30, height: 40 }];
        const masked = { ...start, request: { ...start.request, masks } };
        await send(panel, stateAfter([masked, drawn, runEnd(1)]));
        assert.equal((await panel.$$(".outline.mask")).length, 2);
        await panel.click('[aria-label="Measure it again: x 10, y 20, 30×40"]');
        const mask = await lastPosted(panel);
        assert.deepEqual(mask, { type: "mask", id: mask.id, run: "1", masks: [] });
      },
      { pictures, width: 900, height: 700 },
    );
  });

  it("pins what is marked, shows how true it is there, and lets it go", async () => {
    const pin = { x: 10, y: 20, width: 30, height: 40 };
    await withStage(async (panel) => {
      await panel.focus(".pane");
      await panel.keyboard.press("m");
      await panel.click("button::-p-text(Pin as right)");
      const { type, pins } = (await lastPosted(panel)) as { type: string; pins?: DOMRectLike[] };
      assert.deepEqual([type, pins?.length, pins?.[0]?.width], ["pin", 1, 400]);
      assert.equal((await panel.$$(".outline.marked")).length, 0);
    });
    await withPanel(
      async (panel) => {
        const pinned = { ...start, request: { ...start.request, pins: [pin] } };
        const measured = { ...drawn, pins: [{ ...pin, fidelity: 0.912 }] };
        await send(panel, stateAfter([pinned, measured, runEnd(1)]));
        assert.equal((await panel.$$(".outline.pin")).length, 2);
        const words = String(await panel.evaluate('document.querySelector(".marking").innerText'));
        assert.match(words, /Pinned: x 10, y 20, 30×40, 0\.912 here/);
        await panel.click('[aria-label="Unpin: x 10, y 20, 30×40"]');
        const unpin = await lastPosted(panel);
        assert.deepEqual(unpin, { type: "pin", id: unpin.id, run: "1", pins: [] });
      },
      { pictures, width: 900, height: 700 },
    );
  });

  it("marks what is shown by a key", async () => {
    await withStage(async (panel) => {
      await panel.focus(".pane");
      await panel.keyboard.press("m");
      const words = String(await panel.evaluate('document.querySelector(".marking").textContent'));
      assert.match(words, /^Marked x 0, y 0, 400×(29\d|300)/);
    });
  });

  it("stays where it is when another iteration comes, and says what is not there", async () => {
    await withPanel(
      async (panel) => {
        const running = [start, iteration(1, undefined)];
        await send(panel, stateAfter(running));
        assert.match(String(await panel.evaluate("document.body.innerText")), /Not drawn yet/);
        await panel.focus(".pane");
        await panel.keyboard.press("1");
        await panel.keyboard.press("+");
        await send(panel, stateAfter([...running, { ...drawn, number: 2 }]));
        assert.equal(await zoomOn(panel), "150 %");
      },
      { pictures, width: 900, height: 700 },
    );
  });
});

interface DOMRectLike {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
