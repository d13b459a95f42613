// The walk through windows that are closed in the middle of something: nothing of ours lives on, and the run goes on in the next window.
import assert from "node:assert/strict";
import { tsImport } from "tsx/esm/api";
import { finish, HeldModel } from "../heldModel.mjs";
import { writeMachineSettings } from "../machineSettings.mjs";
import { openEditor } from "../openEditor.mjs";
import { poll } from "../quickInput.mjs";
import { asking, firstDraft, restyle } from "../signInPage.mjs";

const { descendantsOf, listProcesses } = await tsImport(
  "../../fakes/processList.ts",
  import.meta.url,
);

/** @param {import("../walk.mjs").Walk} walk */
export async function walkClose({ browser, server, workspace, screenshots, step, useTheme }) {
  const model = await HeldModel.start();
  const open = () => openEditor(browser, server, { workspace, screenshots });
  useTheme("Default Dark Modern");
  try {
    writeMachineSettings(workspace, asking(model, 3));
    await closeMidRun({ open, model, server, step });
    await resume({ open, model, step });
    writeMachineSettings(workspace, { "mockloop.model": "tracer" });
    for (const moment of Object.keys(MOMENTS)) await closeAt(moment, { open, server, step });
  } finally {
    await model.stop();
  }
}

async function closeMidRun({ open, model, server, step }) {
  await step("a window closed in the middle of a run leaves no engine and no browser", async () => {
    const editor = await open();
    const panel = await begin(editor);
    (await model.question()).answer(firstDraft());
    const question = await model.question();
    await panel.frame.waitForSelector('.strip [data-ordinal="1"]');
    const before = ours(server);
    assert.ok(before.some(isEngine), describe(before));
    assert.ok(before.some(isBrowser), describe(before));
    await editor.screenshot("1 before the window is closed");
    await closeWindow(editor);
    await poll("the model to be let go", () => question.gone());
    await poll(`nothing of ${describe(before)}`, () => ours(server).length === 0);
  });
}

async function resume({ open, model, step }) {
  let editor, panel;

  await step("the next window has the run, as far as it had come", async () => {
    editor = await open();
    await editor.unfoldSection("Mockloop Runs");
    await editor.waitForRun(/sign-in\.png.*1 iteration/);
    await editor.screenshot("2 the next window");
  });

  await step("Resume goes on from there, and the run comes to its end", async () => {
    const { asked } = model;
    await editor.pressRunButton("sign-in.png", "Resume run");
    const question = await model.question();
    assert.equal(model.asked, asked + 1);
    // What it is to go on with is the page that was kept.
    assert.match(question.text, /Welcome back/);
    question.answer([restyle(1), finish("Nearer.")]);
    for (let number = 2; number <= 3; number++)
      (await model.question()).answer([restyle(number), finish("Nearer still.")]);
    await editor.command("Mockloop: Show panel");
    panel = await editor.panel();
    await panel.ended();
    await panel.frame.waitForSelector('.strip [data-ordinal="4"]');
    await editor.screenshot("3 resumed, ended");
    await closeWindow(editor);
  });
}

/** When a window is closed; each resolves at its moment. */
const MOMENTS = {
  "as soon as a run was asked for": async () => {},
  "while the mockup is read": (panel) => panel.waitForText(".status", /\w/),
  "when an iteration is kept": (panel) => panel.frame.waitForSelector('.strip [data-ordinal="1"]'),
  "when the run is over": (panel) => panel.ended(),
};

async function closeAt(moment, { open, server, step }) {
  await step(`a window closed ${moment} leaves nothing running`, async () => {
    const editor = await open();
    await editor.unfold("designs");
    await editor.contextMenu("sign-in.png");
    await editor.choose("Generate from mockup");
    const isFirst = moment === Object.keys(MOMENTS)[0];
    if (!isFirst) await MOMENTS[moment](await editor.panel());
    const before = ours(server);
    if (!isFirst) assert.ok(before.some(isEngine), describe(before));
    await closeWindow(editor);
    await poll("nothing of ours to run", () => ours(server).length === 0);
    // What began at the last moment would be there by now.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    assert.equal(describe(ours(server)), "");
  });
}

async function begin(editor) {
  await editor.unfold("designs");
  await editor.contextMenu("sign-in.png");
  await editor.choose("Generate from mockup");
  return await editor.panel();
}

/** As a person closes a tab of the browser, which is a window of the editor. */
async function closeWindow(editor) {
  await editor.page.close({ runBeforeUnload: true });
  await poll("the window to close", () => editor.page.isClosed());
}

const isEngine = ({ args }) => /engine\.mjs/.test(args);
/** The product's own browsers have their profiles in the server's folder for what is temporary, the walk's own one has not. */
const isBrowser = ({ args, browserFolder }) => args.includes(browserFolder);

/** The engine and the browsers that it started, whoever their parents are by now. */
function ours({ pid, temporary }) {
  const all = listProcesses().map((one) => ({ ...one, browserFolder: temporary }));
  const descendants = new Set(descendantsOf(pid, all).map((one) => one.pid));
  return all.filter(
    (one) => isBrowser(one) || (isEngine(one) && (descendants.has(one.pid) || one.parent === 1)),
  );
}

const describe = (processes) =>
  processes.map(({ pid, args }) => `${pid} ${args.slice(0, 120)}`).join("\n");
