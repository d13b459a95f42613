// The walk through the stage: every way of looking, zoom, the way to a difference and to its code, another iteration, other widths.
import assert from "node:assert/strict";
import sharp from "sharp";
import { finish, HeldModel } from "../heldModel.mjs";
import { writeMachineSettings } from "../machineSettings.mjs";
import { openEditor } from "../openEditor.mjs";
import { poll } from "../quickInput.mjs";
import { asking, firstDraft, restyle } from "../signInPage.mjs";

/** @param {import("../walk.mjs").Walk} walk */
export async function walkStage({ browser, server, workspace, screenshots, step, useTheme }) {
  const model = await HeldModel.start();
  try {
    useTheme("Default Dark Modern");
    writeMachineSettings(workspace, asking(model, 2));
    const editor = await openEditor(browser, server, { workspace, screenshots });
    const panel = await begin({ editor, model, step });
    await look({ editor, panel, step });
    await zoom({ editor, panel, step });
    await fly({ editor, panel, step });
    await resize({ editor, panel, step });
  } finally {
    await model.stop();
  }
}

async function begin({ editor, model, step }) {
  let panel;
  await step("the button over an open picture starts a run", async () => {
    await editor.unfold("designs");
    await editor.openFile("sign-in.png");
    await editor.pressTitleButton("Generate from mockup");
    (await model.question()).answer(firstDraft());
    (await model.question()).answer([restyle(1), finish("Nearer.")]);
    panel = await editor.panel();
    await panel.ended();
    await editor.command("View: Close Primary Side Bar");
    await editor.closeNotifications();
    assert.equal(await panel.loadedPictures(), 2);
    await editor.screenshot("1 side by side");
  });
  return panel;
}

/** Every way of looking shows what it says. */
async function look({ editor, panel, step }) {
  const pane = () => panel.frame.waitForSelector(".stage .pane");
  const picture = async () => (await pane()).screenshot();
  const visible = async () => (await panel.frame.$$(".stage figure:not([hidden])")).length;

  for (const mode of ["Swipe", "Onion skin"])
    await step(`${mode}: the slider leads from one picture to the other`, async () => {
      await panel.click(mode);
      assert.equal(await visible(), 1);
      assert.ok((await panel.distortion()) < 1, "The render does not lie on the mockup.");
      await panel.frame.focus(".blend");
      await editor.press("Home");
      const one = await pixelsOf(await picture());
      await editor.press("End");
      const other = await pixelsOf(await picture());
      assert.ok(shareOfDifferent(one, other) > 0.005, "Both ends show the same.");
      for (let count = 0; count < 50; count++) await editor.press("ArrowLeft");
      await editor.screenshot(`2 ${mode.toLowerCase()}`);
    });

  await step("Difference: what differs is bright and outlined", async () => {
    await panel.click("Difference");
    await panel.frame.waitForSelector(".layer canvas");
    assert.ok((await panel.frame.$$(".outline.measured")).length > 0);
    const colors = new Set(await pixelsOf(await picture()));
    assert.ok(colors.size > 20, `${colors.size} colours`);
    await editor.screenshot("3 difference");
  });

  await step("Blink: both pictures by turns, until it is paused", async () => {
    await panel.click("Blink");
    const first = await pixelsOf(await picture());
    await poll(
      "the other picture",
      async () => shareOfDifferent(first, await pixelsOf(await picture())) > 0.005,
    );
    await panel.click("Pause");
    const still = await picture();
    // Longer than one of its turns.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(shareOfDifferent(await pixelsOf(still), await pixelsOf(await picture())), 0);
    await editor.screenshot("4 blink, paused");
  });

  await step("an iteration against the one before, and against the mockup again", async () => {
    await panel.click("Side by side");
    await panel.frame.select(".against select", "1");
    await panel.waitForText("figure figcaption", /iteration 1/i);
    await editor.screenshot("5 against iteration 1");
    await panel.frame.select(".against select", "");
    await panel.waitForText("figure figcaption", /mockup/i);
  });
}

/** The wheel, keys and dragging, in both panes at once. */
async function zoom({ editor, panel, step }) {
  const { frame } = panel;
  const scale = async () => Number.parseInt(await panel.text(".zoom"), 10);
  const shown = () =>
    frame.$$eval(".stage figure:not([hidden]) .pane", (panes) =>
      panes.map(({ style }) =>
        ["--x", "--y", "--scale"].map((name) => style.getPropertyValue(name)),
      ),
    );

  await step(
    "the wheel with Ctrl enlarges around the pointer, in both pictures alike",
    async () => {
      const before = await scale();
      const pane = await frame.waitForSelector(".stage .pane");
      await pane.scrollIntoView();
      const { x, y, width, height } = await pane.boundingBox();
      const { keyboard, mouse } = editor.page;
      await mouse.move(x + width * 0.7, y + height * 0.6);
      await keyboard.down("Control");
      for (let count = 0; count < 5; count++) await mouse.wheel({ deltaY: -100 });
      await keyboard.up("Control");
      await poll("the pictures to be larger", async () => (await scale()) > before * 1.5);
      const [one, other] = await shown();
      assert.deepEqual(one, other);
      await panel.waitForText(".inspector", /ΔE/);
      await editor.screenshot("6 zoomed");
    },
  );

  await step("dragging moves both", async () => {
    const before = await shown();
    const { x, y, width, height } = await (await frame.$(".stage .pane")).boundingBox();
    const { mouse } = editor.page;
    await mouse.move(x + width / 2, y + height / 2);
    await mouse.down();
    await mouse.move(x + width / 2 + 40, y + height / 2 + 30, { steps: 4 });
    await mouse.up();
    await poll("the pictures to move", async () => {
      const [[left, top]] = await shown();
      return left !== before[0][0] && top !== before[0][1];
    });
    const [one, other] = await shown();
    assert.deepEqual(one, other);
  });

  await step("keys lead to the actual size, to single pixels, and back to the whole", async () => {
    await frame.focus(".stage .pane");
    await editor.press("1");
    await panel.waitForText(".zoom", /^100 %$/);
    for (let count = 0; count < 20 && (await scale()) < 800; count++)
      await editor.page.keyboard.press("+");
    await frame.waitForSelector(".grid:not([hidden])");
    await editor.screenshot("7 single pixels");
    await editor.press("0");
    await frame.waitForSelector(".grid[hidden]");
  });
}

/** From a difference to its place and to the code that made it. */
async function fly({ editor, panel, step }) {
  const { frame } = panel;
  await step("a measured difference is flown to, and outlined in both pictures", async () => {
    const before = await panel.text(".zoom");
    await frame.click(".details .place:not(.to-code)");
    await poll("both outlines", async () => (await frame.$$(".outline.chosen")).length === 2);
    const isInside = await frame.$$eval(".outline.chosen", (nodes) =>
      nodes.map((node) => {
        const [inner, outer] = [node, node.closest(".pane")].map((one) =>
          one.getBoundingClientRect(),
        );
        return (
          inner.left < outer.right &&
          inner.right > outer.left &&
          inner.top < outer.bottom &&
          inner.bottom > outer.top
        );
      }),
    );
    assert.deepEqual(isInside, [true, true]);
    assert.notEqual(await panel.text(".zoom"), before);
    await frame.$eval(".stage", (node) => node.scrollIntoView());
    await editor.screenshot("8 flown to a difference");
  });

  await step("its code is opened at the element", async () => {
    await frame.click(".details .to-code");
    await editor.waitForText("<main>");
    await editor.screenshot("9 its code");
    await editor.command("Mockloop: Show panel");
  });
}

/** The page at other widths. */
async function resize({ editor, panel, step }) {
  const { frame } = panel;
  const width = async () => Number(await frame.$eval(".live-width", ({ value }) => value));

  await step("the page itself is shown at each width, and at one it is dragged to", async () => {
    await frame.click(".live summary");
    await frame.waitForSelector(".live-page[srcdoc]");
    for (const wanted of [360, 768, 1024, 1440, 1920]) {
      await frame.click(`.live [data-width="${wanted}"]`);
      await poll(
        `a page ${wanted} px wide`,
        async () => (await frame.$eval(".live-page", (node) => node.offsetWidth)) === wanted,
      );
    }
    await frame.click('.live [data-width="360"]');
    await frame.$eval(".live-box", (node) => node.scrollIntoView({ block: "center" }));
    const { x, y, width: handle, height } = await (await frame.$(".live-handle")).boundingBox();
    const { mouse } = editor.page;
    await mouse.move(x + handle / 2, y + height / 2);
    await mouse.down();
    await mouse.move(x + handle / 2 + 60, y + height / 2, { steps: 6 });
    await mouse.up();
    await poll("a wider page", async () => (await width()) > 380);
    await editor.screenshot("10 dragged to a width");
  });
}

/** "r,g,b" of a picture, pixel by pixel. */
async function pixelsOf(png) {
  const data = await sharp(png).removeAlpha().raw().toBuffer();
  return Array.from({ length: data.length / 3 }, (_, index) => data.readUIntBE(index * 3, 3));
}

/** The share of pixels that are not the same in both. */
function shareOfDifferent(one, other) {
  assert.equal(one.length, other.length);
  return one.filter((color, index) => color !== other[index]).length / one.length;
}
