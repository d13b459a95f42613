import assert from "node:assert/strict";
import { toEditorWords } from "../../../src/vscode/editorWords";

describe("toEditorWords", () => {
  it("names the editor's commands where the core names the command line's", () => {
    assert.equal(
      toEditorWords("Run `mockloop models verify`, or `mockloop doctor`."),
      "Run “Mockloop: Choose model”, or “Mockloop: Check this machine”.",
    );
  });

  it("names the command that downloads libraries for graphics cards", () => {
    assert.equal(
      toEditorWords("For NVIDIA, `mockloop backends add cuda` downloads CUDA's libraries."),
      "For NVIDIA, “Mockloop: Choose model” downloads CUDA's libraries.",
    );
  });

  it("says which tool is meant where the editor has no command", () => {
    assert.equal(
      toEditorWords("Name another registry with `mockloop backends add cuda --registry URL`."),
      "Name another registry with the command line's `mockloop backends add cuda --registry URL`.",
    );
  });

  it("leaves everything else alone", () => {
    for (const text of ["Run `npm run build:native`.", "No model is installed."])
      assert.equal(toEditorWords(text), text);
  });
});
