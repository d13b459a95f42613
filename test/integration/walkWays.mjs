// The walk through a picture that is dropped onto the panel, and its page at other widths there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { openEditor } from "./openEditor.mjs";
import { poll } from "./quickInput.mjs";

/** @param {import("./walk.mjs").Walk} walk */
export async function walkWays({ browser, server, workspace, screenshots, step, useTheme }) {
  useTheme("Default Dark Modern");
  const picture = readFileSync(join(workspace, "designs", "sign-in.png"));
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
    const [ground] = await colorsOf(await sharp(picture).toBuffer());
    await poll("the page's own ground to be painted", async () => {
      const [corner, ...others] = await colorsOf(await frame.screenshot());
      return corner === ground && others.some((color) => color !== ground);
    });
    await editor.screenshot("4 at 768 px");
  });
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
