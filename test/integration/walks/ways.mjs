// The walk through the ways in that end in the panel, and the page at other widths there.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import sharp from "sharp";
import { openEditor } from "../openEditor.mjs";
import { poll } from "../quickInput.mjs";

/** @param {import("../walk.mjs").Walk} walk */
export async function walkWays({ browser, server, workspace, screenshots, step, useTheme }) {
  useTheme("Default Dark Modern");
  const png = picture(workspace);
  const editor = await openEditor(browser, server, { workspace, screenshots });
  let panel;

  await step("the panel says how pictures come in before there is a run", async () => {
    await editor.command("Mockloop: Show panel");
    panel = await editor.panel();
    await panel.waitForText(".empty", /hold Shift while you do/);
    await editor.screenshot("1 nothing yet");
  });

  await step("a picture is dragged from the Explorer onto the panel, holding Shift", async () => {
    await editor.unfold("designs");
    await editor.dragOntoPanel("sign-in.png", panel, () => editor.screenshot("2 over the panel"));
    await panel.ended();
    assert.equal(await panel.text("h1"), "sign-in.png");
    await editor.screenshot("3 dropped, ended");
  });

  await step("the page at other widths is painted", async () => {
    await panel.frame.click(".live summary");
    await panel.frame.waitForSelector(".live-page[srcdoc]");
    await panel.frame.click('.live [data-width="768"]');
    await panel.frame.$eval(".live-box", (node) => node.scrollIntoView({ block: "start" }));
    const frame = await panel.frame.$(".live-page");
    // The ground of the mockup, in a corner, and its button's blue.
    const [ground] = await colorsOf(png);
    await poll("the page's own ground to be painted", async () => {
      const [corner, ...others] = await colorsOf(await pictureOf(editor.page, frame));
      return corner === ground && others.some((color) => color !== ground);
    });
    await editor.screenshot("4 at 768 px");
  });

  await step("a picture is copied, and the command takes it out of the clipboard", async () => {
    await editor.allowClipboard();
    await editor.copyPicture(png);
    await editor.command("Mockloop: Generate from clipboard");
    await panel.waitForText("h1", /pasted\.png/);
    await panel.ended();
    await editor.screenshot("5 from the clipboard");
  });

  await step("the picture at an address is fetched, once", async () => {
    const asked = [];
    const host = createServer((request, response) => {
      asked.push(request.url);
      response.end(png);
    });
    await new Promise((go) => host.listen(0, "127.0.0.1", go));
    try {
      const address = `http://127.0.0.1:${host.address().port}/web%20page.png`;
      await editor.command("Mockloop: Generate from a picture's address");
      await editor.answer("https://example.com/mockup.png", address);
      await panel.waitForText("h1", /web page\.png/);
      await panel.ended();
      assert.deepEqual(asked, ["/web%20page.png"]);
      await editor.screenshot("6 from an address");
    } finally {
      host.close();
    }
  });

  await step("nothing is fetched from another host before the person has allowed it", async () => {
    await editor.command("Mockloop: Generate from a picture's address");
    await editor.answer("https://example.com/mockup.png", "https://mockups.invalid/a.png");
    assert.match(await editor.dialogText(), /fetched from mockups\.invalid/);
    await editor.screenshot("7 asked for a host");
    await editor.page.keyboard.press("Escape");
    await editor.waitForNotification(/Nothing was fetched from mockups\.invalid/);
    await editor.closeNotifications();
  });

  await dropAndPaste({ editor, panel, workspace, step });
}

/** The ways in that are no commands: what is dropped and pasted. */
async function dropAndPaste({ editor, panel, workspace, step }) {
  const { frame } = panel;
  const desktop = join(workspace, "..", "desktop");
  mkdirSync(desktop);
  const files = ["from outside.png", "another.png"].map((name) => join(desktop, name));
  for (const file of files) copyFileSync(join(workspace, "designs", "sign-in.png"), file);
  /** Runs that the panel has come by. */
  const runs = () => runsIn(panel);
  const another = async (before, name) => {
    await poll("another run", async () => (await runs()) > before);
    await panel.waitForText("h1", name);
    await panel.ended();
  };

  await step("a picture of the system is dropped onto the panel", async () => {
    const before = await runs();
    await editor.dropFilesOntoPanel([files[0]], panel, () => editor.screenshot("8 from outside"));
    await another(before, /from outside\.png/);
  });

  await step("of two that are dropped together it is asked what they show", async () => {
    const before = await runs();
    await editor.dropFilesOntoPanel(files, panel);
    await editor.pick("2 pages", () => editor.screenshot("9 two at once"));
    await another(before + 1, /another\.png/);
  });

  await step("a picture is pasted into the panel", async () => {
    const before = await runs();
    await editor.copyPicture(picture(workspace));
    await frame.$eval(".stage .pane", (node) => node.focus());
    await editor.paste();
    await another(before, /\.png/);
  });

  const before = await runs();
  for (const [index, way] of ["dropped", "pasted"].entries())
    await step(
      `a picture of the system is ${way} into a page, and is a marker at once`,
      async () => {
        // The panel is to open beside the page, not over it.
        await editor.command("View: Close All Editors");
        await editor.unfold("pages");
        await editor.openFile("start.html");
        await editor.waitForText("After");
        const { x, y } = await editor.placeOfLine(9);
        if (way === "dropped") await editor.dropFilesIntoEditor([files[0]], x, y);
        else {
          await editor.copyPicture(picture(workspace));
          await editor.page.mouse.click(x, y);
          await editor.paste();
        }
        await editor.waitForText("mockloop:");
        await editor.screenshot(`10 ${way} into a page`);
        const beside = await editor.panel();
        await beside.ended();
        await poll("another run", async () => (await runsIn(beside)) === before + index + 1);
        await editor.focusEditor();
        await editor.undo();
        await editor.waitForTextToGo("mockloop:");
        await editor.command("File: Revert File");
      },
    );
}

/** How many runs a panel has to choose from. */
const runsIn = ({ frame }) => frame.$$eval("header .runs option", (options) => options.length);

const picture = (workspace) => readFileSync(join(workspace, "designs", "sign-in.png"));

/** What is to be seen of an element, PNG. A picture of itself alone is none where its frame is shrunk. */
async function pictureOf(page, element) {
  const { x, y, width, height } = await element.boundingBox();
  const window = await sharp(await page.screenshot()).toBuffer({ resolveWithObject: true });
  const [left, top] = [Math.ceil(x), Math.ceil(y)];
  const part = {
    ...{ left, top },
    width: Math.floor(Math.min(width, window.info.width - left)),
    height: Math.floor(Math.min(height, window.info.height - top)),
  };
  return await sharp(window.data).extract(part).png().toBuffer();
}

/** The colours of a picture at a corner, in the middle and between: "red,green,blue". */
async function colorsOf(png) {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const places = [0.02, 0.25, 0.5, 0.62, 0.75];
  return places.map((share) => {
    const [x, y] = [Math.floor(info.width * share), Math.floor(info.height * share)];
    const from = (y * info.width + x) * 3;
    return data.subarray(from, from + 3).join();
  });
}
