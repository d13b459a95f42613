import assert from "node:assert/strict";
import { alwaysTo, listAllowedHosts } from "../../../../src/app/machine/permissions/hostAnswers";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { actOnServer } from "../../../../src/vscode/servers/actOnServer";
import { DONE, delta, says, startFakeServer, stream, whole } from "../../../fakes/fakeServer";
import type { FakeServer, Reply } from "../../../fakes/fakeServer";
import { useTempFolder } from "../../../fakes/tempFolder";
import { editor } from "../../../fakes/vscode/fakeEditor";
import { ServerDesk } from "./serverDesk";

const KEY = "sk-0123456789abcdefghij";
const TWO = { "/v1/models": { data: [{ id: "small" }, { id: "big" }] } };

describe("servers in the editor", () => {
  const temp = useTempFolder();
  const started: FakeServer[] = [];
  let desk: ServerDesk;
  beforeEach(() => (desk = new ServerDesk(temp())));
  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
  });

  async function serve(pages: object = TWO, ...replies: readonly Reply[]): Promise<FakeServer> {
    const server = await startFakeServer(replies, { ...pages });
    started.push(server);
    return server;
  }
  const add = (...inputs: readonly (string | undefined)[]): Promise<void> => {
    editor.inputs = [...inputs];
    return actOnServer({ kind: "addServer" }, desk);
  };
  const saved = async () => (await desk.servers.list()).servers.map(({ server }) => server);
  const portOf = ({ url }: FakeServer): number => Number(new URL(url).port);

  it("add: ask for address and key, find out what it is, offer its models, and use it", async () => {
    const server = await serve();
    const offered: (readonly string[])[] = [];
    editor.pick = (labels) => {
      offered.push(labels);
      return "big";
    };
    editor.press.set(/box is saved, with the model big/, "Use");
    await add(server.url, KEY, "box");
    assert.deepEqual(offered, [["small", "big"]]);
    const [box] = await saved();
    assert.deepEqual([box?.name, box?.url, box?.model], ["box", server.url, "big"]);
    assert.ok(box?.key?.kind === "store");
    assert.equal(desk.store.get(box.key.name), KEY);
    assert.deepEqual(desk.models.current, { kind: "server", name: "box" });
    assert.equal(editor.settings.get("mockloop.model"), "server:box");
    assert.equal(server.received[0]?.headers.authorization, `Bearer ${KEY}`);
    assert.deepEqual(server.chats(), []);
  });

  it("add: write the key into no file, setting, message or log", async () => {
    const repeats: Reply = (response, received) =>
      whole(401, { error: { message: `Bad key ${received.headers.authorization}` } })(
        response,
        received,
      );
    const server = await serve(TWO, repeats);
    editor.pick = () => "big";
    editor.press.set(/box is saved/, "Test Connection");
    await add(server.url, KEY, "box");
    const files = readdirSync(temp(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    assert.ok(files.some((path) => path.endsWith("servers.json")));
    const page = readFileSync(join(desk.storage.fsPath, "Server box.md"), "utf8");
    assert.match(page, /did not accept the key: Bad key Bearer .*secret/);
    for (const path of files) assert.ok(!readFileSync(path, "utf8").includes(KEY), path);
    const { messages, log, statusBar, settings, boxes } = editor;
    const seen = JSON.stringify([messages, log, statusBar, [...settings], boxes]);
    assert.ok(!seen.includes(KEY));
  });

  it("add: keep nothing of it when the person goes away, at whichever question", async () => {
    const server = await serve();
    const answers = [server.url, KEY, "box"];
    for (let at = 0; at < answers.length; at++) {
      editor.pick = () => "big";
      await add(...answers.slice(0, at), undefined);
    }
    editor.pick = () => undefined;
    await add(...answers);
    assert.deepEqual([await saved(), [...desk.store]], [[], []]);
  });

  it("add: take no address that is none, nor a key in it, nor a name that cannot be one", async () => {
    const server = await serve();
    for (const url of ["box:8080", "ftp://box/v1", "https://me:pw@box/v1"]) await add(url);
    editor.pick = () => "big";
    await add(server.url, "", "no name at all");
    assert.deepEqual(await saved(), []);
    assert.deepEqual(
      editor.boxes.filter((text) => text.startsWith("refused")).map((text) => text.slice(9, 28)),
      ["An address that beg", "An address that beg", "The key does not be", "Letters, digits, do"],
    );
  });

  it("add: say what is wrong with one that does not answer, and take it all the same or anew", async () => {
    editor.press.set(/cannot be reached: nothing listens there/, "Save Anyway");
    await add("http://127.0.0.1:1/v1", "", "later", "");
    assert.deepEqual(await saved(), [
      { name: "server-1", url: "http://127.0.0.1:1/v1", model: "later" },
    ]);
    const server = await serve({ "/v1/models": { data: [{ id: "only" }] } });
    editor.press.set(/cannot be reached: nothing listens there/, "Change");
    await add("http://127.0.0.1:1/v1", KEY, server.url, "", "box");
    const box = (await saved()).at(-1);
    assert.deepEqual(box, { name: "box", url: server.url, model: "only" });
    assert.deepEqual([...desk.store], [], "the key of the first address is forgotten");
  });

  it("add: one of the same name gives way, with its key; removing forgets the key and the setting", async () => {
    const server = await serve();
    editor.pick = () => "big";
    await add(server.url, "sk-old", "box");
    editor.press.set(/box is saved/, "Use");
    await add(server.url, KEY, "box");
    assert.deepEqual([...desk.store.values()], [KEY]);
    const [box] = await saved();
    assert.ok(box);
    await actOnServer({ kind: "removeServer", server: box }, desk);
    assert.equal((await saved()).length, 1, "it asks first");
    editor.press.set(/Forget the server box\?/, "Forget");
    await actOnServer({ kind: "removeServer", server: box }, desk);
    assert.deepEqual([await saved(), [...desk.store]], [[], []]);
    assert.equal(desk.models.current.kind, "tracer");
  });

  it("test the connection: a page says what will work, in the probe's words", async () => {
    const call = stream([
      delta({
        tool_calls: [
          { index: 0, id: "a", function: { name: "report", arguments: '{"word":"ready"}' } },
        ],
      }),
      delta({}, "tool_calls"),
      DONE,
    ]);
    const server = await serve(TWO, says("ready"), call, says("Red"), call);
    const asked = { name: "box", url: server.url, model: "big" };
    await actOnServer({ kind: "tryServer", server: asked }, desk);
    const page = readFileSync(join(desk.storage.fsPath, "Server box.md"), "utf8");
    assert.match(page, /^# Server box\n\nMockloop can work with it\.\n/);
    assert.match(page, /✓ \*\*Tools:\*\* the model calls tools by the protocol/);
    assert.match(page, /✓ \*\*Pictures:\*\* the model is shown pictures/);
    assert.equal(server.chats().length, 4);
    for (const { text } of server.chats()) assert.ok(text.length < 4000);
  });

  it("look for servers of this machine only when asked to, and add what was found without more questions", async () => {
    await actOnServer({ kind: "findServer" }, desk);
    assert.match(editor.messages.at(-1)?.text ?? "", /No model server answers on this machine/);
    const server = await serve({ "/v1/models": { data: [{ id: "only", owned_by: "llamacpp" }] } });
    desk.ports = [portOf(server)];
    await desk.servers.list();
    assert.deepEqual(server.received, [], "a list looks for nothing");
    editor.pick = ([label]) => label;
    editor.inputs = [""];
    await actOnServer({ kind: "findServer" }, desk);
    const name = `llama-server-${portOf(server)}`;
    assert.deepEqual(await saved(), [{ name, url: server.url, model: "only" }]);
  });

  it("hosts: show what is allowed, and take it back", async () => {
    await actOnServer({ kind: "hosts" }, desk);
    assert.match(editor.messages.at(-1)?.text ?? "", /go to no other machine without/);
    await desk.options.answers.keep(alwaysTo("api.z.ai"));
    await desk.options.answers.keep(alwaysTo("box:8080"));
    editor.pick = (labels) => {
      assert.deepEqual(labels, ["api.z.ai", "box:8080"]);
      return "api.z.ai";
    };
    await actOnServer({ kind: "hosts" }, desk);
    assert.deepEqual(await listAllowedHosts(desk.options.answers), ["box:8080"]);
    assert.match(editor.statusBar.at(-1) ?? "", /asked again before pictures of mockups go to api/);
  });
});
