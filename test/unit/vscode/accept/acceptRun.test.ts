import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { utimesSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { acceptRun } from "../../../../src/vscode/accept/acceptRun";
import type { Work } from "../../../../src/vscode/runs/work";
import { useTempFolder } from "../../../fakes/tempFolder";
import { editor } from "../../../fakes/vscode/fakeEditor";
import { keepWork } from "../keptWork";

const FIRST = { "index.html": "<p>First</p>", "styles.css": "p { color: red }" };
const SECOND = {
  "index.html": '<link rel="stylesheet" href="styles.css"><body><p>Second</p></body>',
  "styles.css": "p { color: blue }",
  "pictures/logo.png": "a picture",
};

const quietly = { folder: "default", preview: false } as const;

describe("acceptRun", () => {
  const folder = useTempFolder();
  let root: string;
  let work: Work;
  const inRoot = (path: string): string => join(root, path);
  const textOf = (path: string): string => readFileSync(inRoot(path), "utf8");

  beforeEach(() => {
    root = join(folder(), "workspace");
    mkdirSync(inRoot("designs"), { recursive: true });
    editor.reset(root);
    work = keepWork(join(folder(), "runs", "1"), inRoot("designs/sign-in.png"), [FIRST, SECOND]);
  });

  it("writes the best iteration into the folder of the setting", async () => {
    const accepted = await acceptRun(work, quietly);
    for (const [path, text] of Object.entries(SECOND))
      assert.equal(textOf(`designs/sign-in/${path}`), text);
    assert.equal(accepted?.document.fsPath, inRoot("designs/sign-in/index.html"));
    assert.equal(accepted?.files, 3);
    assert.deepEqual(accepted?.unsaved, []);
    assert.equal(editor.previews, 0);
    editor.settings.set("mockloop.outputFolder", "out/${mockupName}");
    await acceptRun(work, quietly);
    assert.equal(textOf("out/sign-in/index.html"), SECOND["index.html"]);
  });

  it("formats what it wrote where that is asked for, as a step of its own", async () => {
    const asked: [string, unknown][] = [];
    editor.commands.set("vscode.executeFormatDocumentProvider", (...args: unknown[]) => {
      const [uri, options] = args as [vscode.Uri, unknown];
      asked.push([uri.path.split("/").at(-1) ?? "", options]);
      if (uri.path.endsWith(".html")) throw new Error("The formatter broke.");
      const start = new vscode.Position(0, 0);
      return [{ range: new vscode.Range(start, start), newText: "/* tidy */ " }];
    });
    await acceptRun(work, quietly);
    assert.deepEqual(asked, []);
    editor.settings.set("mockloop.acceptFormat", true);
    editor.settings.set("editor.tabSize", 2);
    await acceptRun(work, { ...quietly, iteration: 1 });
    assert.deepEqual(asked, [
      ["index.html", { tabSize: 2, insertSpaces: true }],
      ["styles.css", { tabSize: 2, insertSpaces: true }],
    ]);
    const css = "designs/sign-in/styles.css";
    assert.equal(textOf(css), "/* tidy */ p { color: red }");
    assert.equal(textOf("designs/sign-in/index.html"), FIRST["index.html"]);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(inRoot(css)));
    editor.documents.undo(document.uri);
    assert.equal(document.getText(), "p { color: red }", "the formatting alone");
    editor.documents.undo(document.uri);
    assert.equal(document.getText(), "p { color: blue }");
  });

  it("writes the iteration that is named, else the one that was chosen", async () => {
    await acceptRun(work, { ...quietly, iteration: 1 });
    assert.equal(textOf("designs/sign-in/index.html"), FIRST["index.html"]);
    assert.ok(!editor.isThere("designs/sign-in/pictures"));
    const chosen = { ...work, state: { ...work.state, chosen: 1 } };
    await acceptRun(chosen, { ...quietly, iteration: 2 });
    assert.equal(textOf("designs/sign-in/index.html"), SECOND["index.html"]);
    await acceptRun(chosen, quietly);
    assert.equal(textOf("designs/sign-in/index.html"), FIRST["index.html"]);
  });

  it("refuses an iteration that is not there, a run without one, and one whose files are gone", async () => {
    const refusals: readonly (readonly [Work, number | undefined, string])[] = [
      [work, 3, "BAD_OPTION"],
      [{ ...work, state: { ...work.state, iterations: [] } }, undefined, "BAD_OPTION"],
    ];
    for (const [of, iteration, code] of refusals)
      await assert.rejects(acceptRun(of, { ...quietly, iteration }), { code });
    rmSync(join(folder(), "runs"), { recursive: true });
    await assert.rejects(acceptRun(work, quietly), { code: "ARCHIVE_UNREADABLE" });
    assert.deepEqual(readdirSync(inRoot("designs")), []);
  });

  it("asks where to write: the setting's folder first, and nothing when the person goes away", async () => {
    let offered: readonly string[] = [];
    editor.pick = (labels) => void (offered = labels);
    assert.equal(await acceptRun(work, { preview: false }), undefined);
    assert.deepEqual(offered, [
      "$(folder) workspace/designs/sign-in",
      "$(folder) workspace/designs",
      "$(folder) workspace",
      "Choose another folder…",
    ]);
    assert.deepEqual(readdirSync(inRoot("designs")), []);
    editor.pick = (labels) => labels[2];
    await acceptRun(work, { preview: false });
    assert.equal(textOf("index.html"), SECOND["index.html"]);
  });

  it("offers to put a page of components beside those that the workspace has, and no other page", async () => {
    const put = (path: string): void => {
      mkdirSync(inRoot(join(path, "..")), { recursive: true });
      writeFileSync(inRoot(path), "");
    };
    for (const name of ["Button", "Card"]) put(`web/src/components/ui/${name}.tsx`);
    put("web/src/features/cart/components/Cart.tsx");
    put("web/node_modules/kit/components/A.tsx");
    put("old/components/Menu.vue");
    let offered: readonly string[] = [];
    editor.pick = (labels) => void (offered = labels);
    const written = (page: string): Work =>
      keepWork(join(folder(), "runs", page), inRoot("designs/sign-in.png"), [{ [page]: "" }]);
    await acceptRun(written("App.tsx"), { preview: false });
    assert.equal(offered[1], "$(folder) workspace/web/src/components/sign-in");
    await acceptRun(written("App.vue"), { preview: false });
    assert.equal(offered[1], "$(folder) workspace/old/components/sign-in");
    for (const page of ["App.svelte", "index.html"]) {
      await acceptRun(written(page), { preview: false });
      assert.equal(offered[1], "$(folder) workspace/designs");
    }
  });

  it("shows a preview first, as the setting says, and writes nothing when it is turned down", async () => {
    editor.applyPreview = false;
    assert.equal(await acceptRun(work, { folder: "default" }), undefined);
    assert.equal(editor.previews, 1);
    assert.deepEqual(readdirSync(inRoot("designs")), []);
    editor.settings.set("mockloop.acceptPreview", false);
    assert.ok(await acceptRun(work, { folder: "default" }));
    assert.equal(editor.previews, 1);
  });

  it("replaces what is there, saves it, and tells what it was for undo", async () => {
    mkdirSync(inRoot("designs/sign-in"));
    writeFileSync(inRoot("designs/sign-in/index.html"), "mine");
    const accepted = await acceptRun(work, quietly);
    assert.equal(textOf("designs/sign-in/index.html"), SECOND["index.html"]);
    const page = vscode.Uri.file(inRoot("designs/sign-in/index.html"));
    assert.deepEqual([...(accepted?.changes.replaced ?? [])], [[page.toString(), "mine"]]);
    assert.equal(accepted?.files, 3);
    assert.deepEqual(accepted?.changes.created.map(String), [
      ...["styles.css", "pictures/logo.png"].map((path) =>
        vscode.Uri.joinPath(page, "..", path).toString(),
      ),
    ]);
    assert.equal((await acceptRun(work, quietly))?.files, 0, "nothing is new the second time");
  });

  it("leaves a page unsaved that changed on the disk meanwhile, and says so", async () => {
    mkdirSync(inRoot("designs/sign-in"));
    const path = inRoot("designs/sign-in/index.html");
    writeFileSync(path, "mine");
    await vscode.workspace.openTextDocument(vscode.Uri.file(path));
    writeFileSync(path, "somebody else's");
    utimesSync(path, 1, 1);
    const accepted = await acceptRun(work, quietly);
    assert.deepEqual(
      accepted?.unsaved.map(({ fsPath }) => fsPath),
      [path],
    );
    assert.equal(readFileSync(path, "utf8"), "somebody else's");
  });

  it("writes nothing outside the workspace, through a link, or where an iteration's path leads out", async () => {
    const outside = join(folder(), "outside");
    mkdirSync(outside);
    const elsewhere = { folder: vscode.Uri.file(outside), preview: false };
    await assert.rejects(acceptRun(work, elsewhere), { code: "PATH_REFUSED" });
    symlinkSync(outside, inRoot("designs/sign-in"), "dir");
    await assert.rejects(acceptRun(work, quietly), { code: "PATH_REFUSED" });
    rmSync(inRoot("designs/sign-in"));
    const escaping = keepWork(join(folder(), "runs", "2"), inRoot("designs/b.png"), [
      { "../../outside/index.html": "out" },
    ]);
    await assert.rejects(acceptRun(escaping, quietly), { code: "PATH_REFUSED" });
    editor.settings.set("mockloop.outputFolder", "../outside");
    await assert.rejects(acceptRun(work, quietly), { code: "PATH_REFUSED" });
    assert.deepEqual(readdirSync(outside), []);
  });

  describe("of a run that began with a drop", () => {
    const MARKER = "<!-- mockloop:abc generating code from sign-in.png … -->";
    const before = "<h1>Mine</h1>\n\n<p>End</p>\n";
    let document: vscode.TextDocument;

    beforeEach(async () => {
      writeFileSync(inRoot("page.html"), before);
      const uri = vscode.Uri.file(inRoot("page.html"));
      document = await vscode.workspace.openTextDocument(uri);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(uri, new vscode.Position(1, 0), MARKER);
      await vscode.workspace.applyEdit(edit);
      work.place = { document: uri.toString(), marker: MARKER };
    });

    it("puts the markup in the marker's place and the pictures beside; one undo leads back", async () => {
      const accepted = await acceptRun(work, { preview: false });
      assert.ok(accepted?.filledMarker);
      assert.equal(
        document.getText(),
        "<h1>Mine</h1>\n<style>\np { color: blue }\n</style>\n<p>Second</p>\n<p>End</p>\n",
      );
      assert.equal(textOf("sign-in/pictures/logo.png"), "a picture");
      await vscode.commands.executeCommand("undo");
      assert.equal(document.getText(), before);
      assert.ok(!editor.isThere("sign-in/pictures/logo.png"));
    });

    it("puts the marker back when the preview is turned down", async () => {
      editor.applyPreview = false;
      assert.equal(await acceptRun(work, {}), undefined);
      assert.match(document.getText(), /^<h1>Mine<\/h1>\n<!-- mockloop:abc .* -->\n<p>End/);
      assert.ok(!editor.isThere("sign-in"));
    });

    it("keeps what was typed since, and writes to a folder once the marker is gone", async () => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), "<!-- typed -->");
      await vscode.workspace.applyEdit(edit);
      await acceptRun(work, { preview: false });
      assert.match(document.getText(), /^<!-- typed --><h1>[\s\S]*Second/);
      assert.ok(!document.getText().includes("mockloop:"));
      const accepted = await acceptRun(work, quietly);
      assert.equal(accepted?.filledMarker, false);
      assert.equal(textOf("designs/sign-in/styles.css"), SECOND["styles.css"]);
    });
  });
});
