import assert from "node:assert/strict";
import type { Frame, Page } from "puppeteer";
import sharp from "sharp";
import { portablePage } from "../../src/craft/portablePage";
import type { FromPanel } from "../../src/protocol/panelMessages";
import { iteration, runEnd, runStart } from "../unit/vscode/lines";
import { send, stateAfter, usePanel } from "./panelSupport";
import { THEMES, themeScript } from "./themes";

const ended = [runStart(), iteration(1, 0.8, true, 0.7), iteration(2, 0.9, true, 0.6), runEnd(2)];

/** One red pixel, PNG. */
const RED = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==",
  "base64",
);
const file = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The colours of these places of the screen, px: "red,green,blue". */
async function colorsAt(
  panel: Page,
  places: readonly { readonly x: number; readonly y: number }[],
): Promise<readonly string[]> {
  const { data, info } = await sharp(await panel.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return places.map(({ x, y }) => {
    const from = (Math.floor(y) * info.width + Math.floor(x)) * 3;
    return data.subarray(from, from + 3).join();
  });
}

describe("the page at other widths", function () {
  this.timeout(60_000);
  const withPanel = usePanel();

  /** Opens the page of the second iteration, which the editor sends as `html`. */
  async function openPage(panel: Page, html: string): Promise<Frame> {
    await send(panel, stateAfter(ended));
    await panel.click(".live summary");
    const wanted = await panel.waitForFunction(
      'host.posted.find(({ type }) => type === "page") ?? null',
    );
    const { run, iteration: ordinal } = (await wanted.jsonValue()) as Extract<
      FromPanel,
      { type: "page" }
    >;
    assert.deepEqual([run, ordinal], ["1", 2]);
    await send(panel, { type: "page", run, iteration: ordinal, html });
    const node = await panel.waitForSelector("iframe[srcdoc]");
    const frame = await node?.contentFrame();
    assert.ok(frame);
    await frame.waitForSelector("p");
    return frame;
  }

  const widthsOn = async (panel: Page): Promise<readonly unknown[]> =>
    (await panel.evaluate(`(() => {
      const frame = document.querySelector("iframe");
      const pressed = document.querySelector(".live [aria-pressed=true]");
      return [frame.clientWidth, Number(document.querySelector(".live-width").value),
        pressed ? Number(pressed.textContent) : null];
    })()`)) as readonly unknown[];

  const responsive = portablePage(
    new Map([
      [
        "index.html",
        file(
          '<!doctype html><link rel="stylesheet" href="s.css"><p style="color: rgb(1, 2, 3)">x</p><img src="a.png">',
        ),
      ],
      ["s.css", file("p { width: 100px } @media (min-width: 1000px) { p { width: 300px } }")],
      ["a.png", RED],
    ]),
    "index.html",
  );

  it("is as wide as the mockup, then as a button, the field or the handle says", async () => {
    await withPanel(
      async (panel) => {
        const frame = await openPage(panel, responsive);
        const paragraph = (): Promise<unknown> =>
          frame.evaluate('document.querySelector("p").getBoundingClientRect().width');
        assert.deepEqual(await widthsOn(panel), [400, 400, 400]);
        assert.equal(await paragraph(), 100);
        await panel.click('.live [data-width="1440"]');
        assert.deepEqual(await widthsOn(panel), [1440, 1440, 1440]);
        assert.equal(await paragraph(), 300, "its own rules for the width count");
        const [room, box] = (await panel.evaluate(
          '[".live-room", ".live-box"].map((one) => document.querySelector(one).getBoundingClientRect().right)',
        )) as [number, number];
        assert.ok(box <= room, "shrunk to the room there is");
        await panel.click('.live [data-width="360"]');
        await panel.evaluate('document.querySelector(".live-box").scrollIntoView()');
        const handle = await (await panel.$(".live-handle"))?.boundingBox();
        assert.ok(handle);
        // The field for words stays at the top, over what is scrolled below it.
        const [x, y] = [handle.x + 4, handle.y + 250];
        await panel.mouse.move(x, y);
        await panel.mouse.down();
        // Over the page itself, which would take the pointer.
        await panel.mouse.move(x - 60, y, { steps: 4 });
        await panel.mouse.up();
        assert.deepEqual(await widthsOn(panel), [300, 300, null]);
        await panel.$eval(".live-width", (node) => ((node as { value: string }).value = "5"));
        await panel.focus(".live-width");
        await panel.keyboard.press("Enter");
        await panel.evaluate(
          'document.querySelector(".live-width").dispatchEvent(new Event("change"))',
        );
        assert.deepEqual(await widthsOn(panel), [240, 240, null], "the least");
      },
      { width: 1000, height: 900 },
    );
  });

  it("has its styles, pictures and style attributes", async () => {
    await withPanel(async (panel) => {
      const frame = await openPage(panel, responsive);
      const [color, natural] = (await frame.evaluate(
        '[getComputedStyle(document.querySelector("p")).color, document.querySelector("img").naturalWidth]',
      )) as readonly unknown[];
      assert.deepEqual([color, natural], ["rgb(1, 2, 3)", 1]);
    });
  });

  it("is painted, shrunk as it is, and dark themes leave it its own white", async () => {
    await withPanel(async (panel) => {
      await panel.evaluate(themeScript(THEMES.dark));
      await openPage(
        panel,
        `<!doctype html><style>body { margin: 0 } div { height: 100px; background: rgb(32, 128, 64) }</style>
        <div></div><p style="margin: 0; height: 100px; background: url(data:image/png;base64,${RED.toString("base64")}) 0 0 / 100% 100%">`,
      );
      await panel.click('.live [data-width="1440"]');
      await panel.evaluate('document.querySelector(".live-box").scrollIntoView({ block: "end" })');
      const [left, bottom, scale] = (await panel.evaluate(`(() => {
        const { left, bottom, width } = document.querySelector(".live-page").getBoundingClientRect();
        return [left, bottom, width / 1440];
      })()`)) as [number, number, number];
      const height = Number(
        await panel.evaluate('document.querySelector(".live-box").clientHeight'),
      );
      const at = [50, 150, 250].map((y) => ({ x: left + 200, y: bottom - height + y * scale }));
      const wanted = ["32,128,64", "255,0,0", "255,255,255"];
      let seen: readonly string[] = [];
      // The frame has a process of its own, which paints when it can.
      for (let tries = 0; tries < 50 && seen.join() !== wanted.join(); tries++)
        seen = await colorsAt(panel, at);
      assert.deepEqual(seen, wanted);
    });
  });

  it("runs nothing, loads nothing and leads nowhere", async () => {
    await withPanel(async (panel) => {
      const requested: string[] = [];
      panel.on("request", (request) => void requested.push(request.url()));
      const frame = await openPage(
        panel,
        `<!doctype html><head><base href="https://evil.test/"><meta http-equiv="refresh" content="0;url=https://evil.test/r">
        <link rel="stylesheet" href="https://evil.test/s.css"><style>@import "https://evil.test/i.css"; p { background: url(https://evil.test/b.png) }</style></head>
        <p onclick="top.postMessage('x')" style="background: url(https://evil.test/c.png)">x</p>
        <script>parent.postMessage({ type: "state" }, "*"); document.title = "ran"</script>
        <img src="https://evil.test/p.png" onerror="document.title = 'ran'"><img src="http://panel.test/panel.css">
        <iframe src="https://evil.test/f"></iframe><object data="https://evil.test/o"></object>
        <form action="https://evil.test/form"><button>Send</button></form>
        <a href="https://evil.test/a" target="_top">away</a> <a id="in" href="#below">below</a>
        <svg><a xlink:href="https://evil.test/x"><text y="20">svg</text></a></svg>
        <div style="height: 4000px"></div><p id="below">below</p>`,
      );
      const address = panel.url();
      await frame.evaluate(`for (const node of document.querySelectorAll("button, a:not(#in), p"))
        node.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));`);
      await (await frame.$("#in"))?.click();
      const y = await frame.waitForFunction("scrollY > 1000 && document.title + scrollY");
      assert.match(String(await y.jsonValue()), /^\d+/, "the title is nobody's");
      assert.equal(panel.url(), address);
      const outside = requested.filter((url) => /evil|panel\.css/.test(url));
      assert.deepEqual(outside, []);
      const frameHas = (name: string): Promise<unknown> =>
        panel.evaluate(`document.querySelector("iframe").getAttribute("${name}")`);
      assert.equal(await frameHas("sandbox"), "");
    });
  });

  it("shows what the code is worth, and the next iteration's page when that is selected", async () => {
    await withPanel(async (panel) => {
      await openPage(panel, responsive);
      const words = String(
        await panel.evaluate('document.querySelector(".code-parts").innerText'),
      ).replace(/\s+/g, " ");
      assert.match(words, /^Code 0.600 Other widths 0.250 Meaning 1.000 .* It sticks out\.$/);
      const asked = (): Promise<unknown> =>
        panel.evaluate(
          'host.posted.filter(({ type }) => type === "page").map(({ iteration }) => iteration)',
        );
      await send(panel, stateAfter([...ended, iteration(3, 0.95), runEnd(3)]));
      assert.deepEqual(await asked(), [2, 3]);
      // The page of an iteration that is no longer selected comes late.
      await send(panel, { type: "page", run: "1", iteration: 2, html: "<p>late</p>" });
      const shown = await panel.evaluate('document.querySelector("iframe").srcdoc');
      assert.ok(!String(shown).includes("late"));
      await panel.click(".live summary");
      await send(panel, stateAfter([...ended, iteration(4, 0.97), runEnd(3)]));
      assert.deepEqual(await asked(), [2, 3], "nothing while it is closed");
    });
  });
});
