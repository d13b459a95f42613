import { strict as assert } from "node:assert";
import { fromPaths, fromStore, lendModel } from "../../../../../src/model/llama/models/localModel";
import type { Model } from "../../../../../src/model/model";

const file = (path: string) => ({ path, bytes: 1, sha256: "" });

describe("local models", () => {
  it("take context and sampling from their preset", () => {
    const stored = { id: "glm-4.6v-flash", title: "Flash", licence: "MIT" };
    const model = fromStore({ ...stored, text: file("t.gguf"), mmproj: file("v.gguf") });
    assert.deepEqual(
      [model.model, model.mmproj, model.contextSize, model.sampling.topK, model.sampling.topP],
      ["t.gguf", "v.gguf", 32_768, 2, 0.6],
    );
    const other = fromStore({ ...stored, id: "x", text: file("t.gguf"), mmproj: undefined });
    assert.equal(other.mmproj, undefined);
    assert.equal(other.sampling.topK, 40);
  });

  it("can be any two files", () => {
    assert.equal(fromPaths("/m/My-Model.gguf", undefined).name, "My-Model");
  });

  it("can be lent: a run's dispose does not unload it", async () => {
    let disposed = 0;
    const owned: Model = {
      name: "m",
      open: () => Promise.resolve({ type: "open", info: { contextTokens: 1, vision: true } }),
      // eslint-disable-next-line require-yield, @typescript-eslint/require-await
      generate: async function* () {
        return;
      },
      countTokens: () => 7,
      dispose: () => Promise.resolve(void disposed++),
    };
    let givenBack = 0;
    const lent = lendModel(owned, () => Promise.resolve(void givenBack++));
    await lent.dispose();
    await lent.dispose();
    assert.deepEqual([disposed, givenBack], [0, 1]);
    assert.equal(lent.countTokens({ role: "system", text: "" }), 7);
    assert.equal(lent.name, "m");
    assert.deepEqual(await lent.open(() => undefined, new AbortController().signal), {
      ...{ type: "open", info: { contextTokens: 1, vision: true } },
    });
  });
});
