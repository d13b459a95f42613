// The walk through the ways in that end in the panel, and the page at other widths there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
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

  await step("a picture is copied, and the command takes it out of the clipboard", async () => {
    const origins = editor.page.frames().map((frame) => new URL(frame.url()).origin);
    for (const origin of new Set(origins.filter((one) => one.startsWith("http"))))
      await editor.page
        .browserContext()
        .overridePermissions(origin, ["clipboard-read", "clipboard-sanitized-write"]);
    await editor.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(window.atob(base64), (character) => character.charCodeAt(0));
      const blob = new window.Blob([bytes], { type: "image/png" });
      await window.navigator.clipboard.write([new window.ClipboardItem({ "image/png": blob })]);
    }, picture.toString("base64"));
    await editor.command("Mockloop: Generate from clipboard");
    await panel.waitForText("h1", /pasted\.png/);
    await panel.ended();
    await editor.screenshot("5 from the clipboard");
  });

  await step("the picture at an address is fetched, once", async () => {
    const asked = [];
    const host = createServer((request, response) => {
      asked.push(request.url);
      response.end(picture);
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
