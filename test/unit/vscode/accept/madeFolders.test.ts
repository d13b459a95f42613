import assert from "node:assert/strict";
import { MadeFolders } from "../../../../src/vscode/accept/madeFolders";

const page = { files: ["ui/a/index.html", "ui/a/styles.css"], folders: ["ui/a", "ui"] };

describe("MadeFolders", () => {
  it("are left by the undo of their Accept, which deletes all its files at once", () => {
    const made = new MadeFolders();
    made.add(page);
    made.add({ files: ["other/index.html"], folders: ["other"] });
    assert.deepEqual(made.leftBy(page.files), page.folders);
    assert.deepEqual(made.leftBy(page.files), page.folders, "and again after a redo");
  });

  it("are left alone when anything else is deleted", () => {
    const made = new MadeFolders();
    made.add(page);
    for (const deleted of [["notes.txt"], ["ui/a/index.html"], ["ui/a/styles.css"], ["ui"], []])
      assert.deepEqual(made.leftBy(deleted), [], deleted.join());
  });

  it("are nobody's when their Accept made no file", () => {
    const made = new MadeFolders();
    made.add({ files: [], folders: ["ui"] });
    assert.deepEqual(made.leftBy([]), []);
    assert.deepEqual(made.leftBy(["ui/index.html"]), []);
  });
});
