import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type * as vscode from "vscode";
import { compareCode, openCode } from "../../../../src/vscode/code/showCode";
import type { Work } from "../../../../src/vscode/runs/work";
import { editor } from "../../../fakes/vscode/fakeEditor";
import { useExtension } from "../activated";

describe("an iteration's code in the editor", () => {
  const extension = useExtension();

  /** A run with two iterations, whose pages differ. */
  async function finished(): Promise<Work> {
    const [state] = (await extension().generate("a.png")) ?? [];
    assert.ok(state);
    return { id: state.id, state } as Work;
  }

  const pageOf = ({ state }: Work, ordinal: number): string =>
    join(state.iterations[ordinal - 1]?.line.dir ?? "", "files", "index.html");

  it("is a document that can be read, not edited, at the element that is meant", async () => {
    const work = await finished();
    writeFileSync(pageOf(work, 2), '<body>\n  <p class="intro">Hello</p>\n</body>');
    await openCode(work, 2, ".intro");
    const shown = editor.shown.at(-1);
    assert.equal(shown?.scheme, "mockloop-code");
    assert.equal(shown.path, "/a.png 2/index.html");
    assert.equal(
      editor.documents.openDocument(shown).getText(),
      readFileSync(pageOf(work, 2), "utf8"),
    );
    assert.deepEqual([editor.selection?.start.line, editor.selection?.start.character], [1, 2]);
    await openCode(work, 2, ".gone");
    assert.equal(editor.selection, undefined, "the page's beginning");
  });

  it("is compared file by file with another iteration's, and only what differs", async () => {
    const work = await finished();
    const asked: unknown[][] = [];
    editor.commands.set("vscode.changes", (...args) => asked.push(args));
    await compareCode(work, 1, 2);
    const [title, sides] = asked[0] as [string, (vscode.Uri | undefined)[][]];
    assert.equal(title, "a.png: iteration 1 ↔ 2");
    assert.deepEqual(
      sides.map((side) => side.map((uri) => uri?.path)),
      [["/a.png 2/index.html", "/a.png 1/index.html", "/a.png 2/index.html"]],
    );
    writeFileSync(pageOf(work, 1), readFileSync(pageOf(work, 2)));
    await assert.rejects(compareCode(work, 1, 2), /Iterations 1 and 2 have the same code/);
  });

  it("says what is not there", async () => {
    const work = await finished();
    await assert.rejects(openCode(work, 7), /has no iteration 7/);
    rmSync(pageOf(work, 1));
    await assert.rejects(openCode(work, 1), /index\.html of this iteration is gone/);
  });
});
