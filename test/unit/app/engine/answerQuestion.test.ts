import assert from "node:assert/strict";
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { answerQuestion } from "../../../../src/app/engine/answerQuestion";
import { createModelStore } from "../../../../src/model/llama/models/modelStore";
import type { ModelQuestion, QuestionProgress } from "../../../../src/protocol/schemas/models";
import { matches } from "../../../../src/base/schema";
import { answerSchema } from "../../../../src/protocol/schemas/questions/questions";
import { serversIn } from "../../../fakes/serverOptions";
import { useTempFolder } from "../../../fakes/tempFolder";

const fixtures = resolve(import.meta.dirname, "../../../fixtures/models/tiny-glm46v");
const text = join(fixtures, "tiny-glm46v-text-f16.gguf");
const mmproj = join(fixtures, "tiny-glm46v-mmproj-f16.gguf");
const id = "tiny-glm46v-text-f16";
const never = new AbortController().signal;

describe("answerQuestion", () => {
  const temp = useTempFolder();
  const ask = async (
    question: ModelQuestion,
    signal = never,
    onProgress: (progress: QuestionProgress) => void = () => undefined,
  ) => {
    const store = createModelStore(join(temp(), "models"));
    const installation = { nativeDirs: [join(temp(), "native")], hostEntry: "none" };
    const options = { store, installation, servers: serversIn(temp()), onProgress };
    const answer = await answerQuestion(question, options, signal);
    assert.ok(
      matches(answerSchema, JSON.parse(JSON.stringify(answer))),
      "survives the way to the editor",
    );
    assert.equal(answer.type, question.type);
    return answer;
  };

  it("imports a pair, lists it, checks it and removes it", async () => {
    const pulled = await ask({ type: "pull-model", spec: text, mmproj, mirrors: [] });
    assert.deepEqual(pulled, { type: "pull-model", id, title: id, hasVision: true });
    const list = await ask({ type: "list-models" });
    assert.ok(list.type === "list-models");
    assert.equal(list.models[0]?.id, "glm-4.6v-flash");
    const entry = list.models.find((model) => model.id === id);
    assert.equal(entry?.state, "installed");
    assert.equal(entry.bytes, statSync(text).size + statSync(mmproj).size);
    assert.equal(list.hasBridge, false);
    const checked = await ask({ type: "verify-model", id });
    assert.ok(checked.type === "verify-model");
    assert.deepEqual(
      checked.files.map(({ state }) => state),
      ["good", "good"],
    );
    await ask({ type: "remove-model", id });
    assert.equal(existsSync(join(temp(), "models", id)), false);
  });

  it("keeps what a stopped download brought, and goes on from there", async () => {
    const ranges: (string | undefined)[] = [];
    const { size } = statSync(text);
    const half = Math.floor(size / 2);
    const server = createServer((request, response) => {
      const { range } = request.headers;
      if (request.method === "HEAD")
        return response.writeHead(200, { "content-length": size }).end();
      ranges.push(range);
      const start = Number(/bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0);
      response.writeHead(range ? 206 : 200, {
        "content-length": size - start,
        "accept-ranges": "bytes",
        etag: '"1"',
        ...(range && { "content-range": `bytes ${start}-${size - 1}/${size}` }),
      });
      // The first time, half of it comes and then nothing.
      if (start === 0) createReadStream(text, { end: half - 1 }).pipe(response, { end: false });
      else createReadStream(text, { start }).pipe(response);
      return response;
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const spec = `http://127.0.0.1:${port}/${id}.gguf`;
    const question = { type: "pull-model", spec, mirrors: [] } as const;
    try {
      const controller = new AbortController();
      const stopped = ask(question, controller.signal, ({ done }) => {
        if (done > 0) setTimeout(() => controller.abort(), 100);
      });
      await assert.rejects(stopped, { name: "AbortError" });
      const part = join(temp(), "models", id, `${id}.gguf.part`);
      assert.ok(existsSync(part), "the part is kept");
      const kept = statSync(part).size;
      assert.ok(kept > 0);
      // It is in the list, and can be chosen there.
      const list = await ask({ type: "list-models" });
      assert.ok(list.type === "list-models");
      const { state, bytes, partialBytes } = list.models.find((model) => model.id === id) ?? {};
      assert.deepEqual(
        { state, bytes, partialBytes },
        { state: "partial", bytes: size, partialBytes: kept },
      );
      const answer = await ask({ ...question, spec: id });
      assert.ok(answer.type === "pull-model" && answer.id === id);
      assert.ok(
        ranges.some((range) => range?.startsWith(`bytes=${kept}`)),
        JSON.stringify(ranges),
      );
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it("examines the machine for the model that was chosen", async () => {
    const answer = await ask({ type: "examine", model: { kind: "installed", name: "nobody" } });
    assert.ok(answer.type === "examine");
    assert.deepEqual(
      answer.parts.map(({ subject }) => subject),
      ["platform", "browser", "vision bridge", "graphics card", "memory", "model"],
    );
    const model = answer.parts.at(-1);
    assert.equal(model?.state, "problem");
    assert.match(model.text, /nobody is chosen, but not installed/);
    const own = await ask({ type: "examine", model: { kind: "file", path: text, mmproj } });
    assert.ok(own.type === "examine");
    assert.match(own.parts.at(-1)?.text ?? "", /with vision/);
  });
});
