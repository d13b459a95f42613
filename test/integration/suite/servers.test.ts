import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { parseModelRef, TRACER } from "../../../src/protocol/modelRef";
import { parseJournal } from "../../../src/run/journal/parseJournal";
import { runPaths } from "../../../src/run/journal/runPaths";
import { findBest } from "../../../src/vscode/runs/runState";
import { DONE, delta, says, startFakeServer, stream, whole } from "../../fakes/fakeServer";
import type { FakeServer, Reply } from "../../fakes/fakeServer";
import { activateExtension, generate, set, startAfresh } from "./editor";

const KEY = "sk-integration-0123456789";
const never = new AbortController().signal;
const SETTINGS = { maxIterations: 1, minFidelity: 1, startFrom: "nothing", tidy: false };
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in</title>
<link rel="stylesheet" href="styles.css"></head><body><main><h1>Sign in</h1></main></body></html>`;

/** An answer that calls one tool. */
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
const draft = [
  calls("write_file", { path: "index.html", content: PAGE }),
  calls("write_file", { path: "styles.css", content: "h1 { color: #111827; }\n" }),
  calls("finish", { summary: "Drawn." }),
];

describe("a model behind a server in the editor", () => {
  const started: FakeServer[] = [];
  beforeEach(startAfresh);
  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
    const { models, servers } = await activateExtension();
    for (const { server } of (await servers.list()).servers) await servers.remove(server.name);
    await models.use(TRACER);
  });
  after(async () => {
    for (const key of Object.keys(SETTINGS)) await set(key, undefined);
    await startAfresh();
  });

  async function serve(...replies: readonly Reply[]): Promise<FakeServer> {
    const data = [{ id: "scripted", owned_by: "llamacpp" }];
    const server = await startFakeServer(replies, {
      "/v1/models": { data },
      "/props": { modalities: { vision: true }, default_generation_settings: { n_ctx: 32_768 } },
    });
    started.push(server);
    return server;
  }

  /** Saves a server with a key, and chooses it. */
  async function choose(url: string): Promise<void> {
    const { models, servers } = await activateExtension();
    await servers.save({ name: "box", url, model: "scripted", key: servers.holdKey(KEY) });
    await models.use(parseModelRef("server:box"));
    for (const [key, value] of Object.entries(SETTINGS)) await set(key, value);
  }

  it("is saved, listed, looked at, tried and removed, its key in the editor's store", async () => {
    const { servers, models } = await activateExtension();
    const server = await serve(says("ready"));
    await choose(server.url);
    const [box] = (await servers.list()).servers;
    assert.ok(box);
    assert.deepEqual([box.consent, box.server.key?.kind], ["own", "store"]);
    const seen = await servers.look(box.server, never);
    assert.ok(seen.type === "seen");
    assert.deepEqual([seen.title, seen.models, seen.vision], ["llama-server", ["scripted"], true]);
    const parts = await servers.try(box.server, never);
    assert.match(parts[0]?.text ?? "", /^llama-server at .*, model scripted; it answers \(ready\)/);
    for (const { headers } of server.received) assert.equal(headers.authorization, `Bearer ${KEY}`);
    await servers.remove("box");
    assert.deepEqual([(await servers.list()).servers, models.current], [[], TRACER]);
    const lost = await servers.look(box.server, never);
    assert.ok(lost.type === "failure", "the key is gone with it");
    assert.match(lost.message, /no key for this server any more/);
  });

  it("goes through the whole loop: the mockup, tools and their results, and the measured page", async () => {
    const server = await serve(...draft);
    await choose(server.url);
    const state = await generate();
    assert.equal(state.phase, "finished", state.status);
    assert.ok(state.ended?.type === "run", state.status);
    const best = findBest(state);
    assert.ok(best?.line.scores, state.status);
    assert.deepEqual([...best.line.files].sort(), ["index.html", "styles.css"]);
    assert.equal(state.modelName, "box");
    const [first, second] = server.chats();
    assert.match(first?.text ?? "", /"image_url":\{"url":"data:image\/png;base64,/);
    assert.equal(second?.body?.messages.at(-1)?.role, "tool", "the result went back");
    const { calls: made, start } = parseJournal(
      readFileSync(runPaths(dirname(state.ended.report)).journal, "utf8"),
    );
    assert.deepEqual(made, { made: 3, valid: 3 });
    assert.deepEqual(start?.request.model, { kind: "server", name: "box" });
  });

  it("has the key in no setting, journal or report, nor in anything else that the editor keeps", async () => {
    const repeats: Reply = (response, received) =>
      whole(401, { error: { message: `Bad ${received.headers.authorization}` } })(
        response,
        received,
      );
    const server = await serve(...draft, repeats);
    await choose(server.url);
    const good = await generate();
    const bad = await generate();
    assert.match(bad.status, /did not accept the key: Bad Bearer \[secret\]/);
    assert.equal(server.chats().at(-1)?.headers.authorization, `Bearer ${KEY}`, "it was sent");
    const { runsFolder, servers } = await activateExtension();
    const { path } = await servers.list();
    const configuration = JSON.stringify(vscode.workspace.getConfiguration("mockloop"));
    for (const text of [JSON.stringify([good, bad]), configuration]) assert.ok(!text.includes(KEY));
    // The settings of the user and of the machine, what the editor and extensions keep, and the runs.
    const data = dataFolder(runsFolder);
    const files = [path, ...filesBelow(data)];
    for (const name of ["settings.json", "journal.jsonl", "report.html"])
      assert.ok(
        files.some((file) => file.endsWith(name)),
        `${name} is not below ${data}`,
      );
    for (const file of files) assert.ok(!readFileSync(file).includes(KEY), file);
  });

  it("ends a run whose server is gone with a sentence, and one that is cancelled soon", async () => {
    const silent: Reply = () => undefined;
    const server = await serve(silent);
    await choose(server.url);
    const ended = generate();
    const { runs } = await activateExtension();
    while (server.chats().length === 0) await new Promise((resolve) => setTimeout(resolve, 25));
    await vscode.commands.executeCommand("mockloop.cancel");
    const state = await ended;
    assert.equal(state.phase, "finished", state.status);
    assert.equal(runs().length, 1);
    await server.stop();
    started.splice(0);
    const lost = await generate();
    assert.match(lost.status, /cannot be reached|nothing listens/, lost.status);
  });
});

/** The editor's data folder, which `path` lies in: the settings of the machine are in it. */
function dataFolder(path: string): string {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, "Machine"))) return folder;
  return assert.fail(`no folder above ${path} has the machine's settings`);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).size < 50_000_000);
}
