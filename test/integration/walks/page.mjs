// The walk through two mockups that are one page, on a phone and on a desktop.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { openEditor } from "../openEditor.mjs";
import { poll } from "../quickInput.mjs";

/** A page whose cards stand in a row where there is room, and in a column where there is none. */
const PAGE = `<!doctype html><style>
  body { margin: 0; background: #f4f5fb; color: #1a2440; font-family: sans-serif; }
  header { padding: 20px 24px; background: #26356b; color: #fff; font-size: 22px; font-weight: bold; }
  main { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 16px; padding: 24px; }
  article { padding: 20px; border-radius: 10px; background: #fff; }
  h2 { margin: 0 0 8px; font-size: 18px; }
  p { margin: 0; color: #5a6688; font-size: 15px; line-height: 22px; }
</style><header>Ferry times</header><main>
  <article><h2>Northern pier</h2><p>Leaves at 8:40</p></article>
  <article><h2>Old harbour</h2><p>Leaves at 9:15</p></article>
  <article><h2>Lighthouse</h2><p>Leaves at 10:05</p></article>
</main>`;
const SIZES = { "phone.png": [360, 480], "desktop.png": [1024, 420] };

/** @param {import("../walk.mjs").Walk} walk */
export async function walkPage({ browser, server, workspace, screenshots, step, useTheme }) {
  useTheme("Default Light Modern");
  await drawMockups(browser, join(workspace, "designs"));
  const editor = await openEditor(browser, server, { workspace, screenshots });
  let panel;

  await step("two pictures that are chosen together become one page", async () => {
    await editor.unfold("designs");
    await editor.select("phone.png", "desktop.png");
    await editor.contextMenu("phone.png");
    await editor.screenshot("1 chosen together");
    await editor.choose("Generate one page from several mockups");
    panel = await editor.panel();
    await panel.ended();
    await editor.command("View: Close Primary Side Bar");
    await editor.screenshot("2 ended");
  });

  await step(
    "there is one run, with a fidelity for each window, and the worst decides",
    async () => {
      const views = await panel.frame.$$eval(".widths button", (buttons) =>
        buttons.map((button) => [button.textContent, button.classList.contains("worst")]),
      );
      assert.equal(views.length, 2, views.join());
      const of = (name) => views.find(([text]) => text.includes(name)) ?? assert.fail(views.join());
      const fidelity = ([text]) => Number(/[01]\.\d+/.exec(text)?.[0]);
      const [phone, desktop] = [of("phone"), of("desktop")];
      const [decides, other] = phone[1] ? [phone, desktop] : [desktop, phone];
      assert.ok(decides[1] && !other[1]);
      assert.ok(fidelity(decides) <= fidelity(other), views.join());
      assert.match(await panel.text(".score"), new RegExp(String(fidelity(decides))));
    },
  );

  for (const [name, [width, height]] of Object.entries(SIZES))
    await step(`the stage shows mockup and render of ${name}`, async () => {
      await panel.click(name.replace(".png", ""));
      await poll(`pictures of ${width}×${height}`, async () =>
        (
          await panel.frame.$$eval(".layer img", (images) =>
            images.map(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight]),
          )
        ).every((size) => size[0] === width && size[1] === height),
      );
      assert.equal(await panel.loadedPictures(), 2);
      await editor.screenshot(`3 ${name.replace(".png", "")}`);
    });

  await step("one page of code was written for both", async () => {
    const sources = await panel.frame.$$eval(".layer img", (images) =>
      images.map(({ src }) => src),
    );
    assert.equal(new Set(sources).size, 2);
    await panel.click("Open code");
    await editor.waitForText("Ferry times");
    await editor.screenshot("4 its code");
  });
}

async function drawMockups(browser, folder) {
  const page = await browser.newPage();
  try {
    await page.setContent(PAGE);
    for (const [name, [width, height]] of Object.entries(SIZES)) {
      await page.setViewport({ width, height });
      await page.screenshot({ path: join(folder, name) });
      const size = await sharp(readFileSync(join(folder, name))).metadata();
      assert.deepEqual([size.width, size.height], [width, height]);
    }
  } finally {
    await page.close();
  }
}
