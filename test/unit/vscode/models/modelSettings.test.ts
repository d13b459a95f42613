import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import { SETTINGS } from "../../../../src/vscode/contributions";
import { readMirrors, readModelSettings } from "../../../../src/vscode/models/modelSettings";
import { TRACER } from "../../../../src/protocol/modelRef";

const read = (changed: Readonly<Record<string, unknown>>) => {
  const values: Readonly<Record<string, unknown>> = { ...SETTINGS, ...changed };
  return readModelSettings((key) => values[key]);
};

describe("readModelSettings", () => {
  it("asks the tracer for nothing else", () => {
    assert.deepEqual(read({ threads: 3, mmproj: "/m/v.gguf" }), { model: TRACER });
    assert.deepEqual(read({ model: "  " }), { model: TRACER });
    assert.deepEqual(read({ model: 7 }), { model: TRACER });
  });

  it("leaves to Mockloop what is not set", () => {
    assert.deepEqual(read({ model: "glm-4.6v-flash" }), {
      model: { kind: "installed", name: "glm-4.6v-flash" },
      hardware: { gpu: "auto", vision: "auto", unloadAfterMs: 600_000 },
      thinking: "first",
      startFrom: "nothing",
      tidy: true,
    });
  });

  it("passes on what is set", () => {
    const set = {
      model: "/m/a.gguf",
      mmproj: "~/v.gguf",
      ...{ gpu: "cpu", gpuLayers: 0, contextTokens: 16_384, threads: 2, kvCache: "q8_0" },
      ...{ vision: "off", unloadAfterMinutes: 0, thinking: "never", startFrom: "tracer" },
      tidy: false,
    };
    assert.deepEqual(read(set), {
      model: { kind: "file", path: "/m/a.gguf", mmproj: join(homedir(), "v.gguf") },
      hardware: {
        ...{ gpu: "cpu", gpuLayers: 0, contextTokens: 16_384, threads: 2, kvType: "q8_0" },
        ...{ vision: "off", unloadAfterMs: 0 },
      },
      thinking: "never",
      startFrom: "tracer",
      tidy: false,
    });
  });

  it("knows what the tracer's draft may be to a model", () => {
    for (const startFrom of ["nothing", "tracer", "grounding"] as const)
      assert.equal(read({ model: "server:box", startFrom }).startFrom, startFrom);
    assert.equal(read({ model: "server:box", startFrom: "elsewhere" }).startFrom, "nothing");
  });

  it("takes a vision file only for a model that is a file", () => {
    assert.deepEqual(read({ model: "glm", mmproj: "/m/v.gguf" }).model, {
      ...{ kind: "installed", name: "glm" },
    });
  });

  it("passes over what people write by mistake", () => {
    const { hardware, thinking } = read({
      model: "glm",
      ...{ gpu: "rocm", gpuLayers: "all", threads: -4, kvCache: 1, thinking: "maybe" },
      unloadAfterMinutes: -1,
    });
    assert.deepEqual(hardware, { gpu: "auto", vision: "auto" });
    assert.equal(thinking, "first");
  });

  it("keeps to what a context needs and what a timer can wait", () => {
    const { hardware } = read({ model: "glm", contextTokens: 100, unloadAfterMinutes: 100_000 });
    assert.equal(hardware?.contextTokens, 2048);
    assert.equal(hardware?.unloadAfterMs, 1440 * 60_000);
    assert.equal(read({ model: "glm", contextTokens: 0 }).hardware?.contextTokens, undefined);
  });

  it("asks https mirrors only", () => {
    const hosts = ["https://mirror.example", "http://plain.example", "no address", 3];
    assert.deepEqual(
      readMirrors(() => hosts),
      ["https://mirror.example"],
    );
    assert.deepEqual(
      readMirrors(() => "https://a.example"),
      [],
    );
  });
});
