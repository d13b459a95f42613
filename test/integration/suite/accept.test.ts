import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { findBest } from "../../../src/vscode/runs/runState";
import {
  activateExtension,
  generate,
  inWorkspace,
  isThere,
  readText,
  startAfresh,
  waitFor,
} from "./editor";

const accept = (folder: vscode.Uri | "default", preview = false) =>
  vscode.commands.executeCommand<boolean | undefined>("mockloop.accept", { folder, preview });

const clear = (path: string) =>
  vscode.workspace.fs.delete(inWorkspace(path), { recursive: true }).then(undefined, () => {});

describe("Accept", () => {
  before(async () => {
    await startAfresh();
    await generate();
  });
  after(startAfresh);
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.closeEditorsInGroup");
    await clear("designs/sign-in");
    await clear("accepted");
    await clear("accepted-later");
  });

  it("writes the best iteration's files to the setting's folder and opens the page", async () => {
    assert.equal(await accept("default"), true);
    assert.match(await readText("designs/sign-in/index.html"), /Welcome back/);
    assert.equal(
      vscode.window.activeTextEditor?.document.uri.toString(),
      inWorkspace("designs/sign-in/index.html").toString(),
    );
  });

  it("is taken back by one undo", async () => {
    await accept(inWorkspace("accepted"));
    assert.ok(isThere("accepted/index.html") && isThere("accepted/styles.css"));
    await vscode.commands.executeCommand("undo");
    await waitFor(
      "the files to go",
      () => !isThere("accepted/index.html") && !isThere("accepted/styles.css"),
    );
    await waitFor("the folder that was made for them to go", () => !isThere("accepted"));
  });

  it("leaves the folder alone whatever else is deleted", async () => {
    const folder = inWorkspace("accepted");
    await accept(folder);
    await vscode.workspace.fs.writeFile(inWorkspace("notes.txt"), new Uint8Array());
    for (const path of ["accepted/index.html", "accepted/styles.css", "notes.txt"]) {
      const edit = new vscode.WorkspaceEdit();
      edit.deleteFile(inWorkspace(path));
      const told = new Promise((resolve) => vscode.workspace.onDidDeleteFiles(resolve));
      await vscode.workspace.applyEdit(edit);
      await told;
    }
    for (const [name] of await vscode.workspace.fs.readDirectory(folder))
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, name), { recursive: true });
    // An Accept that is undone now tells of its own deletion after those: when its folder is gone, all is done.
    const later = inWorkspace("accepted-later");
    await accept(later);
    await vscode.commands.executeCommand("undo");
    await waitFor("the later folder to go", () => !isThere("accepted-later"));
    assert.ok(isThere("accepted"));
  });

  it("gives overwritten files back by one undo", async () => {
    const mine = new TextEncoder().encode("<p>mine</p>\n");
    await vscode.workspace.fs.writeFile(inWorkspace("accepted/index.html"), mine);
    await accept(inWorkspace("accepted"));
    assert.match(await readText("accepted/index.html"), /Welcome back/);
    assert.ok(isThere("accepted/styles.css"));
    await vscode.commands.executeCommand("undo");
    await waitFor("styles.css to go", () => !isThere("accepted/styles.css"));
    const page = inWorkspace("accepted/index.html").fsPath;
    await waitFor("my page", () => readFileSync(page, "utf8") === "<p>mine</p>\n");
  });

  it("writes the best iteration of a refinement", async () => {
    const { runs } = await activateExtension();
    await vscode.commands.executeCommand("mockloop.refine", { instruction: "" });
    const state = runs().at(-1);
    const best = state && findBest(state);
    assert.ok(best);
    await accept(inWorkspace("accepted"));
    const bytes = await vscode.workspace.fs.readFile(
      vscode.Uri.file(join(best.line.dir, "files", "index.html")),
    );
    assert.equal(await readText("accepted/index.html"), new TextDecoder().decode(bytes));
  });

  it("never writes outside the workspace, not even through a link", async () => {
    const outside = mkdtempSync(join(tmpdir(), "mockloop-outside-"));
    assert.equal(await accept(vscode.Uri.file(outside)), undefined);
    symlinkSync(outside, inWorkspace("accepted").fsPath, "dir");
    assert.equal(await accept(inWorkspace("accepted")), undefined);
    assert.deepEqual(readdirSync(outside), []);
    await vscode.workspace.fs.delete(inWorkspace("accepted"));
  });

  it("writes through no link inside the workspace", async () => {
    const settings = inWorkspace(".vscode/settings.json").fsPath;
    const before = readFileSync(settings, "utf8");
    await vscode.workspace.fs.createDirectory(inWorkspace("accepted"));
    symlinkSync(settings, inWorkspace("accepted/index.html").fsPath, "file");
    assert.equal(await accept(inWorkspace("accepted")), undefined);
    assert.equal(readFileSync(settings, "utf8"), before);
    await clear("accepted");
    symlinkSync(inWorkspace("designs").fsPath, inWorkspace("accepted").fsPath, "dir");
    assert.equal(await accept(inWorkspace("accepted")), undefined);
    assert.deepEqual(readdirSync(inWorkspace("designs").fsPath), ["sign-in.png"]);
    await vscode.workspace.fs.delete(inWorkspace("accepted"));
  });

  it("gives the text of an open file back by one undo, and saves it", async () => {
    await accept(inWorkspace("accepted"));
    const document = await vscode.workspace.openTextDocument(inWorkspace("accepted/index.html"));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), "old page");
    await vscode.workspace.applyEdit(edit);
    await document.save();
    assert.equal(await readText("accepted/index.html"), "old page");
    await accept(inWorkspace("accepted"));
    assert.match(await readText("accepted/index.html"), /Welcome back/);
    await vscode.commands.executeCommand("undo");
    await waitFor("the text to come back", () => document.getText() === "old page");
    await waitFor("it to be saved", () => !document.isDirty);
    assert.equal(await readText("accepted/index.html"), "old page");
  });

  it("writes nothing when there is nothing new", async () => {
    await accept(inWorkspace("accepted"));
    assert.equal(await accept(inWorkspace("accepted"), true), true);
  });
});
