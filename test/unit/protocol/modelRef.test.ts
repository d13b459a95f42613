import assert from "node:assert/strict";
import {
  describeModelRef,
  formatModelRef,
  isSameModel,
  parseModelRef,
} from "../../../src/protocol/modelRef";

const vision = "/m/v.gguf";

describe("a model's name", () => {
  it("is the tracer, an installed model or a file", () => {
    assert.deepEqual(parseModelRef("tracer"), { kind: "tracer" });
    assert.deepEqual(parseModelRef("glm-4.6v-flash"), {
      kind: "installed",
      name: "glm-4.6v-flash",
    });
    assert.deepEqual(parseModelRef("/m/My A.GGUF"), { kind: "file", path: "/m/My A.GGUF" });
    assert.deepEqual(parseModelRef("a.gguf", vision), {
      ...{ kind: "file", path: "a.gguf", mmproj: vision },
    });
    assert.deepEqual(parseModelRef("glm", vision), { kind: "installed", name: "glm" });
  });

  it("is a saved server, a server's address with a model, or one of the editor's", () => {
    assert.deepEqual(parseModelRef("server:box"), { kind: "server", name: "box" });
    assert.deepEqual(parseModelRef("editor:copilot/gpt"), { kind: "editor", id: "copilot/gpt" });
    const url = "http://127.0.0.1:8080/v1";
    assert.deepEqual(parseModelRef(url), { kind: "endpoint", url, model: "" });
    // llama-server names a model after its file.
    assert.deepEqual(parseModelRef(`${url}#a.gguf`), { kind: "endpoint", url, model: "a.gguf" });
  });

  it("is read as it was written", () => {
    for (const name of [
      ...["tracer", "glm", "/m/a.gguf", "C:\\m\\a.gguf", "server:box", "editor:copilot/gpt"],
      ...["https://api.z.ai/api/paas/v4#glm-4.6v-flash", "http://127.0.0.1:8080/v1"],
    ])
      assert.equal(formatModelRef(parseModelRef(name)), name);
  });

  it("is short for people, whatever system the file is on", () => {
    for (const path of ["/m/deep/a.gguf", "C:\\m\\a.gguf", "a.gguf"])
      assert.equal(describeModelRef(parseModelRef(path)), "a.gguf");
    assert.equal(describeModelRef(parseModelRef("glm")), "glm");
    assert.equal(describeModelRef(parseModelRef("server:box")), "box");
    const glm = parseModelRef("https://api.z.ai/api/paas/v4#glm-4.6v-flash");
    assert.equal(describeModelRef(glm), "glm-4.6v-flash (api.z.ai)");
  });

  it("means the same model with another vision file, and another one where kinds differ", () => {
    const file = parseModelRef("/m/a.gguf", vision);
    assert.ok(isSameModel(file, parseModelRef("/m/a.gguf")));
    assert.ok(!isSameModel(file, parseModelRef("/m/b.gguf")));
    assert.ok(!isSameModel({ kind: "installed", name: "tracer" }, parseModelRef("tracer")));
  });
});
