import { platformName } from "../../../src/base/text/platformName";
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import * as vscode from "vscode";
import { backendsFor } from "../../../src/model/llama/backends/backendCatalog";
import { archiveName, backendPaths } from "../../../src/model/llama/backends/backendStore";
import { activateExtension, inWorkspace, set, tinyPair, waitFor } from "./editor";
import { parseModelRef, TRACER } from "../../../src/protocol/modelRef";

const never = new AbortController().signal;
const untold = (): void => undefined;

describe("local models in the editor", () => {
  const id = "tiny-glm46v-text-f16";
  const own = parseModelRef(id);
  const chosen = (): unknown => vscode.workspace.getConfiguration("mockloop").get("model");
  const find = async () =>
    (await (await activateExtension()).models.list()).models.find((model) => model.id === id);

  afterEach(async () => {
    const { models } = await activateExtension();
    await models.remove(id);
    await models.use(TRACER);
  });

  it("imports a pair, lists it as installed, uses it, and goes back to the tracer when it is removed", async () => {
    const { models } = await activateExtension();
    assert.equal(await find(), undefined);
    const brought = await models.pull(tinyPair(), untold, never);
    assert.deepEqual([brought.id, brought.hasVision], [id, true]);
    assert.equal((await find())?.state, "installed");
    await models.use(own);
    assert.equal(chosen(), id);
    assert.deepEqual(models.current, own);
    const files = await models.verify(id, never);
    assert.deepEqual(
      files.map(({ state }) => state),
      ["good", "good"],
    );
    await models.remove(id);
    assert.equal(await find(), undefined);
    assert.equal(chosen(), "tracer");
  });

  it("changes nothing when the file in use is chosen again", async () => {
    const { models } = await activateExtension();
    const { spec, mmproj } = tinyPair();
    await models.use(parseModelRef(spec, mmproj));
    let isOver = false;
    const over = vscode.commands.executeCommand("mockloop.chooseModel");
    void over.then(() => (isOver = true));
    // The one in use is the active item as soon as the list is filled.
    for (let tries = 0; !isOver && tries < 200; tries++) {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await over;
    const get = (key: string): unknown => vscode.workspace.getConfiguration("mockloop").get(key);
    assert.deepEqual([get("model"), get("mmproj")], [spec, mmproj]);
  });

  it("keeps what a cancelled download brought, and goes on with it", async () => {
    const { models, enginePid } = await activateExtension();
    const { dir } = await models.list();
    const { spec } = tinyPair();
    const server = await serveSlowly(spec);
    try {
      const { port } = server.address() as AddressInfo;
      const wanted = { spec: `http://127.0.0.1:${port}/${basename(spec)}` };
      const controller = new AbortController();
      const stopped = models.pull(
        wanted,
        ({ done }) => {
          if (done > 0) controller.abort();
        },
        controller.signal,
      );
      await assert.rejects(stopped, { name: "AbortError" });
      const part = join(dir, id, `${basename(spec)}.part`);
      await waitFor("the part", () => existsSync(part) && statSync(part).size > 0);
      assert.ok(statSync(part).size < statSync(spec).size);
      assert.ok(enginePid() !== undefined, "the engine survives");
      const seen: number[] = [];
      const brought = await models.pull(wanted, ({ done }) => seen.push(done), never);
      assert.equal(brought.hasVision, false);
      assert.ok((seen[0] ?? 0) > 0, "went on, did not begin again");
      assert.ok(!readdirSync(join(dir, id)).some((name) => name.endsWith(".part")));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it("goes on with a download whose engine was killed", async () => {
    const { models, enginePid } = await activateExtension();
    const { dir } = await models.list();
    const { spec } = tinyPair();
    const server = await serveSlowly(spec);
    try {
      const { port } = server.address() as AddressInfo;
      const wanted = { spec: `http://127.0.0.1:${port}/${basename(spec)}` };
      const first = enginePid();
      let killed = false;
      const broken = models.pull(
        wanted,
        ({ done }) => {
          if (done === 0 || killed || first === undefined) return;
          killed = true;
          process.kill(first, "SIGKILL");
        },
        never,
      );
      await assert.rejects(broken, {
        code: "ENGINE_LOST",
        userMessage: /what was downloaded is kept/,
      });
      assert.ok(statSync(join(dir, id, `${basename(spec)}.part`)).size > 0);
      const seen: number[] = [];
      await models.pull(wanted, ({ done }) => seen.push(done), never);
      assert.ok((seen[0] ?? 0) > 0, "went on, did not begin again");
      assert.notEqual(enginePid(), first);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it("says in words what is wrong with an import, and leaves nothing of it", async () => {
    const { models } = await activateExtension();
    const { dir } = await models.list();
    const broken = inWorkspace("broken.gguf");
    await vscode.workspace.fs.writeFile(broken, new TextEncoder().encode("no model at all"));
    try {
      await assert.rejects(models.pull({ spec: broken.fsPath }, untold, never), {
        code: "MODEL_UNAVAILABLE",
      });
      assert.equal(existsSync(join(dir, "broken")), false);
    } finally {
      await vscode.workspace.fs.delete(broken);
    }
  });

  it("ignores a model that the workspace's settings name", async () => {
    const settings = await vscode.workspace.openTextDocument(inWorkspace(".vscode/settings.json"));
    const before = settings.getText();
    const write = async (text: string): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(settings.uri, new vscode.Range(0, 0, settings.lineCount, 0), text);
      assert.ok(await vscode.workspace.applyEdit(edit));
      assert.ok(await settings.save());
    };
    const get = (key: string): unknown => vscode.workspace.getConfiguration("mockloop").get(key);
    const hostile = {
      "mockloop.maxIterations": 7,
      "mockloop.model": "/tmp/hostile.gguf",
      "mockloop.mmproj": "/tmp/hostile-mmproj.gguf",
      "mockloop.modelMirrors": ["https://hostile.example"],
      "mockloop.gpu": "cuda",
    };
    await write(JSON.stringify({ "files.autoSave": "off", ...hostile }));
    try {
      // The file counts: a setting that a workspace may set is taken from it.
      await waitFor("the workspace's settings", () => get("maxIterations") === 7);
      assert.deepEqual([get("model"), get("mmproj"), get("gpu")], ["tracer", "", "auto"]);
      assert.deepEqual(get("modelMirrors"), []);
      assert.deepEqual((await activateExtension()).models.current, { kind: "tracer" });
    } finally {
      await write(before);
      await waitFor("the settings to be back", () => get("maxIterations") !== 7);
    }
  });

  it("lists libraries for graphics cards, and removes what was downloaded of them", async () => {
    const { models } = await activateExtension();
    const { dir, backends } = await models.backends();
    const known = backendsFor(platformName());
    assert.deepEqual(
      backends.map(({ id: name, state }) => [name, state]),
      known.map(({ id: name }) => [name, "absent"]),
    );
    await assert.rejects(models.addBackend("voodoo", untold, never), { code: "BAD_OPTION" });
    const [backend] = known;
    const [first] = backend?.packages ?? [];
    if (!backend || !first) return;
    const { downloads } = backendPaths(dir, backend);
    mkdirSync(downloads, { recursive: true });
    writeFileSync(join(downloads, `${archiveName(first.name, first.version)}.part`), "part");
    const [begun] = (await models.backends()).backends;
    assert.deepEqual([begun?.state, begun?.loadedBytes], ["partial", 4]);
    await models.removeBackend(backend.id);
    assert.ok(!existsSync(downloads));
    assert.equal((await models.backends()).backends[0]?.state, "absent");
  });

  it("checks this machine, and shows what it found as a page", async () => {
    await set("model", "nobody");
    const parts =
      await vscode.commands.executeCommand<readonly { subject: string; state: string }[]>(
        "mockloop.doctor",
      );
    await set("model", undefined);
    const states = Object.fromEntries(parts.map(({ subject, state }) => [subject, state]));
    assert.equal(states["platform"], "good");
    assert.equal(states["browser"], "good");
    assert.equal(states["model"], "problem");
    const { runsFolder } = await activateExtension();
    const text = readFileSync(join(runsFolder, "..", "This machine.md"), "utf8");
    assert.match(text, /nobody is chosen, but not installed/);
    assert.match(text, /“Mockloop: Choose model”/);
    assert.doesNotMatch(text, /mockloop (models|backends)/);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
});

/**
 * Serves a file, with ranges. Of a whole one the second half comes a byte at a time: so a download can be stopped on its way, however
 * fast or slow the machine is.
 */
async function serveSlowly(path: string): Promise<Server> {
  const bytes = readFileSync(path);
  const size = bytes.length;
  const server = createServer((request, response) => {
    const range = /bytes=(\d+)-/.exec(request.headers.range ?? "");
    const start = Number(range?.[1] ?? 0);
    response.writeHead(range ? 206 : 200, {
      "content-length": size - start,
      etag: '"1"',
      ...(range && { "content-range": `bytes ${start}-${size - 1}/${size}` }),
    });
    if (range) return response.end(bytes.subarray(start));
    let sent = Math.floor(size / 2);
    response.write(bytes.subarray(0, sent));
    const drip = setInterval(() => response.write(bytes.subarray(sent, ++sent)), 100);
    return response.on("close", () => clearInterval(drip));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}
