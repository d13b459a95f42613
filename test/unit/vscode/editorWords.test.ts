import assert from "node:assert/strict";
import { platformName } from "../../../src/model/llama/bridge/findBridges";
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

  it("asks for the package with the bridge, which an installed extension cannot build", () => {
    const text = (verb: string, command = "npm run build:native") =>
      `${verb} the Mockloop package made for ${platformName()}, or build the vision bridge in a checkout with “${command}”`;
    for (const [said, meant] of [
      [
        'In a checkout, run `npm run build:native` (git and cmake are needed); or use the model "tracer".',
        `${text("Install")}; or use the model "tracer".`,
      ],
      [
        "Run `npm run build:native -- --force`, or install the extension again.",
        `${text("Install", "npm run build:native -- --force")}.`,
      ],
      ["It is old: run `npm run build:native` again.", `It is old: ${text("install")}.`],
    ] as const)
      assert.equal(toEditorWords(said), meant);
  });

  it("names the panel's button that goes on, and where models are removed", () => {
    assert.equal(
      toEditorWords("Free some space, then run `mockloop resume` on the run's folder; it is kept."),
      "Free some space, then choose “Refine further”; it is kept.",
    );
    assert.equal(
      toEditorWords("Remove them with `mockloop models remove`, and take others."),
      "Remove them with the bin in “Mockloop: Choose model”, and take others.",
    );
    assert.equal(
      toEditorWords("Run `mockloop models remove glm` first."),
      "Remove it in “Mockloop: Choose model” first.",
    );
  });

  it("leaves everything else alone", () => {
    for (const text of ["Run `npm install`.", "No model is installed."])
      assert.equal(toEditorWords(text), text);
  });
});
