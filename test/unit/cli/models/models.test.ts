import { createModelLibrary } from "../../../../src/app/machine/modelLibrary";
import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  listModels,
  pull,
  removeModel,
  useModel,
  verifyModels,
} from "../../../../src/cli/models/models";
import { createModelStore } from "../../../../src/model/llama/models/modelStore";
import { useTempFolder } from "../../../fakes/tempFolder";

const fixtures = resolve(import.meta.dirname, "../../../fixtures/models/tiny-glm46v");
const text = join(fixtures, "tiny-glm46v-text-f16.gguf");
const mmproj = join(fixtures, "tiny-glm46v-mmproj-f16.gguf");
const id = "tiny-glm46v-text-f16";
const never = new AbortController().signal;

describe("mockloop models", () => {
  const temp = useTempFolder();
  let told = "";
  const write = (line: string): void => void (told += line);
  const openLibrary = () => createModelLibrary(createModelStore(join(temp(), "models")), []);
  beforeEach(() => (told = ""));

  it("lists what can be had, and marks what runs", async () => {
    assert.equal(await listModels(openLibrary(), { write }), 0);
    assert.match(told, /^\* tracer/m);
    assert.match(told, /^ {2}glm-4\.6v-flash .*MIT.*not installed, 7\.1 GB to download/m);
  });

  it("imports a pair, uses it, verifies it and removes it", async () => {
    const library = openLibrary();
    assert.equal(await pull(library, text, { write, mmproj, mirror: [] }, never), 0);
    assert.match(told, new RegExp(`models use ${id}`));

    await useModel(library, id, { write });
    told = "";
    await listModels(library, { write });
    assert.match(told, new RegExp(`^\\* ${id} .*installed`, "m"));
    assert.match(told, /^ {2}tracer/m);
    assert.equal(await library.active(), id);

    assert.equal(await verifyModels(library, undefined, { write }, never), 0);
    writeFileSync(join(library.dir, id, "tiny-glm46v-mmproj-f16.gguf"), "damaged");
    told = "";
    assert.equal(await verifyModels(library, id, { write }, never), 1);
    assert.match(told, /text-f16\.gguf: good$/m);
    assert.match(told, /mmproj-f16\.gguf: changed\. Run `mockloop models remove/);

    assert.equal(await removeModel(library, id, { write }), 0);
    assert.equal(existsSync(join(library.dir, id)), false);
    assert.equal(await library.active(), undefined);
  });

  it("lists what is here of a model of one's own, and removes it by name", async () => {
    const library = openLibrary();
    mkdirSync(join(library.dir, "own"), { recursive: true });
    writeFileSync(join(library.dir, "own", "own.gguf.part"), "x".repeat(1_500_000));
    await listModels(library, { write });
    assert.match(told, /^ {2}own {2}own \(.*\): 2 MB downloaded$/m);
    await assert.rejects(pull(library, "own", { write, mirror: [] }, never), {
      message: /Give its address or file again/,
    });
    assert.equal(await removeModel(library, "own", { write }), 0);
    assert.equal(existsSync(join(library.dir, "own")), false);
  });

  it("goes back to the tracer", async () => {
    const library = openLibrary();
    await pull(library, text, { write, mmproj, mirror: [] }, never);
    await useModel(library, id, { write });
    await useModel(library, "tracer", { write });
    assert.equal(await library.active(), undefined);
  });

  it("tells everything as JSON lines, too", async () => {
    const library = openLibrary();
    await pull(library, text, { write, json: true, mmproj, mirror: [] }, never);
    const lines = told.trimEnd().split("\n");
    const said = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const installed = said.at(-1) as { type: string; model: { id: string } };
    assert.deepEqual([installed.type, installed.model.id], ["installed", id]);
    // Each file is told whole at its end.
    const whole = said.filter(({ type, done, total }) => type === "progress" && done === total);
    assert.deepEqual(
      whole.map(({ file }) => file),
      ["tiny-glm46v-text-f16.gguf", "tiny-glm46v-mmproj-f16.gguf"],
    );
    told = "";
    await listModels(library, { write, json: true });
    const list = JSON.parse(told) as { dir: string; models: { id: string; state: string }[] };
    assert.equal(list.dir, library.dir);
    assert.equal(list.models.find((model) => model.id === id)?.state, "installed");
  });

  it("says so when there is no such model", async () => {
    const library = openLibrary();
    await assert.rejects(useModel(library, "nobody", { write }), { code: "MODEL_UNAVAILABLE" });
    await assert.rejects(removeModel(library, "nobody", { write }), { code: "MODEL_UNAVAILABLE" });
    await assert.rejects(pull(library, "nobody", { write, mirror: [] }, never), {
      code: "BAD_OPTION",
    });
    assert.equal(existsSync(library.dir), false);
  });
});
