import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { createAnswerBook } from "../../../../src/app/machine/permissions/answerBook";
import { createSecretSource } from "../../../../src/app/machine/secretSource";
import { createServerBook } from "../../../../src/app/machine/serverBook";
import { createServerMemory } from "../../../../src/app/machine/serverMemory";
import { sendingTo } from "../../../../src/app/machine/permissions/hostAnswers";
import { askForHost } from "../../../../src/app/session/askForHost";
import { createServerModels } from "../../../../src/app/session/serverModels";
import { createOpenaiModel } from "../../../../src/model/openai/openaiModel";
import { AnswerMemory } from "../../../../src/policy/answerMemory";
import { PermissionDesk } from "../../../../src/policy/permissionDesk";
import type { PermissionAnswer, PolicyRule } from "../../../../src/protocol/permissionProtocol";
import type { RunLineUnion, RunRequest } from "../../../../src/protocol/runProtocol";
import { runMockup } from "../../../../src/run/runMockup";
import type { Session } from "../../../../src/run/session";
import { fakeSession } from "../../../fakes/fakeSession";
import { DONE, delta, startFakeServer, stream, whole } from "../../../fakes/fakeServer";
import type { FakeServer, Reply } from "../../../fakes/fakeServer";
import { ScriptedModel } from "../../../fakes/scriptedModel";
import { useTempFolder } from "../../../fakes/tempFolder";

const KEY = "sk-0123456789abcdefghij";
const never = new AbortController().signal;

const calls = (name: string, args: object): Reply =>
  stream([
    delta({
      tool_calls: [
        {
          ...{ index: 0, id: `id_${name}`, type: "function" },
          function: { name, arguments: JSON.stringify(args) },
        },
      ],
    }),
    delta({}, "tool_calls"),
    DONE,
  ]);
const writes = calls("write_file", { path: "index.html", content: "<p>a</p>" });
const finishes = calls("finish", { summary: "done" });

describe("a run with a server's model", () => {
  const temp = useTempFolder();
  const servers: FakeServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  async function serve(...replies: readonly Reply[]): Promise<FakeServer> {
    const server = await startFakeServer(replies);
    servers.push(server);
    return server;
  }

  /** A session with a fake browser, whose models are servers'. */
  function createSession(logged: string[] = []): Session {
    const log = (text: string): void => void logged.push(text);
    const logger = { debug: log, info: log, warn: log, error: log };
    const find = createServerModels({
      book: createServerBook(join(temp(), "servers.json")),
      secrets: createSecretSource({ env: { THE_KEY: KEY } }),
      memory: createServerMemory(join(temp(), "facts.json"), logger),
      logger,
      open: createOpenaiModel,
    });
    return {
      ...fakeSession(),
      logger,
      findModel: (asked) => {
        const { model } = asked;
        assert.ok(model.kind === "server" || model.kind === "endpoint");
        return find({ ...asked, model });
      },
    };
  }

  const request = (model: RunRequest["model"]): RunRequest => ({
    ...{ mockup: "m.png", runDir: join(temp(), "run"), target: "html", maxIterations: 1 },
    model,
  });

  async function run(session: Session, model: RunRequest["model"], more: Partial<RunRequest> = {}) {
    const lines: RunLineUnion[] = [];
    const end = await runMockup(
      session,
      { ...request(model), ...more },
      (line) => void lines.push(line),
      never,
    ).catch((error: unknown) => error);
    return { end, lines };
  }

  it("writes the page that the server's model calls for", async () => {
    const server = await serve(writes, finishes);
    const { lines } = await run(createSession(), { kind: "endpoint", url: server.url, model: "m" });
    const iteration = lines.find((line) => line.type === "iteration");
    assert.ok(iteration, JSON.stringify(lines.at(-1)));
    assert.equal(server.chats().length, 2);
    const last = server.chats()[1]?.body?.messages.at(-1);
    assert.equal(last?.role, "tool", "the result goes back");
    const page = readFileSync(join(temp(), "run", "best", "index.html"), "utf8");
    assert.match(page, /<p>\s*a\s*<\/p>/);
  });

  it("takes a server by the name it was saved under, with its key and headers", async () => {
    const server = await serve(finishes);
    const book = createServerBook(join(temp(), "servers.json"));
    await book.save({
      ...{ name: "box", url: server.url, model: "m", headers: { "x-team": "ui" } },
      key: { kind: "environment", name: "THE_KEY" },
    });
    await run(createSession(), { kind: "server", name: "box" });
    const { headers } = server.chats()[0] ?? {};
    assert.deepEqual([headers?.authorization, headers?.["x-team"]], [`Bearer ${KEY}`, "ui"]);
    const { end } = await run(createSession(), { kind: "server", name: "boxes" });
    assert.match(inspect(end), /There is no saved server "boxes"\. Saved: box\./);
  });

  it("has the key in no settings, journal, log, report, nor in what it throws", async () => {
    const logged: string[] = [];
    const repeats = whole(401, { error: { message: `Bad key ${KEY}` } });
    const keyFile = join(temp(), "key.txt");
    writeFileSync(keyFile, `${KEY}\n`, { mode: 0o600 });
    const server = await serve(writes, finishes, repeats);
    const book = createServerBook(join(temp(), "servers.json"));
    const key = { kind: "file", path: keyFile } as const;
    await book.save({ name: "box", url: server.url, model: "m", key });
    const session = createSession(logged);
    const good = await run(session, { kind: "server", name: "box" });
    const bad = await run(
      session,
      { kind: "endpoint", url: server.url, model: "m" },
      {
        runDir: join(temp(), "bad"),
        modelKey: { kind: "environment", name: "THE_KEY" },
      },
    );
    assert.equal(server.chats().at(-1)?.headers.authorization, `Bearer ${KEY}`, "it was sent");
    assert.match(inspect(bad, { depth: 9 }), /did not accept the key: Bad key \[secret\]/);
    // As a crash would print it all.
    const shown = [inspect([good, bad, session], { depth: 12, showHidden: true }), ...logged];
    for (const text of shown) assert.ok(!text.includes(KEY));
    const files = readdirSync(temp(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const kept = files.filter((path) => path !== keyFile);
    for (const name of ["servers.json", "journal.jsonl", "report.html"])
      assert.ok(
        kept.some((path) => path.endsWith(name)),
        name,
      );
    for (const path of kept) assert.ok(!readFileSync(path).includes(KEY), path);
  });
});

describe("a host that is not this machine", () => {
  const temp = useTempFolder();
  const url = "https://api.example.com/v1";
  const never = new AbortController().signal;

  function create(
    allowed: readonly string[] = [],
    answer?: PermissionAnswer,
    rules: readonly PolicyRule[] = [],
  ) {
    const questions: string[] = [];
    const book = createAnswerBook(join(temp(), "permissions.json"));
    const answers = new AnswerMemory(book, "/workspace", allowed.map(sendingTo));
    const model = new ScriptedModel([{ text: "Hello." }]);
    const ask =
      answer &&
      (({ summary }: { summary: string }): Promise<PermissionAnswer> => {
        questions.push(summary);
        return Promise.resolve(answer);
      });
    const desk = new PermissionDesk({
      policy: [{ name: "test", rules }],
      ask: answers.remembering(ask),
    });
    return { book, questions, model, gated: askForHost(model, url, desk) };
  }
  const open = ({ gated }: ReturnType<typeof create>) => gated.open(() => undefined, never);

  it("is sent nothing where nobody can be asked", async () => {
    const made = create();
    const opened = await open(made);
    assert.ok(opened.type === "failure");
    assert.deepEqual(opened.failure.remedy, { kind: "allow-host", host: "api.example.com" });
    for await (const event of made.gated.generate(
      { messages: [], tools: [], toolChoice: "auto", maxOutputTokens: 1, thinking: false },
      never,
    ))
      assert.equal(event.type, "failure");
    assert.equal(made.model.requests.length, 0);
  });

  it("is named to whoever is asked, once a run", async () => {
    const made = create([], { allow: true, scope: "once" });
    assert.equal((await open(made)).type, "open");
    assert.equal((await open(made)).type, "open");
    assert.deepEqual(made.questions, [
      "model wants to send the mockup's pictures and texts over the network: api.example.com",
    ]);
    assert.deepEqual(await made.book.list(), []);
  });

  it("is remembered when it is always allowed, until that is taken back", async () => {
    await open(create([], { allow: true, scope: "always" }));
    const again = create();
    assert.equal((await open(again)).type, "open");
    const [kept] = await again.book.list();
    assert.ok(kept);
    assert.deepEqual([kept.host, kept.scope], ["api.example.com", "always"]);
    assert.equal(await again.book.forget(kept), true);
    assert.equal((await open(create())).type, "failure");
  });

  it("stays without a mockup when the answer is no", async () => {
    const made = create([], { allow: false, scope: "once" });
    assert.equal((await open(made)).type, "failure");
    assert.deepEqual(await made.book.list(), []);
  });

  it("may be allowed for one command", async () => {
    assert.equal((await open(create(["api.example.com"]))).type, "open");
  });

  it("is never sent anything that a rule forbids, whatever was answered", async () => {
    const deny = { host: "*.example.com", action: "deny" } as const;
    const made = create(["api.example.com"], { allow: true, scope: "always" }, [deny]);
    assert.equal((await open(made)).type, "failure");
    assert.deepEqual(made.questions, []);
  });

  it("is no host of the same beginning", async () => {
    assert.equal((await open(create(["api.example.co", "example.com"]))).type, "failure");
  });

  it("is told from this machine, which is always allowed", async () => {
    const model = new ScriptedModel([]);
    for (const [address, isOwn] of [
      ["http://127.0.0.1:8080/v1", true],
      ["http://localhost:1234/v1", true],
      ["http://[::1]:1/v1", true],
      ["http://localhost.example.com/v1", false],
      ["http://127.0.0.1.example.com/v1", false],
      ["http://10.0.0.2:8080/v1", false],
    ] as const) {
      const desk = new PermissionDesk({
        policy: [{ name: "test", defaults: { network: "deny" } }],
        ask: undefined,
      });
      const gated = askForHost(model, address, desk);
      const opened = await gated.open(() => undefined, never);
      assert.equal(opened.type === "open", isOwn, address);
    }
  });
});
