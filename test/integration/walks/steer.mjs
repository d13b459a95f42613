// The walk through what is said to a run on its way, and what becomes of it afterwards: branch, accept over a page of one's own, discard.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { finish, HeldModel } from "../heldModel.mjs";
import { writeMachineSettings } from "../machineSettings.mjs";
import { openEditor } from "../openEditor.mjs";
import { poll } from "../quickInput.mjs";
import { asking, firstDraft, restyle } from "../signInPage.mjs";

const MINE = "<p>A page of my own</p>\n";

/** @param {import("../walk.mjs").Walk} walk */
export async function walkSteer({ browser, server, workspace, screenshots, step, useTheme }) {
  const model = await HeldModel.start();
  try {
    useTheme("Default Dark Modern");
    writeMachineSettings(workspace, asking(model, 4));
    const editor = await openEditor(browser, server, { workspace, screenshots });
    await steer({ editor, model, step });
    await goOn({ editor, model, step });
    await acceptAndDiscard({ editor, workspace, step });
  } finally {
    await model.stop();
  }
}

/** Words, a part, a pause, a mask: all while the model is at work. */
async function steer({ editor, model, step }) {
  let panel, question;
  const heard = (pattern) => panel.waitForText(".said", pattern);

  await step("a run of a model behind a server is under way", async () => {
    await editor.unfold("designs");
    await editor.contextMenu("sign-in.png");
    await editor.choose("Generate from mockup");
    const first = await model.question();
    first.answer(firstDraft());
    panel = await editor.panel();
    question = await model.question();
    await panel.frame.waitForSelector('.strip [data-ordinal="1"]');
    await editor.screenshot("1 under way");
  });

  await step("words, and a rectangle they are about, wait for the model's next turn", async () => {
    await panel.write("Use the exact blue.");
    await panel.click("Say it");
    await panel.mark([0.2, 0.6], [0.8, 0.75]);
    await panel.waitForText(".marking", /Marked x \d+, y \d+/);
    await editor.screenshot("2 marked");
    await panel.click("Say something about it");
    await panel.write("Make this wider.");
    await panel.click("Say it");
    await panel.click("Pause");
    question.answer([restyle(1)]);
    await heard(/Use the exact blue.*Make this wider.*Paused/s);
    await editor.screenshot("3 paused");
  });

  await step(
    "nothing is asked of the model while the run is paused; a part can be left out",
    async () => {
      const { asked } = model;
      await panel.mark([0.1, 0.05], [0.9, 0.3]);
      await panel.click("Leave out of the score");
      await heard(/One part is left out/);
      await panel.waitForText(".marking", /Left out: x \d+/);
      assert.equal(model.asked, asked);
      await editor.screenshot("4 left out");
    },
  );

  await step("it goes on, and the model hears the words and the place", async () => {
    await panel.click("Go on");
    question = await model.question();
    assert.match(question.text, /Use the exact blue\./);
    assert.match(question.text, /Make this wider\. \(This is about the part at x \d+, y \d+/);
    question.answer([finish("The blue is exact.")]);
    await panel.frame.waitForSelector('.strip [data-ordinal="2"]');
  });
}

/** The window is reloaded in the middle of a run, which then goes on from an iteration that is chosen. */
async function goOn({ editor, model, step }) {
  let panel;

  await step("a reload in the middle of a run keeps what was finished", async () => {
    const question = await model.question();
    await editor.reload("mockloop.panel");
    panel = await editor.panel();
    await panel.frame.waitForSelector('.strip [data-ordinal="2"]');
    await poll("the model to be let go", () => question.gone());
    await panel.waitForText(".status", /Stopped on request|broke off/);
    await panel.ended();
    await editor.screenshot("5 reloaded");
  });

  await step(
    "a branch goes on from the first iteration, with words, and stops when it is told to",
    async () => {
      // The iteration that was under way is kept as far as it had come.
      const before = (await panel.frame.$$(".strip .choice")).length;
      await panel.click("1");
      await panel.waitForText(".buttons", /Refine iteration 1/);
      await panel.write("Start again from here.");
      await panel.click("Refine iteration 1");
      const question = await model.question();
      assert.match(question.text, /Start again from here\./);
      await panel.click("Stop after this iteration");
      question.answer([restyle(2), finish("From the first.")]);
      await panel.frame.waitForSelector(`.strip [data-ordinal="${before + 1}"]`);
      await panel.ended();
      await panel.waitForText(".said", /is the last/);
      await editor.screenshot("6 branched");
    },
  );
}

/** The person has a page where Accept is to write. */
async function acceptAndDiscard({ editor, workspace, step }) {
  const folder = join(workspace, "designs", "sign-in");
  const page = join(folder, "index.html");

  await step(
    "Accept shows a page of one's own beside the new one before it is replaced",
    async () => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(page, MINE);
      const panel = await editor.panel();
      await panel.write("");
      await editor.press("Control+Shift+Enter");
      await editor.pick("default");
      await editor.waitForButton("Apply");
      await editor.openPreviewOf("index.html");
      await editor.waitForText("A page of my own");
      await editor.waitForText("Welcome back");
      await editor.screenshot("7 conflict");
      assert.equal(readFileSync(page, "utf8"), MINE);
      await editor.pressButton("Apply");
      await editor.waitForFile(join(folder, "styles.css"));
      await poll("the page to be written", () => /Welcome back/.test(readFileSync(page, "utf8")));
    },
  );

  await step("one undo gives the own page back", async () => {
    await editor.focusEditor();
    await editor.undo();
    await editor.waitForFile(join(folder, "styles.css"), false);
    await poll("the own page", () => readFileSync(page, "utf8") === MINE);
  });

  await step("Discard asks, and closes the panel", async () => {
    await editor.command("Mockloop: Show panel");
    const panel = await editor.panel();
    await panel.click("Discard");
    assert.match(await editor.dialogText(), /Discard sign-in\.png\?.*\d iterations/s);
    await editor.pressButton("Discard");
    await editor.waitFor(
      "the panel to close",
      () => !document.querySelector('[aria-label^="Mockloop"].tab'),
    );
    assert.ok(existsSync(page), "what is the person's stays");
  });
}
