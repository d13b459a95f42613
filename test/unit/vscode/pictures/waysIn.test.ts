import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { GivenPicture, PanelReply, ToPanel } from "../../../../src/protocol/panelMessages";
import { COMMANDS } from "../../../../src/vscode/contributions";
import { useTempFolder } from "../../../fakes/tempFolder";
import { until } from "../../../fakes/until";
import { editor } from "../../../fakes/vscode/fakeEditor";
import { useExtension } from "../activated";

describe("the ways in", () => {
  // Answers are kept on the machine.
  const folder = useTempFolder();
  let before: string | undefined;
  beforeEach(() => {
    before = process.env["MOCKLOOP_CONFIG"];
    process.env["MOCKLOOP_CONFIG"] = folder();
  });
  afterEach(() => {
    if (before === undefined) delete process.env["MOCKLOOP_CONFIG"];
    else process.env["MOCKLOOP_CONFIG"] = before;
  });
  // What is under way would write into folders that go.
  afterEach(() => until(() => extension().runs.every(({ phase }) => phase === "finished")));
  const extension = useExtension();
  let lastId = 0;

  /** What the panel is told when pictures are dropped there; null: runs have begun. */
  async function drop(...pictures: readonly GivenPicture[]): Promise<string | null> {
    await extension().execute(COMMANDS.showPanel);
    const panel = editor.panels.at(-1);
    assert.ok(panel);
    panel.say({ type: "ready" });
    const id = ++lastId;
    panel.say({ type: "begin-with", id, pictures });
    const isReply = (message: ToPanel): message is PanelReply =>
      message.type === "reply" && message.id === id;
    return (await until(() => (panel.received as readonly ToPanel[]).find(isReply))).refusal;
  }
  const at = (address: string): GivenPicture => ({ kind: "address", address });
  const names = (): readonly string[] => extension().runs.map(({ mockupName }) => mockupName);
  const questions = (): readonly string[] =>
    editor.messages.filter(({ kind }) => kind === "modal").map(({ text }) => text);

  it("begins with bytes, and keeps them in the run's folder alone", async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    assert.equal(await drop({ kind: "bytes", name: "../../up/pasted.png", bytes }), null);
    const run = await extension().runOf("pasted.png", "finished");
    const kept = join(extension().api.runsFolder, run.id, "source", "pasted.png");
    assert.deepEqual([...readFileSync(kept)], [1, 2, 3]);
  });

  it("begins with files of this machine, and with nothing when one of them is none", async () => {
    const file = pathToFileURL(extension().mockup("a.png").fsPath).href;
    assert.match((await drop(at(file), at("file:///x/notes.md"))) ?? "", /notes\.md is none/);
    assert.deepEqual(names(), []);
    // Two at once may be one page: the person thinks better of it first.
    const two = [at(file), at(file.replace("file://", "vscode-remote://ssh"))];
    assert.equal(await drop(...two), null);
    assert.deepEqual(names(), []);
    editor.pick = (labels) => labels[1];
    assert.equal(await drop(...two), null);
    await until(() => extension().runs.every(({ phase }) => phase === "finished"));
    assert.deepEqual(names(), ["a.png", "a.png"]);
  });

  it("take several pictures as one page when a person says so", async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const [phone, desktop] = ["phone.png", "desktop.png"].map((name): GivenPicture => {
      return { kind: "bytes", name, bytes };
    });
    assert.ok(phone && desktop);
    editor.pick = (labels) => labels.find((label) => label === "One page at 2 widths");
    assert.match((await drop(phone, phone)) ?? "", /Two of the pictures are called phone\.png/);
    assert.equal(await drop(phone, desktop), null);
    const { id } = await extension().runOf("phone.png", "finished");
    const kept = join(extension().api.runsFolder, id, "source", "desktop.png");
    assert.deepEqual(extension().requestOf(id).views, [{ mockup: kept }]);
  });

  it("goes to no other machine for a file, and opens no scheme it does not know", async () => {
    assert.match((await drop(at("file://evil.example/share/a.png"))) ?? "", /is another machine/);
    for (const address of [
      "javascript:a.png",
      "data:image/png;base64,AAAA",
      "evil:/a.png",
      "a.png",
    ])
      assert.match((await drop(at(address))) ?? "", /no address of a file/, address);
    assert.deepEqual(names(), []);
  });

  it("understands no message with more or larger pictures than it takes", async () => {
    await extension().execute(COMMANDS.showPanel);
    const panel = editor.panels.at(-1);
    const many = Array.from({ length: 21 }, () => at("file:///a.png"));
    const list = { kind: "bytes", name: "a.png", bytes: [1, 2] };
    for (const pictures of [many, [], [list], [{ kind: "address", address: "a".repeat(5000) }]])
      panel?.say({ type: "begin-with", id: 1, pictures });
    assert.equal(
      await drop(at("file:///none")),
      "Mockloop reads pictures (png, jpg, jpeg, webp, avif, gif, bmp, svg); none is none.",
    );
    assert.deepEqual(names(), []);
  });

  it("asks before it fetches from a host, and not again once that is always allowed", async () => {
    const web = at("https://a.example/x/login@2x.png?v=1");
    assert.match(
      (await drop(web)) ?? "",
      /Nothing was fetched from a\.example: it was not allowed/,
    );
    assert.deepEqual(names(), []);
    editor.press.set(/fetched from a\.example/, "Always Allow");
    assert.equal(await drop(web), null);
    assert.equal(await drop(web), null);
    assert.equal(questions().length, 2, questions().join());
    await until(() => extension().runs.every(({ phase }) => phase === "finished"));
    assert.deepEqual(names(), ["login@2x.png", "login@2x.png"]);
  });

  it("asks for each host that an address leads on to", async () => {
    editor.press.set(/fetched from a\.example/, "Allow Once");
    const refusal = await drop(at("https://a.example/away.png"));
    assert.match(refusal ?? "", /Nothing was fetched from other\.example: it was not allowed/);
    assert.deepEqual(extension().runFolders, [], "its folder is gone");
    editor.press.set(/fetched from a\.example/, "Allow Once");
    editor.press.set(/fetched from other\.example/, "Allow Once");
    assert.equal(await drop(at("https://a.example/away.png")), null);
  });

  it("fetches nothing where a policy forbids it, whatever a workspace says", async () => {
    editor.settings.set("mockloop.network.deniedDomains", ["*.example"]);
    editor.settings.set("mockloop.tools.workspaceRules", [{ effect: "network", action: "allow" }]);
    assert.match((await drop(at("https://a.example/a.png"))) ?? "", /deny effect=network/);
    assert.deepEqual(questions(), []);
  });

  it("asks nobody about this machine, except when another host leads there", async () => {
    assert.equal(await drop(at("http://127.0.0.1:8123/a.png")), null);
    assert.deepEqual(questions(), []);
  });

  it("says when a picture is not there, or when it was stopped, and leaves nothing behind", async () => {
    const own = "http://localhost:8123";
    assert.equal(await drop(at(`${own}/gone.png`)), "The host answered 404.");
    const stopped = drop(at(`${own}/deaf.png`));
    const progress = await until(() => editor.progress.find(({ title }) => /deaf/.test(title)));
    progress.cancel();
    assert.match((await stopped) ?? "", /Nothing was fetched from localhost:8123: it was stopped/);
    assert.deepEqual(extension().runFolders, []);
  });

  it("begins with the address a person types, or has copied", async () => {
    editor.input = "http://localhost/typed.png";
    await extension().execute(COMMANDS.generateFromAddress);
    editor.clipboard = " http://localhost/copied.png\n";
    await extension().execute(COMMANDS.generateFromClipboard);
    assert.deepEqual(names(), ["typed.png", "copied.png"]);
  });

  it("has the panel read a picture out of the clipboard, once it is there", async () => {
    editor.clipboard = "no address";
    await extension().execute(COMMANDS.generateFromClipboard);
    const panel = editor.panels.at(-1);
    const wanted = (): number =>
      (panel?.received as readonly ToPanel[]).filter(({ type }) => type === "read-clipboard")
        .length;
    assert.equal(wanted(), 0, "the page is not there yet");
    panel?.say({ type: "ready" });
    panel?.say({ type: "ready" });
    assert.equal(wanted(), 1);
    await extension().execute(COMMANDS.generateFromClipboard);
    assert.equal(wanted(), 2);
  });
});
