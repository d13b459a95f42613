// The walk through a run: from the context menu to the accepted files.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openEditor } from "../openEditor.mjs";
import { LIMIT_MS } from "../quickInput.mjs";

/** @param {import("../walk.mjs").Walk} walk */
export async function walkEditor({ browser, server, workspace, screenshots, step, useTheme }) {
  const written = join(workspace, "designs", "sign-in", "index.html");
  const page = join(workspace, "pages", "start.html");
  useTheme("Default Dark Modern");
  const editor = await openEditor(browser, server, { workspace, screenshots });
  let panel;

  await step("the Explorer's context menu starts a run", async () => {
    await editor.unfold("designs");
    await editor.contextMenu("sign-in.png");
    await editor.screenshot("1 context menu");
    await editor.choose("Generate from mockup");
    panel = await editor.panel();
    await editor.screenshot("2 running, dark");
  });

  await step("the panel shows every iteration as it arrives", async () => {
    await panel.ended();
    assert.match(await panel.text(".score"), /fidelity [01]\.\d{3}/);
    assert.equal(await panel.loadedPictures(), 2);
    await editor.screenshot("3 finished, dark");
    await panel.click("Swipe");
    assert.ok((await panel.distortion()) < 1, "The render does not lie on the mockup.");
    await editor.screenshot("4 swipe, dark");
    await panel.click("Difference");
    await panel.frame.waitForSelector(".layer canvas", { timeout: LIMIT_MS });
    await editor.screenshot("4 difference, dark");
    await panel.click("Side by side");
  });

  await step(
    "Accept asks for the folder, and shows a preview before anything is written",
    async () => {
      await panel.click("Accept");
      await editor.pick("default", () => editor.screenshot("5 accept, where to"));
      await editor.waitForButton("Apply");
      await editor.screenshot("6 accept, preview");
      await editor.openPreviewOf("styles.css");
      await editor.screenshot("6 accept, preview of a file");
      assert.equal(existsSync(written), false);
      await editor.pressButton("Apply");
      await editor.waitForFile(written);
      await editor.waitForStatusBar(/Wrote \d+ files?; the page is/);
      await editor.screenshot("7 accepted");
      assert.match(readFileSync(written, "utf8"), /Welcome back/);
    },
  );

  await step("one undo takes all of it back", async () => {
    await editor.focusEditor();
    await editor.undo();
    await editor.waitForFile(written, false);
    await editor.waitForFile(join(workspace, "designs", "sign-in", "styles.css"), false);
  });

  await step("Discard leaves nothing behind", async () => {
    panel = await editor.panel();
    await panel.click("Discard");
    await editor.screenshot("7 discard, asked");
    await editor.pressButton("Discard");
    await editor.waitFor(
      "the panel to close",
      () => !document.querySelector('[aria-label^="Mockloop"].tab'),
    );
    assert.equal(existsSync(written), false);
  });

  await step("a picture dropped into a page is a marker at once", async () => {
    await editor.unfold("pages");
    await editor.openFile("start.html");
    await editor.waitForText("Before");
    const { x, y } = await editor.placeOfLine(9);
    await editor.dragIntoEditor("sign-in.png", x, y);
    await editor.waitForText("mockloop:");
    await editor.screenshot("8 dropped, marker");
    panel = await editor.panel();
    await panel.ended();
  });

  await step(
    "Accept puts the code in the marker's place; one undo leads back to before",
    async () => {
      await panel.click("Accept");
      await editor.waitForButton("Apply");
      await editor.screenshot("9 insert, preview");
      await editor.pressButton("Apply");
      await editor.waitForText("<style>");
      await editor.waitForStatusBar(/Inserted the code into/);
      await editor.screenshot("10 inserted");
      await editor.focusEditor();
      await editor.undo();
      await editor.waitForTextToGo("<style>");
      await editor.waitForText("<p>Before</p>");
      const text = await editor.editorText();
      assert.doesNotMatch(text, /mockloop|<style>/);
      assert.equal(readFileSync(page, "utf8").includes("mockloop"), false);
    },
  );

  await step(
    "it looks right in light and high contrast, in a narrow panel, and after a reload",
    async () => {
      for (const [theme, name] of [
        ["Default Light Modern", "light"],
        ["Default High Contrast", "high contrast"],
        ["Default High Contrast Light", "high contrast light"],
      ]) {
        useTheme(theme);
        await editor.reload("mockloop.panel");
        panel = await editor.panel();
        await panel.ended();
        assert.equal(await panel.loadedPictures(), 2);
        await editor.screenshot(`11 after a reload, ${name}`);
      }
      await editor.page.setViewport({ width: 760, height: 900 });
      await editor.screenshot("12 narrow");
      await panel.fits();
      await editor.page.setViewport({ width: 1440, height: 900 });
    },
  );

  await step("every control can be reached by the keyboard, and has a name", async () => {
    const names = await panel.tabThrough(editor.page);
    for (const wanted of [
      /Iteration 1/,
      /Side by side/,
      /Swipe/,
      /Mockup/,
      /Instruction/,
      /Refine/,
      /Discard/,
      /Accept/,
    ])
      assert.ok(
        names.some((name) => wanted.test(name)),
        `${wanted} is not among ${names.join(" | ")}`,
      );
  });

  await step("a mockup that cannot be read says so", async () => {
    await editor.closeNotifications();
    writeFileSync(join(workspace, "designs", "broken.png"), "no picture");
    await editor.command("Refresh Explorer");
    await editor.contextMenu("broken.png");
    await editor.choose("Generate from mockup");
    await editor.waitForButton("Show Log");
    const messages = await editor.notifications();
    assert.ok(
      messages.some((text) => /broken\.png/.test(text)),
      messages.join(" | "),
    );
    await editor.screenshot("13 failed");
  });
}
