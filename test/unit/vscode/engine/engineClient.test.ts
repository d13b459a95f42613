import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { RunLineUnion, RunRequest } from "../../../../src/protocol/runProtocol";
import type { PermissionAsk } from "../../../../src/protocol/permissionProtocol";
import type { EngineClientOptions } from "../../../../src/vscode/engine/engineClient";
import { EngineClient } from "../../../../src/vscode/engine/engineClient";
import { parseModelRef } from "../../../../src/protocol/modelRef";

const modulePath = resolve(import.meta.dirname, "../../../fakes/fakeEngine.mjs");
const never = new AbortController().signal;

describe("EngineClient", () => {
  let folder: string;
  let log: string[];
  let client: EngineClient;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mockloop-engine-"));
    log = [];
    client = createClient();
  });
  afterEach(async () => {
    delete process.env["FAKE_ENGINE"];
    await client.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  function createClient(options: Partial<EngineClientOptions> = {}): EngineClient {
    const write = (message: string): void => void log.push(message);
    const logger = { debug: write, info: write, warn: write, error: write };
    return new EngineClient({ modulePath, logger, abortTimeoutMs: 150, ...options });
  }
  it("asks the person about what a run wants, and says no where it cannot", async () => {
    const run = async (): Promise<string> =>
      (await client.run(request("asks.png"), () => undefined, never)).message;
    assert.deepEqual(JSON.parse(await run()), { allow: false, scope: "once" });
    await client.dispose();
    const heard: PermissionAsk[] = [];
    client = createClient({
      askPermission: (ask) => {
        heard.push(ask);
        return Promise.resolve({ allow: true, scope: "session" });
      },
    });
    assert.deepEqual(JSON.parse(await run()), { allow: true, scope: "session" });
    assert.deepEqual(
      heard.map(({ runDir, question }) => [runDir, question.tool]),
      [[join(folder, "asks.png"), "read_file"]],
    );
  });

  it("reads the editor's keys for the engine, by their names, and tells nobody else", async () => {
    const run = async (): Promise<string> =>
      (await client.run(request("secret.png"), () => undefined, never)).message;
    assert.deepEqual(JSON.parse(await run()), {}, "an editor without a store");
    await client.dispose();
    const kept = new Map([["server-key-1", "sk-0123456789abcdefghij"]]);
    const asked: string[] = [];
    client = createClient({
      readSecret: (name) => {
        asked.push(name);
        return Promise.resolve(kept.get(name));
      },
    });
    assert.deepEqual(JSON.parse(await run()), { value: "sk-0123456789abcdefghij" });
    assert.ok(log.length > 0);
    assert.ok(!log.join().includes("sk-0123456789abcdefghij"));
    kept.clear();
    assert.deepEqual(JSON.parse(await run()), {}, "a key that is gone");
    assert.deepEqual(asked, ["server-key-1", "server-key-1"]);
    // Two processes are started, one after the other.
  }).timeout(30_000);

  const request = (mockup: string): RunRequest => ({
    mockup,
    runDir: join(folder, mockup),
    model: parseModelRef("tracer"),
    target: "html",
    maxIterations: 2,
  });

  it("carries a run out and passes every line on, in order", async () => {
    const lines: RunLineUnion[] = [];
    const last = await client.run(request("a.png"), (line) => lines.push(line), never);
    assert.deepEqual(
      lines.map(({ type }) => type).filter((type) => type !== "progress"),
      ["run-start", "iteration", "iteration", "run"],
    );
    assert.equal(lines.at(-1), last);
    assert.ok(last.type === "run" && last.reason === "converged");
  });

  it("keeps the lines of two runs apart", async () => {
    const seen: string[][] = [[], []];
    const runs = ["a.png", "b.png"].map((name, index) =>
      client.run(
        request(name),
        (line) => {
          if (line.type === "run-start") seen[index]?.push(line.mockup.name);
        },
        never,
      ),
    );
    await Promise.all(runs);
    assert.deepEqual(seen, [["a.png"], ["b.png"]]);
  });

  it("aborts a run that listens", async () => {
    const controller = new AbortController();
    const ended = client.run(
      request("hang.png"),
      (line) => {
        if (line.type === "run-start") controller.abort();
      },
      controller.signal,
    );
    const last = await ended;
    assert.ok(last.type === "run" && last.reason === "aborted");
    assert.notEqual(client.pid, undefined);
  });

  it("kills an engine that does not listen", async () => {
    const controller = new AbortController();
    const last = await client.run(
      request("deaf.png"),
      (line) => {
        if (line.type === "run-start") controller.abort();
      },
      controller.signal,
    );
    assert.ok(last.type === "error");
    assert.equal(last.code, "ABORTED", "it was stopped, whatever it took");
    assert.match(last.message, /^Stopped\. Every finished iteration is kept in /);
    assert.equal(client.pid, undefined);
  });

  it("says where the finished iterations are when the engine crashes, and starts a new one", async () => {
    const last = await client.run(request("crash.png"), () => undefined, never);
    assert.ok(last.type === "error");
    assert.equal(last.code, "ENGINE_LOST");
    assert.match(last.message, /exit code 3/);
    assert.ok(last.message.includes(join(folder, "crash.png")));
    const next = await client.run(request("a.png"), () => undefined, never);
    assert.equal(next.type, "run");
  });

  it("passes messages over that are none, and says so in the log", async () => {
    const lines: RunLineUnion[] = [];
    await client.run(request("garbage.png"), (line) => lines.push(line), never);
    assert.ok(lines.every((line) => line.type !== "iteration" || Number.isInteger(line.number)));
    assert.ok(log.some((message) => /not understood/.test(message)));
  });

  it("ends a run and a question whose last word is not understood", async () => {
    const last = await client.run(request("mumble.png"), () => undefined, never);
    assert.ok(last.type === "error" && last.code === "ENGINE_LOST");
    assert.match(last.message, /not understood.*is kept in /);
    const question = { type: "pull-model", spec: "mumble", mirrors: [] } as const;
    await assert.rejects(
      client.ask(question, () => undefined, never),
      { code: "ENGINE_LOST", userMessage: /not understood/ },
    );
    const next = await client.run(request("a.png"), () => undefined, never);
    assert.equal(next.type, "run");
  });

  it("does not wait for ever for an engine that never says ready", async () => {
    process.env["FAKE_ENGINE"] = "unready";
    client = createClient({ readyTimeoutMs: 100 });
    const last = await client.run(request("a.png"), () => undefined, never);
    assert.ok(last.type === "error" && last.code === "ENGINE_LOST");
  });

  it("ends an engine that has nothing to do", async () => {
    client = createClient({ idleMs: 20 });
    await client.run(request("a.png"), () => undefined, never);
    const pid = client.pid;
    assert.ok(pid !== undefined);
    for (let waited = 0; isAlive(pid) && waited < 3000; waited += 20)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(isAlive(pid), false);
    assert.equal(client.pid, undefined);
  });

  it("stays as long as a local model is to stay loaded", async () => {
    client = createClient({ idleMs: 20 });
    await client.run({ ...request("a.png"), model: parseModelRef("glm") }, () => undefined, never);
    const { pid } = client;
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.ok(pid !== undefined && isAlive(pid));
  });

  it("stays as long as the last local model is to stay loaded, not the longest ever", async () => {
    client = createClient({ idleMs: 20 });
    const local = { ...request("a.png"), model: parseModelRef("glm") };
    await client.run(local, () => undefined, never);
    const hardware = { unloadAfterMs: 300 };
    await client.run({ ...local, hardware }, () => undefined, never);
    await client.run(request("a.png"), () => undefined, never);
    const { pid } = client;
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.ok(pid !== undefined && isAlive(pid), "the tracer leaves the model loaded");
    for (let waited = 0; isAlive(pid) && waited < 3000; waited += 20)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(isAlive(pid), false);
  });

  it("asks, tells the progress, and gets the answer to its question", async () => {
    const seen: number[] = [];
    const question = { type: "pull-model", spec: "fine", mirrors: [] } as const;
    const answer = await client.ask(question, ({ done }) => seen.push(done), never);
    assert.deepEqual([answer.id, answer.hasVision], ["fine", true]);
    assert.deepEqual(seen, [1, 2]);
  });

  it("throws the engine's refusals, with their codes", async () => {
    const question = { type: "verify-model", id: "nobody" } as const;
    await assert.rejects(
      client.ask(question, () => undefined, never),
      {
        name: "MockloopError",
        code: "MODEL_UNAVAILABLE",
        userMessage: "There is no nobody.",
      },
    );
  });

  it("takes no answer to another question", async () => {
    const question = { type: "pull-model", spec: "other", mirrors: [] } as const;
    await assert.rejects(
      client.ask(question, () => undefined, never),
      { code: "INTERNAL" },
    );
  });

  it("stops a download that listens, and the engine of one that does not", async () => {
    for (const [spec, survives] of [
      ["hang", true],
      ["deaf", false],
    ] as const) {
      const controller = new AbortController();
      const question = { type: "pull-model", spec, mirrors: [] } as const;
      const asked = client.ask(question, () => controller.abort(), controller.signal);
      await assert.rejects(asked, { name: "AbortError" });
      assert.equal(client.pid !== undefined, survives, spec);
    }
  });

  it("lets a run go on when a question does not stop", async () => {
    const runController = new AbortController();
    const run = client.run(request("hang.png"), () => undefined, runController.signal);
    const controller = new AbortController();
    const question = { type: "pull-model", spec: "deaf", mirrors: [] } as const;
    const asked = client.ask(question, () => controller.abort(), controller.signal);
    await assert.rejects(asked, { name: "AbortError" });
    runController.abort();
    const last = await run;
    assert.ok(last.type === "run" && last.reason === "aborted");
  });

  it("does not end an engine that still downloads", async () => {
    client = createClient({ idleMs: 20 });
    const controller = new AbortController();
    const question = { type: "pull-model", spec: "hang", mirrors: [] } as const;
    const asked = client.ask(question, () => undefined, controller.signal);
    await client.run(request("a.png"), () => undefined, never);
    const { pid } = client;
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.ok(pid !== undefined && isAlive(pid));
    controller.abort();
    await assert.rejects(asked, { name: "AbortError" });
  });

  it("ends an engine when asked to, but none that has something to do", async () => {
    const controller = new AbortController();
    const question = { type: "pull-model", spec: "hang", mirrors: [] } as const;
    const asked = client.ask(question, () => undefined, controller.signal);
    const { pid } = client;
    await client.endIfIdle();
    assert.equal(client.pid, pid);
    controller.abort();
    await assert.rejects(asked, { name: "AbortError" });
    await client.endIfIdle();
    assert.equal(client.pid, undefined);
    assert.ok(pid !== undefined && !isAlive(pid));
    await client.endIfIdle();
    const last = await client.run(request("a.png"), () => undefined, never);
    assert.equal(last.type, "run", "the next run starts another one");
  });

  it("says so when the engine ends under a question", async () => {
    const question = { type: "pull-model", spec: "crash", mirrors: [] } as const;
    await assert.rejects(
      client.ask(question, () => undefined, never),
      { code: "ENGINE_LOST", userMessage: /exit code 3.*what was downloaded is kept/ },
    );
  });

  it("starts nothing for a run that was aborted before it began, or after dispose", async () => {
    const aborted = await client.run(request("a.png"), () => undefined, AbortSignal.abort());
    assert.ok(aborted.type === "error" && aborted.code === "ABORTED");
    await client.dispose();
    const late = await client.run(request("a.png"), () => undefined, never);
    assert.ok(late.type === "error" && late.code === "ENGINE_LOST");
    assert.equal(client.pid, undefined);
  });

  it("reports an engine that is not there", async () => {
    const logger = { debug() {}, info() {}, warn() {}, error() {} };
    client = new EngineClient({ modulePath: join(folder, "missing.mjs"), logger });
    const last = await client.run(request("a.png"), () => undefined, never);
    assert.ok(last.type === "error" && last.code === "ENGINE_LOST");
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
