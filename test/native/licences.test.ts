import { strict as assert } from "node:assert";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

interface Licences {
  readonly collectLicences: () => readonly { readonly name: string; readonly text: string }[];
}
const tool = pathToFileURL(resolve(import.meta.dirname, "../../native/tools/licences.mjs")).href;

describe("the bridge's licences", () => {
  it("are those of llama.cpp and of everything that is compiled in with it", async () => {
    const { collectLicences } = (await import(tool)) as Licences;
    const owners: Record<string, RegExp> = {
      "llama.cpp": /The ggml authors/,
      "node-llama-cpp": /Gilad/,
      "node-addon-api": /Node\.js API collaborators/,
      llamafile: /^Copyright 2024 Mozilla/,
      "cpp-httplib": /yhirose/,
      xxHash: /Yann Collet/,
      "rotate-bits": /William Casarin/,
      miniaudio: /David Reid/,
      "nlohmann-json": /Niels Lohmann/,
      stb_image: /Sean Barrett/,
    };
    const licences = collectLicences();
    assert.deepEqual(licences.map(({ name }) => name).sort(), Object.keys(owners).sort());
    for (const { name, text } of licences) {
      assert.match(text, owners[name] ?? /^$/);
      assert.match(text, /WITHOUT WARRANTY|"AS IS"/, name);
    }
  });
});
