import assert from "node:assert/strict";
import { alwaysTo } from "../../../../src/app/machine/permissions/hostAnswers";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { answerServerQuestion } from "../../../../src/app/engine/answerServerQuestion";
import { matches } from "../../../../src/base/schema";
import { serverAnswerSchema } from "../../../../src/protocol/schemas/questions/servers";
import type {
  SeenServer,
  ServerAnswer,
  ServerQuestion,
} from "../../../../src/protocol/schemas/questions/servers";
import type { SavedServer } from "../../../../src/protocol/schemas/savedServer";
import { says, startFakeServer, whole } from "../../../fakes/fakeServer";
import type { FakeServer, Reply } from "../../../fakes/fakeServer";
import { serversIn } from "../../../fakes/serverOptions";
import { useTempFolder } from "../../../fakes/tempFolder";

const KEY = "sk-0123456789abcdefghij";
const never = new AbortController().signal;

describe("questions about servers", () => {
  const temp = useTempFolder();
  const servers: FakeServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  async function serve(pages: object, replies: readonly Reply[] = []): Promise<FakeServer> {
    const server = await startFakeServer(replies, { ...pages });
    servers.push(server);
    return server;
  }

  async function ask<Q extends ServerQuestion>(
    question: Q,
    ports: readonly number[] = [],
  ): Promise<Extract<ServerAnswer, { type: Q["type"] }>> {
    const store = (name: string): Promise<string | undefined> =>
      Promise.resolve(name === "kept" ? KEY : undefined);
    const places = ports.map((port) => ({ family: "ollama", port }) as const);
    const answer = await answerServerQuestion(
      question,
      { ...serversIn(temp(), store), places },
      never,
    );
    const crossed: unknown = JSON.parse(JSON.stringify(answer));
    assert.ok(matches(serverAnswerSchema, crossed), "survives the way to the editor");
    assert.equal(answer.type, question.type);
    return answer as Extract<ServerAnswer, { type: Q["type"] }>;
  }

  const look = async (server: Partial<SavedServer>): Promise<SeenServer> => {
    const asked = { name: "box", url: "http://127.0.0.1:1/v1", model: "", ...server };
    return (await ask({ type: "look-at-server", server: asked })).seen;
  };

  it("save, list and remove servers, and tell what becomes of pictures for each", async () => {
    const book = serversIn(temp());
    await book.answers.keep(alwaysTo("api.z.ai"));
    for (const [name, url] of [
      ["cloud", "https://api.z.ai/api/paas/v4"],
      ["box", "http://10.0.0.2:8080/v1"],
      ["own", "http://localhost:8080/v1"],
    ] as const)
      await ask({ type: "save-server", server: { name, url, model: "" } });
    const list = await ask({ type: "list-servers" });
    assert.deepEqual(
      list.servers.map(({ host, consent }) => [host, consent]),
      [
        ["api.z.ai", "allowed"],
        ["10.0.0.2:8080", "asked"],
        ["localhost:8080", "own"],
      ],
    );
    await ask({ type: "forget-host", host: "api.z.ai" });
    await ask({ type: "remove-server", name: "box" });
    const after = await ask({ type: "list-servers" });
    assert.deepEqual(
      [after.allowedHosts, after.servers.map(({ server }) => server.name)],
      [[], ["cloud", "own"]],
    );
    assert.equal(after.servers[0]?.consent, "asked");
    const bad = { name: "bad", url: "http://me:pw@host/v1", model: "" };
    await assert.rejects(ask({ type: "save-server", server: bad }), { code: "BAD_OPTION" });
  });

  it("look at one: what it is, what it lists, and whether its model sees", async () => {
    const data = [
      { id: "qwen3-vl-8b", owned_by: "llamacpp", meta: { n_ctx: 8192 } },
      { id: "qwen3-8b", owned_by: "llamacpp" },
    ];
    const server = await serve({
      "/v1/models": { data },
      "/props": { modalities: { vision: true }, default_generation_settings: { n_ctx: 16_384 } },
    });
    const key = { kind: "store", name: "kept" } as const;
    assert.deepEqual(await look({ url: server.url, key }), {
      ...{ type: "seen", family: "llama-server", title: "llama-server", model: "qwen3-vl-8b" },
      ...{ models: ["qwen3-vl-8b", "qwen3-8b"], contextTokens: 16_384, vision: true },
    });
    assert.deepEqual(server.chats(), [], "its model was not made to answer");
    for (const { headers } of server.received) assert.equal(headers.authorization, `Bearer ${KEY}`);
  });

  it("look at one that was tried before: what was found out then is known", async () => {
    const server = await serve({ "/v1/models": { data: [{ id: "m" }] } });
    assert.equal("vision" in (await look({ url: server.url })), false);
    const { memory } = serversIn(temp());
    await memory.remember({ url: server.url, model: "m", family: "plain", vision: false });
    const seen = await look({ url: server.url });
    assert.ok(seen.type === "seen");
    assert.equal(seen.vision, false);
  });

  it("look at one that is not there, not ready, not open to us, or no model server", async () => {
    const gone = await look({});
    assert.deepEqual(gone, {
      ...{ type: "failure", state: "unreachable" },
      message: "127.0.0.1:1 cannot be reached: nothing listens there.",
    });
    const page = await serve({});
    const plain = await look({ url: page.url });
    assert.ok(plain.type === "failure" && plain.state === "refused");
    assert.match(plain.message, /does not know what was asked for.*often ends with \/v1/);
    const named = await look({ url: page.url, model: "m" });
    assert.deepEqual(
      named.type === "seen" && [named.model, named.models],
      ["m", []],
      "some keep no list",
    );
    const lost = await look({ url: page.url, key: { kind: "store", name: "lost" } });
    assert.ok(lost.type === "failure" && lost.state === "refused");
    assert.match(lost.message, /Add the server again, with its key/);
    const nowhere = await look({ url: "not an address" });
    assert.deepEqual([nowhere.type, "state" in nowhere && nowhere.state], ["failure", "refused"]);
  });

  it("try one out, saved or not", async () => {
    const server = await serve({ "/v1/models": { data: [{ id: "m" }] } }, [
      says("ready"),
      whole(400, { error: { message: "tools are not supported" } }),
      whole(400, { error: { message: "image input is not supported" } }),
    ]);
    const asked = { name: "new", url: server.url, model: "m" };
    const { parts } = await ask({ type: "try-server", server: asked });
    const textOf = (subject: string) => parts.find((part) => part.subject === subject)?.text ?? "";
    assert.match(textOf("server"), /model m; it answers \(ready\)/);
    assert.match(textOf("tools"), /described to it in words/);
    assert.match(textOf("pictures"), /takes no pictures/);
    const seen = await look({ url: server.url, model: "m" });
    assert.ok(seen.type === "seen");
    assert.equal(seen.vision, false, "and what was found is remembered");
  });

  it("find what listens on this machine, without any key", async () => {
    const data = [{ id: "llava", owned_by: "library" }];
    const ollama = await serve({ "/v1/models": { data } });
    const other = await serve({ "/v1/models": "no list" });
    const portOf = ({ url }: FakeServer): number => Number(new URL(url).port);
    const silent = createServer();
    await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
    const { port } = silent.address() as AddressInfo;
    await new Promise((done) => silent.close(done));
    const found = await ask({ type: "find-servers" }, [portOf(ollama), portOf(other), port]);
    assert.deepEqual(found.servers, [{ url: ollama.url, title: "Ollama", models: ["llava"] }]);
    assert.equal(found.places[0], `Ollama (port ${portOf(ollama)})`);
    for (const { headers } of ollama.received) assert.equal(headers.authorization, undefined);
  });
});
