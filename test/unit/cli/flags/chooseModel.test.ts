import assert from "node:assert/strict";
import { resolve } from "node:path";
import { chooseModel } from "../../../../src/cli/flags/chooseModel";

import { TRACER } from "../../../../src/protocol/modelRef";

const installed = "flash";
const storeWith = (active: string | undefined) => ({ active: () => Promise.resolve(active) });

describe("chooseModel", () => {
  it("takes the tracer when nothing is named and nothing is in use", async () => {
    assert.deepEqual(await chooseModel({}, storeWith(undefined)), TRACER);
  });

  it("takes the model in use when none is named", async () => {
    assert.deepEqual(await chooseModel({}, storeWith(installed)), {
      ...{ kind: "installed", name: "flash" },
    });
  });

  it("takes a named model before the one in use", async () => {
    assert.deepEqual(await chooseModel({ model: "tracer" }, storeWith(installed)), TRACER);
  });

  it("makes paths absolute", async () => {
    assert.deepEqual(
      await chooseModel({ model: "a/T.GGUF", mmproj: "a/mmproj.gguf" }, storeWith(undefined)),
      { kind: "file", path: resolve("a/T.GGUF"), mmproj: resolve("a/mmproj.gguf") },
    );
    assert.deepEqual(await chooseModel({ model: "t.gguf" }, storeWith(undefined)), {
      ...{ kind: "file", path: resolve("t.gguf") },
    });
  });

  it("takes a server by its address, or a saved one by its name", async () => {
    const url = "http://127.0.0.1:8080/v1";
    const choose = (asked: Parameters<typeof chooseModel>[0]) =>
      chooseModel(asked, storeWith(installed));
    const named = { kind: "endpoint", url, model: "glm" };
    assert.deepEqual(await choose({ url, model: "server:glm" }), named);
    assert.deepEqual(await choose({ url, model: "glm" }), named);
    assert.deepEqual(await choose({ model: `${url}#glm` }), named);
    assert.deepEqual(await choose({ url }), { ...named, model: "" });
    assert.deepEqual(await choose({ url, model: "a.gguf", profile: "llama-server" }), {
      ...{ ...named, model: "a.gguf", family: "llama-server" },
    });
    assert.deepEqual(await choose({ model: "server:box", keyEnv: "K" }), {
      ...{ kind: "server", name: "box" },
    });
  });

  it("refuses what belongs to a server where none is named, and files where one is", async () => {
    const url = "http://127.0.0.1:8080/v1";
    for (const asked of [
      { keyEnv: "K" },
      { model: "flash", keyFile: "k" },
      { profile: "vllm" } as const,
      { url, mmproj: "m.gguf" },
    ])
      await assert.rejects(chooseModel(asked, storeWith(installed)), { code: "BAD_OPTION" });
  });

  it("refuses a vision file without the model file it belongs to", async () => {
    for (const model of [undefined, "tracer", "flash"])
      await assert.rejects(
        chooseModel({ ...(model && { model }), mmproj: "m.gguf" }, storeWith(installed)),
        { code: "BAD_OPTION" },
      );
  });
});
