import assert from "node:assert/strict";
import type { ModelEntry } from "../../../../src/protocol/schemas/models";
import { describeMemory, describeModels, shareOf } from "../../../../src/vscode/models/modelItems";
import type { ModelList } from "../../../../src/vscode/models/modelItems";
import { parseModelRef } from "../../../../src/protocol/modelRef";

const entry = (changed: Partial<ModelEntry>): ModelEntry => ({
  ...{ id: "glm", title: "GLM", licence: "MIT", note: "Looks at pages.", state: "absent" },
  ...{ bytes: 7.1e9, partialBytes: 0, canDownload: true, isPreset: true, memoryBytes: 9.6e9 },
  ...changed,
});
const list = (...models: ModelEntry[]): ModelList => ({
  ...{ type: "list-models", dir: "/m", models, hasBridge: true, platform: "linux-x64" },
  ...{ totalMemoryBytes: 16e9, freeMemoryBytes: 9e9 },
});

describe("describeModels", () => {
  it("puts the tracer first and marks the one in use", () => {
    const items = describeModels(list(entry({ state: "installed" })), parseModelRef("glm"));
    assert.deepEqual(
      items.map(({ label }) => label),
      ["$(blank) Tracer", "$(check) GLM"],
    );
    assert.match(describeModels(list(), parseModelRef("tracer"))[0]?.label ?? "", /check/);
  });

  it("lists what other extensions offer, and what sees no pictures", () => {
    const offered = [
      { id: "a", name: "A", vendor: "copilot", vision: true },
      { id: "b", name: "B", vendor: "other", vision: false },
    ];
    const items = describeModels(list(), parseModelRef("editor:b"), offered);
    assert.deepEqual(
      items.map(({ label, description }) => `${label}: ${description}`),
      [
        "$(blank) Tracer: embedded, no download",
        "$(blank) A: of copilot, in this editor",
        "$(check) B: of other, in this editor · sees no pictures",
      ],
    );
  });

  it("says how much is here, how much is to come, and what it takes", () => {
    const describe = (changed: Partial<ModelEntry>) =>
      describeModels(list(entry({ id: "glm-4.6v-flash", ...changed })), parseModelRef("tracer"))[1];
    const need = " · 9.6 of 16.0 GB memory · MIT";
    assert.equal(describe({})?.description, `7.1 GB to download${need}`);
    assert.equal(describe({ bytes: undefined })?.description, `to download${need}`);
    const partial = { state: "partial", partialBytes: 2.1e9 } as const;
    assert.equal(describe(partial)?.description, `2.1 of 7.1 GB downloaded${need}`);
    assert.equal(describe({ state: "installed" })?.description, `installed, 7.1 GB${need}`);
    assert.match(describe({ memoryBytes: 20e9 })?.description ?? "", /20\.0 GB memory, more than/);
    assert.equal(describe({ memoryBytes: undefined })?.description, "7.1 GB to download · MIT");
    assert.equal(describe({})?.detail, "Looks at pages.");
  });

  it("claims no licence for what people brought", () => {
    const own = entry({
      id: "own",
      isPreset: false,
      state: "installed",
      note: "",
      memoryBytes: undefined,
    });
    assert.equal(
      describeModels(list(own), parseModelRef("tracer"))[1]?.description,
      "installed, 7.1 GB",
    );
  });

  it("says in a sentence what a model takes", () => {
    assert.match(
      describeMemory(entry({}), list()),
      /about 9\.6 GB of memory; this machine has 16\.0 GB/,
    );
    assert.match(describeMemory(entry({ memoryBytes: 20e9 }), list()), /more than the 16\.0 GB/);
    assert.equal(describeMemory(entry({ memoryBytes: undefined }), list()), "");
  });

  it("shows a file that is in use, and a model that is not there any more", () => {
    const file = describeModels(list(), parseModelRef("/models/My model.gguf")).at(-1);
    assert.deepEqual(
      [file?.label, file?.detail],
      ["$(check) My model.gguf", "/models/My model.gguf"],
    );
    assert.match(
      describeModels(list(), parseModelRef("gone")).at(-1)?.description ?? "",
      /not installed/,
    );
  });

  it("names both units where they differ", () => {
    assert.equal(shareOf(2.1e9, 7.1e9), "2.1 of 7.1 GB");
    assert.equal(shareOf(210e6, 7.1e9), "210 MB of 7.1 GB");
  });
});
