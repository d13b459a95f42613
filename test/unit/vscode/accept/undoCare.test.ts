import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { UndoCare } from "../../../../src/vscode/accept/undoCare";
import { useTempFolder } from "../../../fakes/tempFolder";
import { editor } from "../../../fakes/vscode/fakeEditor";
import { until } from "../../../fakes/until";

describe("UndoCare", () => {
  const folder = useTempFolder();
  let care: UndoCare;
  const uriOf = (path: string): vscode.Uri => vscode.Uri.file(join(folder(), path));

  beforeEach(() => {
    editor.reset(folder());
    care = new UndoCare();
  });
  afterEach(() => care.dispose());

  /** Replaces the text of a file as Accept does, and saves it. */
  async function replace(path: string, text: string): Promise<string> {
    const document = await vscode.workspace.openTextDocument(uriOf(path));
    const original = document.getText();
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(await document.save());
    return original;
  }

  /** Creates files as Accept does. */
  async function create(...paths: readonly string[]): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    const contents = new TextEncoder().encode("new");
    for (const path of paths) edit.createFile(uriOf(path), { contents });
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  const undo = (): Thenable<unknown> => vscode.commands.executeCommand("undo");
  const textOf = (path: string): string => readFileSync(join(folder(), path), "utf8");

  it("saves a text that undo gave back to the editor", async () => {
    writeFileSync(join(folder(), "a.html"), "mine");
    const original = await replace("a.html", "generated");
    care.watch({
      replaced: new Map([[uriOf("a.html").toString(), original]]),
      created: [],
      newFolders: [],
    });
    await undo();
    await until(() => textOf("a.html") === "mine");
  });

  it("saves no text that a person went on with, and none that was not replaced", async () => {
    writeFileSync(join(folder(), "a.html"), "mine");
    writeFileSync(join(folder(), "b.html"), "other");
    const original = await replace("a.html", "generated");
    care.watch({
      replaced: new Map([[uriOf("a.html").toString(), original]]),
      created: [],
      newFolders: [],
    });
    await replace("a.html", "worked on");
    await replace("b.html", "changed");
    await undo();
    await undo();
    assert.equal(textOf("b.html"), "changed");
    assert.equal(textOf("a.html"), "worked on", "undo led to what was generated, not to before");
    await undo();
    await until(() => textOf("a.html") === "mine");
    assert.equal(textOf("b.html"), "changed");
  });

  it("deletes the folders that were made for files that undo deleted, innermost first", async () => {
    await create("made/in/a.html", "made/in/a.css");
    const created = ["made/in/a.html", "made/in/a.css"].map(uriOf);
    care.watch({ replaced: new Map(), created, newFolders: ["made/in", "made"].map(uriOf) });
    await undo();
    await until(() => !editor.isThere("made"));
  });

  it("leaves a folder that holds something else", async () => {
    await create("made/in/a.html");
    writeFileSync(join(folder(), "made", "notes.txt"), "");
    const created = [uriOf("made/in/a.html")];
    care.watch({ replaced: new Map(), created, newFolders: ["made/in", "made"].map(uriOf) });
    await undo();
    await until(() => !editor.isThere("made/in"));
    assert.ok(editor.isThere("made/notes.txt"));
  });

  it("leaves the folders alone when a person deletes something else", async () => {
    await create("made/a.html", "made/a.css");
    mkdirSync(join(folder(), "made", "empty"));
    const created = ["made/a.html", "made/a.css"].map(uriOf);
    const newFolders = ["made/empty", "made"].map(uriOf);
    care.watch({ replaced: new Map(), created, newFolders });
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(uriOf("made/a.html"));
    await vscode.workspace.applyEdit(edit);
    // What this deletion would begin is over before the next one, of all files, has emptied the folder.
    await create("other/b.html");
    care.watch({
      replaced: new Map(),
      created: [uriOf("other/b.html")],
      newFolders: [uriOf("other")],
    });
    await undo();
    await until(() => !editor.isThere("other"));
    assert.ok(editor.isThere("made/empty"));
  });
});
