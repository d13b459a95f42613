// The walk through what the panel looks like and how it is told: every state in every theme, at 320 px and at 200 % zoom, examined by
// axe-core, gone through by Tab, and read out as a screen reader would.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { finish, HeldModel } from "../heldModel.mjs";
import { writeMachineSettings } from "../machineSettings.mjs";
import { openEditor } from "../openEditor.mjs";
import { asking, firstDraft, restyle } from "../signInPage.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** As the editor's list of themes names them. */
const THEMES = ["Dark Modern", "Light Modern", "Dark High Contrast", "Light High Contrast"];

/** @param {import("../walk.mjs").Walk} walk */
export async function walkLooks({ browser, server, workspace, screenshots, step, useTheme }) {
  const model = await HeldModel.start();
  try {
    useTheme("Default Dark Modern");
    writeMachineSettings(workspace, asking(model, 3));
    writeFileSync(join(workspace, "designs", "broken.png"), "no picture");
    const editor = await openEditor(browser, server, { workspace, screenshots });
    await editor.unfold("designs");
    for (const [state, reach] of Object.entries(STATES))
      await step(
        `${state}: looks right, and has no serious fault, in every theme and size`,
        async () => {
          await reach(editor, model);
          await editor.command("View: Close Primary Side Bar");
          await editor.closeNotifications();
          for (const theme of THEMES) await look({ editor, state, theme });
          await editor.page.setViewport(USUAL);
          await editor.command("View: Show Explorer");
        },
      );
    await read({ editor, screenshots, step });
  } finally {
    await model.stop();
  }
}

const generate = async (editor, name) => {
  await editor.contextMenu(name);
  await editor.choose("Generate from mockup");
};

/** The question that the model has not answered yet. */
let question;

/** By name, how each is reached from the one before. */
const STATES = {
  empty: async (editor) => {
    await editor.command("Mockloop: Show panel");
    await (await editor.panel()).waitForText(".empty", /hold Shift/);
  },
  "just begun": async (editor, model) => {
    await generate(editor, "sign-in.png");
    question = await model.question();
    await (await editor.panel()).frame.waitForSelector(".layer img");
  },
  "under way": async (editor, model) => {
    question.answer(firstDraft());
    question = await model.question();
    const panel = await editor.panel();
    await panel.frame.waitForSelector('.strip [data-ordinal="1"]');
    await panel.write("Use the exact blue.");
    await panel.click("Say it");
  },
  paused: async (editor) => {
    const panel = await editor.panel();
    await panel.click("Pause");
    await panel.mark([0.3, 0.1], [0.7, 0.3]);
    await panel.click("Leave out of the score");
    await panel.mark([0.3, 0.6], [0.7, 0.75]);
    question.answer([restyle(1)]);
    await panel.waitForText(".said", /Paused/);
  },
  finished: async (editor, model) => {
    const panel = await editor.panel();
    await panel.click("Go on");
    (await model.question()).answer([finish("The blue is exact.")]);
    (await model.question()).answer([restyle(2), finish("As near as it gets.")]);
    await panel.ended();
  },
  difference: async (editor) => {
    const panel = await editor.panel();
    await panel.click("Difference");
    await panel.frame.waitForSelector(".layer canvas");
  },
  failed: async (editor) => {
    await generate(editor, "broken.png");
    await (await editor.panel()).waitForText(".status", /broken\.png/);
  },
};

const USUAL = { width: 1440, height: 900 };
/** High, so that all of the panel is to be seen at once. */
const HIGH = 2200;

/** Takes the pictures of a state in a theme, and examines it. */
async function look({ editor, state, theme }) {
  const { page } = editor;
  await editor.useTheme(theme);
  const panel = await editor.panel();
  const takePicture = async (size) => {
    await panel.fits();
    await editor.screenshot(`${state}, ${size}, ${theme}`);
  };
  await page.setViewport({ width: 1000, height: 1400 });
  await takePicture("1000 px");
  assert.deepEqual(await faultsOf(panel.frame), [], `${state}, ${theme}`);
  // As wide as leaves the panel 320 px.
  const { width } = await (
    await panel.frame.$("html")
  ).evaluate((node) => ({ width: node.clientWidth }));
  await page.setViewport({ width: 1000 - width + 320, height: HIGH });
  await panel.frame.waitForFunction(() => window.innerWidth === 320);
  await takePicture("320 px");
  // What a zoom of 200 % does to a window of 1440×2800.
  await page.setViewport({ width: 720, height: 1400, deviceScaleFactor: 2 });
  await takePicture("200 %");
}

/** The serious and critical findings. What is in a frame is a model's work. */
async function faultsOf(frame) {
  await frame.evaluate(AXE);
  return await frame.evaluate(async () => {
    const { violations } = await window.axe.run({ iframes: false });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

async function read({ editor, screenshots, step }) {
  let panel;
  await step("Tab goes through all of a finished run from the top to the bottom", async () => {
    await editor.unfoldSection("Mockloop Runs");
    await editor.openRun("sign-in.png");
    panel = await editor.panel();
    await panel.waitForText("h1", /sign-in\.png/);
    const stops = await panel.stops(editor.page);
    writeFileSync(
      join(screenshots, "tab.txt"),
      stops.map(({ name, top }) => `${top}\t${name}\n`).join(""),
    );
    assert.ok(stops.length > 25, `${stops.length} stops`);
    const isInOrder = stops.every(
      ({ top }, index) => index === 0 || top >= stops[index - 1].top - 40,
    );
    assert.ok(isInOrder, "as it is read, so it is reached");
  });

  await step("a finished run can be read out", async () => {
    const tree = await panel.frame.accessibility.snapshot();
    const lines = dump(tree, 0);
    writeFileSync(join(screenshots, "read out.txt"), lines.join("\n"));
    const text = lines.join("\n");
    for (const wanted of [
      /heading: sign-in\.png/,
      /fidelity [01]\.\d{3}/,
      /radio: Iteration 3/,
      /button: Accept/,
    ])
      assert.match(text, wanted);
  });
}

function dump({ role, name, children = [] }, depth) {
  const line = `${"  ".repeat(depth)}${role}: ${name ?? ""}`;
  return [line, ...children.flatMap((child) => dump(child, depth + 1))];
}
