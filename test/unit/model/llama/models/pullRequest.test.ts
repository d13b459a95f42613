import assert from "node:assert/strict";
import { createModelStore } from "../../../../../src/model/llama/models/modelStore";
import { parseModelUri } from "../../../../../src/model/llama/models/modelUri";
import { modelPresets } from "../../../../../src/model/llama/models/presets";
import { findPullRequest, toPullRequest } from "../../../../../src/model/llama/models/pullRequest";
import { useTempFolder } from "../../../../fakes/tempFolder";

describe("toPullRequest", () => {
  it("knows presets, and any two files", () => {
    assert.equal(toPullRequest("glm-4.6v-flash").text.bytes, 6_166_577_888);
    assert.deepEqual(toPullRequest("hf:a/b/My Model-Q4.gguf#dev", "p.gguf"), {
      id: "my-model-q4",
      title: "My Model-Q4",
      licence: "as its source says",
      text: { uri: "hf:a/b/My Model-Q4.gguf#dev" },
      mmproj: { uri: "p.gguf" },
    });
    assert.throws(() => toPullRequest("glm-5"), /glm-4\.6v-flash/);
  });

  it("asks for a preset's files as they were published: of one commit, with size and checksum", () => {
    const { text, mmproj } = toPullRequest("gemma-4-12b");
    assert.equal(text.sha256, "0a270ec9fe6b34f4a0d33992b6135117b484ebc4766ab76b51d4ae8c457e4c42");
    for (const file of [text, mmproj]) {
      assert.ok(file?.bytes !== undefined && file.sha256 !== undefined);
      const source = parseModelUri(file.uri);
      const [address = ""] = source.kind === "download" ? source.urls : [];
      assert.match(address, /\/resolve\/fc034cfff751157913579611efad8462ac1be606\/[^/#]+\.gguf$/);
    }
  });

  it("has no preset whose files may change under a checksum that is known", () => {
    for (const { id, text, mmproj } of modelPresets)
      for (const { uri, sha256 } of [text, mmproj])
        if (sha256 !== undefined) {
          assert.match(sha256, /^[0-9a-f]{64}$/, id);
          assert.match(uri, /#[0-9a-f]{40}$/, id);
        }
  });

  it("takes an address as a browser copies it", () => {
    const uri = "https://huggingface.co/a/b/resolve/main/My%20Model.gguf?download=true";
    const { id, title, text } = toPullRequest(uri);
    assert.deepEqual([id, title, text.uri], ["my-model", "My Model", uri]);
    assert.throws(() => toPullRequest("https://example.org/%zz.gguf"), { code: "BAD_OPTION" });
    assert.throws(() => toPullRequest("https://example.org/index.html?x=.gguf"), {
      code: "BAD_OPTION",
    });
  });

  it("makes a name that a folder can have of every file's, and tells them apart", () => {
    const store = createModelStore("/nowhere");
    const ids = ["модель.gguf", "模型.gguf", "-.gguf", "C#/größe.gguf", `${"x".repeat(200)}.gguf`]
      .map((path) => `/models/${path}`)
      .map((path) => toPullRequest(path).id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.ok(store.folderOf(id));
    assert.equal(toPullRequest("/models/C#/plain.gguf").id, "plain");
  });
});

describe("findPullRequest", () => {
  const temp = useTempFolder();
  it("knows presets and files without any folder", async () => {
    const store = createModelStore(temp());
    assert.equal((await findPullRequest(store, "glm-4.6v-flash")).id, "glm-4.6v-flash");
    assert.equal((await findPullRequest(store, "/a/b.gguf", "c.gguf")).mmproj?.uri, "c.gguf");
    await assert.rejects(findPullRequest(store, "nobody"), { code: "BAD_OPTION" });
  });
});
