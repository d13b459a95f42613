// The walk through the models: choosing, importing, downloading, running, checking, removing.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { writeMachineSettings } from "../machineSettings.mjs";
import { openEditor } from "../openEditor.mjs";

const NAME = "tiny-glm46v-text-f16";

/** @param {import("../walk.mjs").Walk} walk */
export async function walkModels({
  repo,
  browser,
  server,
  workspace,
  screenshots,
  step,
  useTheme,
}) {
  useTheme("Default Dark Modern");
  writeMachineSettings(workspace, {
    ...{ "mockloop.gpu": "cpu", "mockloop.threads": 1, "mockloop.contextTokens": 16384 },
    ...{ "mockloop.thinking": "never", "mockloop.startFrom": "tracer" },
    ...{ "mockloop.maxIterations": 2, "mockloop.minFidelity": 1 },
  });
  const pair = join(repo, "test", "fixtures", "models", "tiny-glm46v");
  const models = join(workspace, "..", "models");
  const installed = join(models, NAME, "model.json");
  const editor = await openEditor(browser, server, { workspace, screenshots });
  const chooseModel = () => editor.command("Mockloop: Choose model");

  await step("Choose model lists what there is, with size, licence and memory", async () => {
    await chooseModel();
    await editor.waitForChoice("Tracer");
    const rows = await editor.choices();
    assert.match(rows[0], /Tracer.*embedded/s);
    assert.match(rows[1], /GLM-4\.6V-Flash.*7\.1 GB to download · .* GB memory.* · MIT/s);
    await editor.screenshot("1 choose, dark");
    await editor.page.keyboard.press("Escape");
  });

  await step("a download asks first, and says how much, from where and to where", async () => {
    await chooseModel();
    await editor.pick("GLM-4.6V-Flash");
    const text = await editor.dialogText();
    assert.match(text, /Download GLM-4\.6V-Flash.*7\.1 GB.*Licence: MIT.*Kept in/s);
    await editor.screenshot("2 download, asked");
    await editor.pressButton("Cancel");
    assert.equal(existsSync(models), false);
  });

  const slow = await serveSlowly(join(pair, `${NAME}.gguf`));
  try {
    const address = `http://127.0.0.1:${slow.address().port}/${NAME}.gguf`;
    await step("a download shows how far it is; cancelled, it keeps what came", async () => {
      await chooseModel();
      await editor.pick("Download from an address");
      await editor.answer("hf:user", address);
      await editor.answer("mmproj", "");
      await editor.waitForNotification(/\d+ %, .* of .* [kM]?B/);
      await editor.screenshot("3 downloading");
      await editor.pressButton("Cancel");
      await editor.waitForNotification(/is stopped.*are kept; choose it again/);
      await editor.screenshot("4 download cancelled");
      const part = readdirSync(join(models, NAME)).find((name) => name.endsWith(".part"));
      assert.ok(part && statSync(join(models, NAME, part)).size > 0);
      await editor.closeNotifications();
    });
  } finally {
    slow.closeAllConnections();
    slow.close();
  }

  await step("a pair of files is imported, and used", async () => {
    await chooseModel();
    await editor.pick("Import a .gguf file");
    await editor.answerPath("Import a model", join(pair, `${NAME}.gguf`));
    await editor.pick("in the same folder", () => editor.screenshot("5 import, vision file"));
    await editor.waitForFile(installed);
    await editor.waitForNotification(/is installed/);
    await editor.screenshot("6 imported");
    await editor.pressButton("Use");
    await editor.waitForStatusBar(/writes the code from now on/);
    await chooseModel();
    await editor.waitForChoice(NAME);
    await editor.screenshot("7 chosen, dark");
    await editor.page.keyboard.press("Escape");
  });

  await step("the panel says which model writes, what runs where, and what it does", async () => {
    await editor.unfold("designs");
    await editor.contextMenu("sign-in.png");
    await editor.choose("Generate from mockup");
    const panel = await editor.panel();
    await panel.waitForText(".status", /tokens\/s|prompt|picture|reading|loading/i);
    await editor.screenshot("8 running, dark");
    await panel.ended();
    assert.match(await panel.text(".model"), /tiny-glm46v/);
    assert.match(await panel.text(".notices"), /The model runs on the CPU/);
    assert.equal(
      await panel.text(".status"),
      "The iteration limit is reached; the best iteration is kept.",
    );
    await editor.screenshot("9 finished, dark");
  });

  await step("any iteration can be chosen and refined, one that was rolled back, too", async () => {
    const panel = await editor.panel();
    await panel.click("2");
    await panel.waitForText(".buttons", /Refine iteration 2.*Accept iteration 2/);
    await editor.page.setViewport({ width: 760, height: 900 });
    await editor.screenshot("9 chosen, narrow");
    await editor.page.setViewport({ width: 1440, height: 900 });
    await panel.click("Refine iteration 2");
    await panel.frame.waitForSelector('.strip [data-ordinal="4"]');
    await panel.ended();
    await editor.screenshot("9 refined, dark");
  });

  await step("Check this machine shows a page", async () => {
    await editor.command("Mockloop: Check this machine");
    await editor.frameWhere("the page", () => /This machine/.test(document.body?.innerText));
    await editor.screenshot("10 this machine, dark");
    await editor.command("Mockloop: Show panel");
  });

  await step(
    "all of it looks right in light and high contrast, and in a narrow window",
    async () => {
      for (const [theme, name] of [
        ["Default Light Modern", "light"],
        ["Default High Contrast", "high contrast"],
      ]) {
        useTheme(theme);
        await editor.reload("mockloop.panel");
        await editor.command("Mockloop: Show panel");
        const panel = await editor.panel();
        await panel.ended();
        assert.match(
          await panel.text(".notices"),
          /The model runs on the CPU/,
          "kept over a reload",
        );
        await editor.screenshot(`11 finished, ${name}`);
        await chooseModel();
        await editor.waitForChoice(NAME);
        await editor.screenshot(`12 chosen, ${name}`);
        await editor.page.keyboard.press("Escape");
      }
      await editor.page.setViewport({ width: 760, height: 900 });
      await editor.screenshot("13 narrow");
      await editor.page.setViewport({ width: 1440, height: 900 });
    },
  );

  await step("a model is checked and removed by the buttons of its entry", async () => {
    await chooseModel();
    await editor.pickButton(NAME, "Check its files");
    await editor.waitForNotification(/Every file of .* is as it came/);
    await editor.closeNotifications();
    await chooseModel();
    await editor.pickButton(NAME, "Remove");
    assert.match(await editor.dialogText(), /Remove tiny.*are deleted/s);
    await editor.screenshot("14 remove, asked");
    await editor.pressButton("Remove");
    await editor.waitForFile(installed, false);
    await editor.waitForStatusBar(/is removed/);
    await chooseModel();
    await editor.waitForChoice("Tracer");
    assert.ok((await editor.choices()).every((row) => !row.includes(NAME)));
    await editor.page.keyboard.press("Escape");
  });
}

/** Serves the first half of a file at once, and the second a byte at a time: its download can be seen, and does not end. */
async function serveSlowly(path) {
  const bytes = readFileSync(path);
  const server = createServer((request, response) => {
    response.writeHead(200, { "content-length": bytes.length, etag: '"1"' });
    let sent = Math.floor(bytes.length / 2);
    response.write(bytes.subarray(0, sent));
    const drip = globalThis.setInterval(() => response.write(bytes.subarray(sent, ++sent)), 100);
    response.on("close", () => globalThis.clearInterval(drip));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}
