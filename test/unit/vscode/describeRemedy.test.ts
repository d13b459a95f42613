import assert from "node:assert/strict";
import { MockloopError } from "../../../src/base/errors";
import { COMMANDS } from "../../../src/vscode/contributions";
import {
  describeRemedy,
  describeThrown,
  findRemedyButton,
} from "../../../src/vscode/describeRemedy";
import { everyRemedy } from "../remedies";
import { readManifest } from "./readManifest";

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly title: string }[];
    readonly configuration: readonly { readonly properties: object }[];
  };
}

const manifest = readManifest() as Manifest;

describe("remedies in the editor", () => {
  it("has a whole sentence for each", () => {
    for (const remedy of everyRemedy) assert.match(describeRemedy(remedy), /^[“A-Z].*[.”`]$/);
  });

  it("names only commands and settings that there are", () => {
    const settings = manifest.contributes.configuration.flatMap(({ properties }) =>
      Object.keys(properties),
    );
    const titles = manifest.contributes.commands.map(({ title }) => `Mockloop: ${title}`);
    for (const remedy of everyRemedy) {
      const sentence = describeRemedy(remedy);
      for (const [, title = ""] of sentence.matchAll(/“(Mockloop: [^”]*)”/g))
        assert.ok(titles.includes(title), sentence);
      for (const [, setting = ""] of sentence.matchAll(/“(mockloop\.[^”]*)”/g))
        assert.ok(settings.includes(setting), sentence);
    }
  });

  it("speaks of the command line where the editor has nothing", () => {
    const named = everyRemedy.filter((remedy) => describeRemedy(remedy).includes("`mockloop "));
    assert.deepEqual(
      named.map(({ kind }) => kind),
      ["other-registry"],
    );
  });

  it("asks for the package with the bridge first, which an installed extension cannot build", () => {
    assert.equal(
      describeRemedy({
        kind: "get-bridge",
        state: "missing",
        canBuild: false,
        platform: "linux-x64",
      }),
      "Install the Mockloop package made for linux-x64, which brings it.",
    );
  });

  it("has a button where a command does it", () => {
    assert.equal(findRemedyButton({ kind: "resume" })?.command, COMMANDS.refine);
    assert.equal(findRemedyButton({ kind: "choose-model" })?.command, COMMANDS.chooseModel);
    assert.equal(findRemedyButton({ kind: "name-browser" })?.command, COMMANDS.doctor);
    assert.equal(findRemedyButton(undefined), undefined);
  });

  it("follows what happened", () => {
    const error = new MockloopError("DISK_FULL", "The disk is full.", {
      remedy: { kind: "resume" },
    });
    assert.equal(
      describeThrown(error),
      "The disk is full. “Refine further” goes on from the best iteration.",
    );
  });
});
