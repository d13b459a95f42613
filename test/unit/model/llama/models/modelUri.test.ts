import { strict as assert } from "node:assert";
import { parseModelUri } from "../../../../../src/model/llama/models/modelUri";

describe("parseModelUri", () => {
  it("reads hf: URIs, with branch and mirrors", () => {
    assert.deepEqual(parseModelUri("hf:ggml-org/GLM-4.6V-Flash-GGUF/q/m.gguf#v2", ["https://m/"]), {
      kind: "download",
      urls: [
        "https://m/ggml-org/GLM-4.6V-Flash-GGUF/resolve/v2/q/m.gguf",
        "https://huggingface.co/ggml-org/GLM-4.6V-Flash-GGUF/resolve/v2/q/m.gguf",
      ],
      fileName: "m.gguf",
    });
  });

  it("reads URLs and paths", () => {
    const url = "https://x.org/a/b%20c.gguf?download=true";
    assert.deepEqual(parseModelUri(url), { kind: "download", urls: [url], fileName: "b c.gguf" });
    assert.deepEqual(parseModelUri("./a.gguf"), { kind: "path", path: "./a.gguf" });
    assert.deepEqual(parseModelUri("C:\\m\\a.gguf"), { kind: "path", path: "C:\\m\\a.gguf" });
  });

  for (const uri of [
    "hf:a/b",
    "hf:a/b/readme.md",
    "hf:a/b/../../x.txt",
    "https://x.org/",
    "https://x.org/100%.gguf",
    "https://x.org/..%2F..%2Fevil.gguf",
    "ftp://x.org/a.gguf",
    "https://[bad/a.gguf",
  ])
    it(`refuses ${uri}`, () => {
      assert.throws(() => parseModelUri(uri), { code: "BAD_OPTION" });
    });
});
