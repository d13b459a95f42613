import assert from "node:assert/strict";
import type { ModelEntry } from "../../../src/protocol/modelsProtocol";
import { describeModels, shareOf } from "../../../src/vscode/modelItems";
import type { ModelList } from "../../../src/vscode/modelItems";

const entry = (changed: Partial<ModelEntry>): ModelEntry => ({
  ...{ id: "glm", title: "GLM", licence: "MIT", note: "Looks at pages.", state: "absent" },
  ...{ bytes: 7.1e9, partialBytes: 0, memoryBytes: 9.6e9 },
  ...changed,
});
const list = (...models: ModelEntry[]): ModelList => ({
  ...{ type: "list-models", dir: "/m", models, hasBridge: true, platform: "linux-x64" },
  ...{ totalMemoryBytes: 16e9, freeMemoryBytes: 9e9 },
});

describe("describeModels", () => {
  it("puts the tracer first and marks the one in use", () => {
    const items = describeModels(list(entry({ state: "installed" })), "glm");
    assert.deepEqual(
      items.map(({ label }) => label),
      ["$(blank) Tracer", "$(check) GLM"],
    );
    assert.match(describeModels(list(), "tracer")[0]?.label ?? "", /check/);
  });

  it("says how much is here, how much is to come, and what it takes", () => {
    const describe = (changed: Partial<ModelEntry>) =>
      describeModels(list(entry(changed)), "tracer")[1];
    assert.equal(describe({})?.description, "7.1 GB to download · MIT");
    assert.equal(describe({ bytes: undefined })?.description, "to download · MIT");
    const partial = { state: "partial", partialBytes: 2.1e9 } as const;
    assert.equal(describe(partial)?.description, "2.1 of 7.1 GB downloaded · MIT");
    assert.equal(describe({ state: "installed" })?.description, "installed, 7.1 GB · MIT");
    assert.equal(
      describe({})?.detail,
      "Looks at pages. Takes about 9.6 GB of memory; this machine has 16.0 GB, 9.0 GB free.",
    );
    assert.match(describe({ memoryBytes: 20e9 })?.detail ?? "", /more than the 16\.0 GB/);
    assert.equal(describe({ memoryBytes: undefined })?.detail, "Looks at pages.");
  });

  it("shows a file that is in use, and a model that is not there any more", () => {
    const file = describeModels(list(), "/models/My model.gguf").at(-1);
    assert.deepEqual(
      [file?.label, file?.detail],
      ["$(check) My model.gguf", "/models/My model.gguf"],
    );
    assert.match(describeModels(list(), "gone").at(-1)?.description ?? "", /not installed/);
  });

  it("names both units where they differ", () => {
    assert.equal(shareOf(2.1e9, 7.1e9), "2.1 of 7.1 GB");
    assert.equal(shareOf(210e6, 7.1e9), "210 MB of 7.1 GB");
  });
});
