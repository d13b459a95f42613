import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activateExtension, inWorkspace, isThere, MOCKUP, startAfresh, waitFor } from "./editor";

const MARKER = /<!-- mockloop:\w+ generating code from sign-in\.png … -->/;

describe("Generate code from mockup here", () => {
  beforeEach(startAfresh);
  afterEach(async () => {
    for (const path of ["pages/start.html", "notes.md"]) {
      await vscode.window.showTextDocument(inWorkspace(path));
      await vscode.commands.executeCommand("workbench.action.files.revert");
    }
    await startAfresh();
  });

  it("offers a marker for a picture, in the document's own comment syntax", async () => {
    const page = await open("pages/start.html");
    const offered = await offer(page, uriList(inWorkspace(MOCKUP)));
    assert.equal(offered?.title, "Generate code from mockup here");
    assert.match(offered.text, MARKER);
    const sheet = await offer(await open("pages/site.css"), uriList(inWorkspace(MOCKUP)));
    assert.match(sheet?.text ?? "", /^\/\* mockloop:\w+ .* \*\/$/);
  });

  it("offers nothing for other files, for the web's, and for nothing at all", async () => {
    const page = await open("pages/start.html");
    assert.equal(await offer(page, uriList(inWorkspace("notes.md"))), undefined);
    assert.equal(
      await offer(page, uriList(vscode.Uri.parse("https://a.example/c.png"))),
      undefined,
    );
    assert.equal(await offer(page, new vscode.DataTransfer()), undefined);
  });

  it("becomes code on Accept; one undo leads back to before the drop", async () => {
    const { document } = await open("pages/start.html");
    const before = document.getText();
    await drop(document);
    assert.match(document.getText(), MARKER);
    await runEnded();
    assert.equal(await vscode.commands.executeCommand("mockloop.accept", { preview: false }), true);
    assert.doesNotMatch(document.getText(), /mockloop:/);
    assert.match(document.getText(), /<style>[\s\S]+<p>After<\/p>/);
    assert.match(document.getText(), /<p>Before<\/p>[\s\S]+Welcome back/);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), before);
  });

  it("gives way to what was typed meanwhile", async () => {
    const { document } = await open("pages/start.html");
    await drop(document);
    const typed = new vscode.WorkspaceEdit();
    typed.insert(document.uri, new vscode.Position(0, 0), "<!-- typed -->\n");
    await vscode.workspace.applyEdit(typed);
    await runEnded();
    await vscode.commands.executeCommand("mockloop.accept", { preview: false });
    assert.match(document.getText(), /^<!-- typed -->\n/);
    assert.match(document.getText(), /Welcome back/);
    assert.doesNotMatch(document.getText(), /mockloop:/);
  });

  it("is gone after Discard, as if nothing had been dropped", async () => {
    const { document } = await open("pages/start.html");
    const before = document.getText();
    await drop(document);
    await runEnded();
    await vscode.commands.executeCommand("mockloop.discard", { ask: false });
    assert.equal(document.getText(), before);
    assert.equal(document.isDirty, false);
  });

  it("puts the files beside a document that holds no markup, and names them", async () => {
    const { document } = await open("notes.md");
    await drop(document);
    await runEnded();
    await vscode.commands.executeCommand("mockloop.accept", { preview: false });
    assert.match(document.getText(), /<!-- sign-in\.png: sign-in\/index\.html -->/);
    assert.ok(isThere("sign-in/index.html") && isThere("sign-in/styles.css"));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    await waitFor("the files to go", () => !isThere("sign-in/index.html"));
    assert.doesNotMatch(document.getText(), /sign-in/);
  });

  it("is cancelled when the marker is undone while the run is under way", async () => {
    const { runs } = await activateExtension();
    const { document } = await open("pages/start.html");
    await drop(document);
    await waitFor("the run's start", () => runs().some(({ phase }) => phase === "running"));
    await vscode.commands.executeCommand("undo");
    assert.doesNotMatch(document.getText(), /mockloop:/);
    const state = await runEnded();
    assert.ok(state.ended?.type === "error" || state.ended?.reason === "aborted");
  });
});

async function open(path: string): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(inWorkspace(path), { preview: false });
  const line = Math.min(8, editor.document.lineCount - 1);
  editor.selection = new vscode.Selection(line, 0, line, 0);
  return editor;
}

function uriList(...uris: vscode.Uri[]): vscode.DataTransfer {
  const transfer = new vscode.DataTransfer();
  transfer.set("text/uri-list", new vscode.DataTransferItem(uris.join("\r\n")));
  return transfer;
}

/** What the extension offers at the cursor. */
async function offer(
  editor: vscode.TextEditor,
  transfer: vscode.DataTransfer,
): Promise<{ readonly title: string | undefined; readonly text: string } | undefined> {
  const { dropProvider } = await activateExtension();
  const offered = await dropProvider.provideDocumentDropEdits(
    editor.document,
    editor.selection.active,
    transfer,
    new vscode.CancellationTokenSource().token,
  );
  const edit = Array.isArray(offered) ? offered[0] : offered;
  if (!edit) return undefined;
  assert.ok(typeof edit.insertText === "string");
  return { title: edit.title, text: edit.insertText };
}

/** Takes the offer for the shipped mockup, as the editor does after a drop. */
async function drop(document: vscode.TextDocument): Promise<void> {
  const editor = await open(vscode.workspace.asRelativePath(document.uri));
  const offered = await offer(editor, uriList(inWorkspace(MOCKUP)));
  assert.ok(offered);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, editor.selection.active, offered.text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

async function runEnded() {
  const { runs } = await activateExtension();
  return waitFor("the run's end", () =>
    runs().find(({ phase }) => phase === "finished" || phase === "failed"),
  );
}
