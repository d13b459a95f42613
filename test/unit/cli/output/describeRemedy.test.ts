import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { MockloopError } from "../../../../src/base/errors";
import { describeRemedy, describeThrown } from "../../../../src/cli/output/describeRemedy";
import { everyRemedy, remedyKinds } from "../../remedies";

const cli = resolve(import.meta.dirname, "../../../../src/cli");
const sources = readdirSync(cli, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(join(cli, name), "utf8"));

describe("remedies on the command line", () => {
  it("has a whole sentence for each, and none twice", () => {
    assert.deepEqual(
      [...new Set(everyRemedy.map(({ kind }) => kind))].sort(),
      [...remedyKinds].sort(),
    );
    const sentences = everyRemedy.map(describeRemedy);
    for (const sentence of sentences) assert.match(sentence, /^[`A-Z].*\.$/);
    assert.equal(new Set(sentences).size, sentences.length);
  });

  it("names only commands and options that there are", () => {
    const known = sources.join("\n");
    for (const remedy of everyRemedy) {
      const sentence = describeRemedy(remedy);
      for (const [, command = ""] of sentence.matchAll(
        /mockloop (?:models |backends |servers )?([a-z]+)/g,
      ))
        assert.match(known, new RegExp(`command\\("${command}\\b`), sentence);
      if (sentence.includes("npm run")) continue;
      for (const [option] of sentence.matchAll(/--[a-z]+(?:-[a-z]+)*/g))
        assert.ok(known.includes(`"${option} `) || option === "--gpu", sentence);
    }
  });

  it("quotes paths, so that a line can be copied", () => {
    assert.match(
      describeRemedy({ kind: "name-model", model: "/m/my model.gguf", mmproj: "/m/v.gguf" }),
      /add `--model "\/m\/my model.gguf" --mmproj "\/m\/v.gguf"`;/,
    );
  });

  it("follows what happened", () => {
    const error = new MockloopError("ARCHIVE_UNREADABLE", "There is no run here.", {
      remedy: { kind: "new-run" },
    });
    assert.equal(
      describeThrown(error),
      "There is no run here. Start a new run with `mockloop generate`.",
    );
    assert.equal(describeThrown(new Error("No.")), "No.");
  });
});
