import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { COMMANDS } from "../../../src/vscode/contributions";
import { until } from "../../fakes/until";
import { editor } from "../../fakes/vscode/fakeEditor";
import { useExtension } from "./activated";

describe("the commands", () => {
  const extension = useExtension();
  const execute = (command: keyof typeof COMMANDS, ...args: unknown[]): Promise<unknown> =>
    extension().execute(COMMANDS[command], ...args);

  it("are all there", () => {
    for (const id of Object.values(COMMANDS)) assert.ok(editor.commands.has(id), id);
  });

  it("say so when there is no run yet, and when the one that is meant is gone", async () => {
    for (const command of ["refine", "accept", "discard"] as const) {
      assert.equal(await execute(command), undefined);
      assert.equal(await execute(command, { run: "gone" }), undefined);
    }
    const yet = "info: Mockloop: There is no run yet. Use “Generate from mockup” first.";
    const gone = "info: Mockloop: This run is no longer there.";
    assert.deepEqual(extension().texts, [yet, gone, yet, gone, yet, gone]);
    await execute("cancel");
    assert.equal(extension().texts.length, 6, "cancelling nothing is fine");
  });

  it("generatePage: several pictures become one run, drawn from the widest of them", async () => {
    const uris = ["phone.png", "desktop.png"].map((name) => extension().mockup(name));
    await execute("generatePage", uris[0], uris);
    assert.deepEqual(
      extension().runs.map(({ mockupName }) => mockupName),
      ["phone.png"],
    );
    const { views, widestFirst } = extension().requestOf(extension().runFolders[0] ?? "");
    assert.deepEqual([views, widestFirst], [[{ mockup: uris[1]?.fsPath }], true]);
    await execute("refine", { instruction: "Wider" });
    const again = extension().requestOf(extension().runFolders[1] ?? "");
    assert.deepEqual([again.views, again.instruction], [views, "Wider"]);
    assert.equal(await execute("generatePage", uris[0], [uris[0]]), undefined);
    assert.match(extension().texts.at(-1) ?? "", /Choose two to 4 mockups/);
  });

  it("accept: write the page, open it, and say how many files; one undo takes all of it back", async () => {
    await extension().generate("a.png");
    assert.equal(await execute("accept", { folder: "default" }), true);
    const page = join(editor.folder?.fsPath ?? "", "designs/a/index.html");
    assert.equal(readFileSync(page, "utf8"), "<p>Draft 2</p>");
    assert.equal(editor.shown.at(-1)?.fsPath, page);
    assert.match(
      editor.statusBar.at(-1) ?? "",
      /Wrote 1 file; the page is designs\/a\/index\.html/,
    );
    assert.equal(await execute("accept", { folder: "default" }), true);
    assert.match(editor.statusBar.at(-1) ?? "", /Nothing to write/);
    await execute("accept", { folder: "default", iteration: 1 });
    assert.equal(readFileSync(page, "utf8"), "<p>Draft 1</p>");
    await editor.execute("undo");
    await until(() => readFileSync(page, "utf8") === "<p>Draft 2</p>");
    await editor.execute("undo");
    await until(() => !editor.isThere("designs/a"));
  });

  it("accept: nothing while the run goes on", async () => {
    const ended = extension().generate("hang.png");
    await extension().runOf("hang.png", "running");
    assert.equal(await execute("accept", { folder: "default" }), undefined);
    assert.match(extension().texts.join(), /info: Mockloop: hang\.png is still being worked on/);
    await execute("cancel");
    await ended;
  });

  it("accept: say what was lost from the disk", async () => {
    await extension().generate("a.png");
    rmSync(join(extension().api.runsFolder, extension().runFolders[0] ?? "", "iterations"), {
      recursive: true,
    });
    assert.equal(await execute("accept", { folder: "default" }), undefined);
    assert.match(
      extension().texts.join(),
      /error: Mockloop: index\.html of this iteration is gone/,
    );
    assert.ok(editor.log.some((line) => /^error: .*index\.html of this iteration/.test(line)));
    assert.ok(!editor.isThere("designs/a"));
  });

  it("refine: ask what should change, and do nothing when the person goes away", async () => {
    await extension().generate("a.png");
    assert.equal(await execute("refine"), undefined);
    assert.equal(extension().runFolders.length, 1);
    editor.input = "";
    await execute("refine");
    assert.equal(extension().requestOf(extension().runFolders[1] ?? "").instruction, undefined);
    editor.input = " Smaller text ";
    await execute("refine");
    const { instruction } = extension().requestOf(extension().runFolders[2] ?? "");
    assert.equal(instruction, "Smaller text");
  });

  it("discard: ask first, say what goes, and leave what was accepted", async () => {
    await extension().generate("a.png");
    await execute("accept", { folder: "default" });
    assert.equal(await execute("discard"), false);
    assert.equal(extension().runs.length, 1);
    assert.ok(extension().texts.includes("modal: Discard a.png?"));
    assert.equal(await execute("discard", { ask: false }), true);
    assert.deepEqual([extension().runs, extension().runFolders], [[], []]);
    assert.ok(editor.isThere("designs/a/index.html"));
    assert.ok(editor.panels[0]?.isDisposed);
    assert.equal(editor.contexts.get("mockloop.canDiscard"), false);
  });

  it("discard: stop a run that is under way first", async () => {
    const ended = extension().generate("hang.png");
    await extension().atWork("hang.png");
    assert.equal(await execute("discard", { ask: false }), true);
    const [state] = (await ended) ?? [];
    assert.equal(state?.ended?.type === "run" && state.ended.reason, "aborted");
    assert.deepEqual(extension().runFolders, []);
  });

  it("tell how runs ended when the panel does not show it, and show it then", async () => {
    const panelOf = () => editor.panels.at(-1);
    const ended = extension().generate("hang.png");
    await extension().runOf("hang.png", "running");
    panelOf()?.dispose();
    await execute("cancel");
    await ended;
    editor.press.set(/a\.png: fidelity 0\.900 after 2 iterations/, "Show");
    const second = extension().generate("a.png");
    await extension().runOf("a.png", "running");
    panelOf()?.dispose();
    const before = editor.panels.length;
    await second;
    await until(() => editor.panels.length > before);
  });
});
